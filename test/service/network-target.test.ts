import { Duration } from 'aws-cdk-lib';
import { Peer } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, Ec2TaskDefinition, NetworkMode, Protocol as Transport } from 'aws-cdk-lib/aws-ecs';
import { NetworkLoadBalancer, NetworkTargetGroup, Protocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Deployment, type NetworkExposure, Service } from '../../lib/service';
import { misuseOf } from '../misuse';
import { networkListener, propertiesOf, resourcesOf, shop, webTask } from './shop';

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';

/** A service whose port `http` is behind a Network Load Balancer. */
function exposed(options: Partial<NetworkExposure> = {}, deployment?: Deployment) {
  const { stack, cluster, capacity } = shop();
  const listener = networkListener(stack, cluster.vpc);
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity,
    deployment,
    loadBalancing: [{ container: 'app', port: 'http', listener, ...options }],
  });
  return { stack, listener };
}

test('the target group is the default action, and only the load balancer is let in', () => {
  const { stack } = exposed();
  expect(propertiesOf(stack, TARGET_GROUP)).toMatchObject({
    Protocol: 'TCP',
    TargetType: 'ip',
    HealthCheckProtocol: 'TCP',
    HealthCheckIntervalSeconds: 10,
  });
  expect(propertiesOf(stack, TARGET_GROUP).Matcher).toBeUndefined();
  expect(propertiesOf(stack, INGRESS)).toMatchObject({ FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: {} });
});

test('a path makes the health check speak HTTP', () => {
  const { stack } = exposed({ health: { path: '/health', codes: '200-299' } });
  expect(propertiesOf(stack, TARGET_GROUP)).toMatchObject({
    HealthCheckProtocol: 'HTTP',
    HealthCheckPath: '/health',
    Matcher: { HttpCode: '200-299' },
  });
});

test('without a security group the clients must be named', () => {
  const { stack, cluster, capacity } = shop();
  const balancer = new NetworkLoadBalancer(stack, 'Open', { vpc: cluster.vpc, disableSecurityGroups: true });
  const target = { container: 'app', port: 'http', listener: balancer.addListener('Tcp', { port: 443 }) } as const;
  const base = { cluster, taskDefinition: webTask(stack), capacity };
  expect(misuseOf(() => new Service(stack, 'A', { ...base, loadBalancing: [target] }))).toBe('NetworkClients');
  new Service(stack, 'B', { ...base, loadBalancing: [{ ...target, clients: [Peer.ipv4('10.0.0.0/16')] }] });
  const groups = resourcesOf(stack, 'AWS::EC2::SecurityGroup').flatMap(
    ({ Properties }) => Properties.SecurityGroupIngress ?? [],
  );
  expect(groups).toMatchObject([{ CidrIp: '10.0.0.0/16', FromPort: 8080 }]);
});

test('a listener has one default action', () => {
  const { stack, cluster, capacity } = shop();
  const target = { container: 'app', port: 'http', listener: networkListener(stack, cluster.vpc) } as const;
  const base = { cluster, taskDefinition: webTask(stack), capacity, loadBalancing: [target] };
  new Service(stack, 'A', base);
  expect(misuseOf(() => new Service(stack, 'B', base))).toBe('ListenerRuleTaken');
});

test('blue-green switches the listener between two target groups, and a test listener too', () => {
  const { stack, cluster, capacity } = shop();
  const listener = networkListener(stack, cluster.vpc);
  const test = (listener.loadBalancer as NetworkLoadBalancer).addListener('Test', { port: 444 });
  const base = { cluster, taskDefinition: webTask(stack), capacity };
  const target = { container: 'app', port: 'http', listener, test: { listener: test } } as const;
  new Service(stack, 'Service', { ...base, deployment: { strategy: 'blue-green' }, loadBalancing: [target] });
  expect(resourcesOf(stack, TARGET_GROUP)).toHaveLength(2);
  expect(propertiesOf(stack).LoadBalancers).toMatchObject([
    {
      AdvancedConfiguration: {
        ProductionListenerRule: stack.resolve(listener.listenerArn),
        TestListenerRule: stack.resolve(test.listenerArn),
      },
    },
  ]);
});

test('test traffic needs two target groups', () => {
  const { listener } = exposed();
  expect(misuseOf(() => exposed({ test: { listener } }))).toBe('ListenerRule');
});

test('UDP stays UDP, and another port is asked for health', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new Ec2TaskDefinition(stack, 'Dns', { networkMode: NetworkMode.HOST });
  taskDefinition.addContainer('dns', {
    image: ContainerImage.fromRegistry('coredns/coredns'),
    memoryLimitMiB: 64,
    portMappings: [{ containerPort: 53, protocol: Transport.UDP }, { containerPort: 8080 }],
  });
  const balancer = new NetworkLoadBalancer(stack, 'Nlb', { vpc: cluster.vpc });
  const listener = balancer.addListener('Udp', { port: 53, protocol: Protocol.UDP });
  const base = { cluster, taskDefinition, capacity, healthCheckGracePeriod: Duration.seconds(30) };
  const target = { container: 'dns', port: 53, listener, healthPort: 8080 };
  new Service(stack, 'Service', { ...base, loadBalancing: [target] });
  expect(propertiesOf(stack, TARGET_GROUP)).toMatchObject({
    Protocol: 'UDP',
    HealthCheckProtocol: 'TCP',
    HealthCheckPort: '8080',
  });
  const opened = resourcesOf(stack, INGRESS).map(({ Properties }) => [Properties.IpProtocol, Properties.FromPort]);
  expect(opened).toEqual(
    expect.arrayContaining([
      ['udp', 53],
      ['tcp', 8080],
    ]),
  );
  expect(opened).toHaveLength(4);
});

test('a UDP port cannot be asked for health itself', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new Ec2TaskDefinition(stack, 'Dns');
  const portMappings = [{ containerPort: 53, hostPort: 53, protocol: Transport.UDP }];
  taskDefinition.addContainer('dns', { image: ContainerImage.fromRegistry('dns'), memoryLimitMiB: 64, portMappings });
  const balancer = new NetworkLoadBalancer(stack, 'Nlb', { vpc: cluster.vpc });
  const listener = balancer.addListener('Udp', { port: 53, protocol: Protocol.UDP });
  const loadBalancing = [{ container: 'dns', port: 53, listener }];
  expect(misuseOf(() => new Service(stack, 'A', { cluster, taskDefinition, capacity, loadBalancing }))).toBe(
    'TargetHealth',
  );
});

describe('a target group made elsewhere', () => {
  const elsewhere = () => {
    const { stack, cluster, capacity } = shop();
    const targetGroup = new NetworkTargetGroup(stack, 'Theirs', { vpc: cluster.vpc, port: 80 });
    networkListener(stack, cluster.vpc).addTargetGroups('Theirs', targetGroup);
    return { stack, base: { cluster, taskDefinition: webTask(stack), capacity }, targetGroup };
  };

  test('keeps its settings, and lets in whom it is told', () => {
    const { stack, base, targetGroup } = elsewhere();
    const clients = [Peer.ipv4('10.0.0.0/16')];
    new Service(stack, 'Service', {
      ...base,
      loadBalancing: [{ container: 'app', port: 'http', targetGroup, clients }],
    });
    expect(propertiesOf(stack, TARGET_GROUP).HealthCheckIntervalSeconds).toBeUndefined();
    // 30 seconds to start, and five checks 30 seconds apart.
    expect(propertiesOf(stack).HealthCheckGracePeriodSeconds).toBe(180);
  });

  test('needs a second one to shift traffic', () => {
    const { stack, base, targetGroup } = elsewhere();
    const loadBalancing = [{ container: 'app', port: 'http', targetGroup }] as const;
    const deployment = { strategy: 'blue-green' } as const;
    expect(misuseOf(() => new Service(stack, 'A', { ...base, deployment, loadBalancing }))).toBe('ListenerRule');
  });
});
