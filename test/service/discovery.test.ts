import { Duration, type Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  AwsLogDriver,
  ContainerImage,
  Ec2TaskDefinition,
  NetworkMode,
  ServiceConnectAccessLogFormat,
} from 'aws-cdk-lib/aws-ecs';
import { HttpNamespace, PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Service } from '../../lib/service';
import { TaskDefinition } from '../../lib/task';
import { DependencyGraph } from '../dependency-graph';
import { misuseOf } from '../misuse';
import { propertiesOf, shop, webTask } from './shop';

const privateDns = (stack: Stack, vpc: IVpc) =>
  new PrivateDnsNamespace(stack, 'Namespace', { vpc, name: 'shop.local' });

/** A plain task definition whose container listens on a port without a name. */
function unnamed(stack: Stack, networkMode: NetworkMode) {
  const definition = new Ec2TaskDefinition(stack, `Plain${networkMode}`, { networkMode });
  const portMappings = networkMode === NetworkMode.NONE ? undefined : [{ containerPort: 80 }];
  definition.addContainer('web', { image: ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 64, portMappings });
  return definition;
}

describe('Service Connect', () => {
  test('serves ports by name, under a short name if asked', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack),
      capacity,
      serviceConnect: {
        namespace: 'shop',
        services: [
          { container: 'app', port: 'http', dnsName: 'web', clientPort: 80, perRequestTimeout: Duration.seconds(5) },
          { container: 'app', port: 'admin', ingressPort: 9001 },
        ],
        logDriver: new AwsLogDriver({ streamPrefix: 'proxy' }),
        accessLogs: { format: ServiceConnectAccessLogFormat.JSON },
      },
    });
    expect(propertiesOf(stack).ServiceConnectConfiguration).toMatchObject({
      Enabled: true,
      Namespace: 'shop',
      Services: [
        { PortName: 'http', ClientAliases: [{ DnsName: 'web', Port: 80 }], Timeout: { PerRequestTimeoutSeconds: 5 } },
        { PortName: 'admin', ClientAliases: [{ Port: 9000 }], IngressPortOverride: 9001 },
      ],
      AccessLogConfiguration: { Format: 'JSON' },
    });
  });

  test('makes a client with nothing to say', () => {
    const { stack, cluster, capacity } = shop();
    cluster.addDefaultCloudMapNamespace({ name: 'shop', useForServiceConnect: true });
    new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity, serviceConnect: {} });
    expect(propertiesOf(stack).ServiceConnectConfiguration).toMatchObject({ Enabled: true });
  });

  test("waits for the cluster's namespace, and is deleted before it", () => {
    const { stack, cluster, capacity } = shop();
    cluster.addDefaultCloudMapNamespace({ name: 'shop.internal' });
    new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity, serviceConnect: {} });
    const graph = new DependencyGraph(Template.fromStack(stack));
    const [service] = graph.ids('AWS::ECS::Service');
    const [namespace] = graph.ids('AWS::ServiceDiscovery::PrivateDnsNamespace');
    expect(graph.standsOn(service!, namespace!)).toBe(true);
  });

  test('needs a namespace, a network with room for a proxy, and ports with names', () => {
    const { stack, cluster, capacity } = shop();
    const base = { cluster, capacity };
    const web = { ...base, taskDefinition: webTask(stack) };
    expect(misuseOf(() => new Service(stack, 'A', { ...web, serviceConnect: {} }))).toBe('NamespaceMissing');
    const serviceConnect = { namespace: 'shop' };
    const host = { ...base, taskDefinition: unnamed(stack, NetworkMode.HOST), serviceConnect };
    expect(misuseOf(() => new Service(stack, 'B', host))).toBe('NetworkModeMismatch');
    const services = [{ container: 'web', port: 80 }];
    const bridge = {
      ...base,
      taskDefinition: unnamed(stack, NetworkMode.BRIDGE),
      serviceConnect: { namespace: 'shop', services },
    };
    expect(misuseOf(() => new Service(stack, 'C', bridge))).toBe('PortNotSingle');
  });
});

describe('the proxy of Service Connect', () => {
  const annotationsOf = (task: { cpuUnits?: number; memoryMiB?: number }) => {
    const { stack, cluster, capacity } = shop();
    const taskDefinition = new TaskDefinition(stack, 'Task', {
      networkMode: 'awsvpc',
      ...task,
      containers: { app: { image: ContainerImage.fromRegistry('nginx'), cpuUnits: 256, memoryMiB: 512 } },
    });
    new Service(stack, 'Service', { cluster, taskDefinition, capacity, serviceConnect: { namespace: 'shop' } });
    return Annotations.fromStack(stack);
  };
  const tight = Match.stringLikeRegexp('leave the Service Connect proxy');

  test('has room in a task that states more than its containers', () => {
    annotationsOf({ cpuUnits: 512, memoryMiB: 576 }).hasNoWarning('/Test/Service', tight);
    annotationsOf({}).hasNoWarning('/Test/Service', tight);
  });

  test('is warned about where it has too little', () => {
    annotationsOf({ cpuUnits: 511, memoryMiB: 576 }).hasWarning('/Test/Service', tight);
    annotationsOf({ cpuUnits: 512, memoryMiB: 575 }).hasWarning('/Test/Service', tight);
  });
});

describe('Cloud Map', () => {
  test('gives addresses in awsvpc mode, forgotten after ten seconds, because tasks come and go', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack),
      capacity,
      cloudMap: { container: 'app', port: 'http', namespace: privateDns(stack, cluster.vpc), name: 'web' },
    });
    expect(propertiesOf(stack, 'AWS::ServiceDiscovery::Service')).toMatchObject({
      Name: 'web',
      DnsConfig: { DnsRecords: [{ TTL: 10, Type: 'A' }] },
    });
    expect(propertiesOf(stack).ServiceRegistries).toHaveLength(1);
  });

  test('gives the named port too in bridge mode', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack, 'bridge'),
      capacity,
      cloudMap: {
        container: 'app',
        port: 'admin',
        namespace: privateDns(stack, cluster.vpc),
        ttl: Duration.seconds(5),
      },
    });
    expect(propertiesOf(stack, 'AWS::ServiceDiscovery::Service')).toMatchObject({
      DnsConfig: { DnsRecords: [{ TTL: 5, Type: 'SRV' }] },
    });
    expect(propertiesOf(stack).ServiceRegistries).toMatchObject([{ ContainerName: 'app', ContainerPort: 9000 }]);
  });

  test('needs a namespace with DNS, and records that tell the port where ports differ', () => {
    const { stack, cluster, capacity } = shop();
    const cloudMap = { container: 'web', port: 80 };
    const bridge = { cluster, capacity, taskDefinition: unnamed(stack, NetworkMode.BRIDGE) };
    expect(misuseOf(() => new Service(stack, 'A', { ...bridge, cloudMap }))).toBe('NamespaceMissing');
    const http = new HttpNamespace(stack, 'Http', { name: 'http' });
    expect(misuseOf(() => new Service(stack, 'B', { ...bridge, cloudMap: { ...cloudMap, namespace: http } }))).toBe(
      'NamespaceMissing',
    );
    const namespace = privateDns(stack, cluster.vpc);
    const addresses = { ...cloudMap, namespace, records: 'A' } as const;
    expect(misuseOf(() => new Service(stack, 'C', { ...bridge, cloudMap: addresses }))).toBe('NetworkModeMismatch');
    const none = { ...bridge, taskDefinition: unnamed(stack, NetworkMode.NONE), cloudMap: { ...cloudMap, namespace } };
    expect(misuseOf(() => new Service(stack, 'D', none))).toBe('NetworkModeMismatch');
  });
});
