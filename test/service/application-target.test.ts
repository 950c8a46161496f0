import { Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, type Ec2TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener,
  ApplicationProtocol,
  ApplicationProtocolVersion,
  ListenerAction,
  ListenerCondition,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type ApplicationExposure, type Deployment, Service } from '../../lib/service';
import { TaskDefinition } from '../../lib/task';
import { misuseOf } from '../misuse';
import { appListener, everything, propertiesOf, resourcesOf, shop, webTask } from './shop';

/** A service whose port `http` is behind an Application Load Balancer. */
function exposed(
  options: Partial<ApplicationExposure> = everything,
  {
    networkMode,
    defaultAction,
    deployment,
  }: { networkMode?: 'bridge' | 'host'; defaultAction?: boolean; deployment?: Deployment } = {},
) {
  const { stack, cluster, capacity } = shop();
  const listener = appListener(stack, cluster.vpc, defaultAction);
  const taskDefinition = webTask(stack, networkMode);
  const service = new Service(stack, 'Service', {
    cluster,
    taskDefinition,
    desiredCount: 2,
    capacity,
    deployment,
    loadBalancing: [{ container: 'app', port: 'http', listener, ...options }],
  });
  return { stack, cluster, capacity, listener, service, taskDefinition };
}

const TARGET_GROUP = 'AWS::ElasticLoadBalancingV2::TargetGroup';
const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';
const INGRESS = 'AWS::EC2::SecurityGroupIngress';

describe('a rule', () => {
  test('sends to a target group that notices new and dead tasks quickly and lets rollouts proceed', () => {
    const { stack } = exposed();
    expect(propertiesOf(stack, RULE)).toMatchObject({ Priority: 10, Actions: [{ Type: 'forward' }] });
    expect(propertiesOf(stack, TARGET_GROUP)).toMatchObject({
      TargetType: 'ip',
      Protocol: 'HTTP',
      HealthCheckIntervalSeconds: 10,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200' },
    });
    // No HealthCheckPort: the check asks the port that gets the traffic.
    expect(propertiesOf(stack, TARGET_GROUP).HealthCheckPort).toBeUndefined();
    expect(propertiesOf(stack, TARGET_GROUP).TargetGroupAttributes).toContainEqual({
      Key: 'deregistration_delay.timeout_seconds',
      Value: '30',
    });
  });

  test('takes everything that the target group takes', () => {
    const { stack } = exposed({
      ...everything,
      protocol: ApplicationProtocol.HTTPS,
      protocolVersion: ApplicationProtocolVersion.GRPC,
      slowStart: Duration.seconds(60),
      stickiness: Duration.hours(1),
      deregistrationDelay: Duration.seconds(90),
      health: { path: '/grpc.health.v1.Health/Check', codes: '0', interval: Duration.seconds(20), healthyThreshold: 3 },
    });
    expect(propertiesOf(stack, TARGET_GROUP)).toMatchObject({
      Protocol: 'HTTPS',
      ProtocolVersion: 'GRPC',
      HealthCheckPath: '/grpc.health.v1.Health/Check',
      Matcher: { GrpcCode: '0' },
      HealthCheckIntervalSeconds: 20,
      HealthyThresholdCount: 3,
    });
    expect(propertiesOf(stack, TARGET_GROUP).TargetGroupAttributes).toEqual(
      expect.arrayContaining([
        { Key: 'deregistration_delay.timeout_seconds', Value: '90' },
        { Key: 'slow_start.duration_seconds', Value: '60' },
        { Key: 'stickiness.lb_cookie.duration_seconds', Value: '3600' },
      ]),
    );
  });

  test('needs both conditions and a priority, in range', () => {
    expect(misuseOf(() => exposed({ conditions: everything.conditions }))).toBe('ListenerRule');
    expect(misuseOf(() => exposed({ priority: 10 }))).toBe('ListenerRule');
    expect(misuseOf(() => exposed({ conditions: [], priority: 10 }))).toBe('ListenerRule');
    expect(misuseOf(() => exposed({ ...everything, priority: 50_001 }))).toBe('ListenerRule');
  });

  test('takes a priority only once, from services and from the listener itself', () => {
    const { stack, cluster, capacity, listener, taskDefinition } = exposed();
    listener.addAction('Old', {
      ...everything,
      conditions: [...everything.conditions],
      priority: 20,
      action: ListenerAction.fixedResponse(410),
    });
    const second = (id: string, priority: number) =>
      misuseOf(
        () =>
          new Service(stack, id, {
            cluster,
            taskDefinition,
            capacity,
            loadBalancing: [{ container: 'app', port: 'http', listener, ...everything, priority }],
          }),
      );
    expect(second('Same', 10)).toBe('ListenerRuleTaken');
    expect(second('Listeners', 20)).toBe('ListenerRuleTaken');
    expect(second('Free', 30)).toBeUndefined();
  });

  test('may belong to an imported listener', () => {
    const { stack, cluster, capacity } = shop();
    const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Theirs', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shop/1/2',
      securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'TheirGroup', 'sg-1'),
    });
    const base = { cluster, taskDefinition: webTask(stack), capacity };
    const target = { container: 'app', port: 'http', listener } as const;
    expect(misuseOf(() => new Service(stack, 'Default', { ...base, loadBalancing: [target] }))).toBe('ListenerRule');
    new Service(stack, 'Service', { ...base, loadBalancing: [{ ...target, ...everything }] });
    expect(propertiesOf(stack, RULE)).toMatchObject({ Priority: 10 });
  });
});

describe('without conditions', () => {
  test('the target group becomes the default action', () => {
    const { stack, service } = exposed({}, { defaultAction: false });
    expect(propertiesOf(stack, 'AWS::ElasticLoadBalancingV2::Listener').DefaultActions).toEqual([
      { Type: 'forward', TargetGroupArn: stack.resolve(service.targetGroups[0]?.targetGroupArn) },
    ]);
  });

  test('an existing default action is not overwritten', () => {
    expect(misuseOf(() => exposed({}))).toBe('ListenerRuleTaken');
  });
});

describe('security groups', () => {
  const rules = (networkMode?: 'bridge' | 'host') =>
    resourcesOf(exposed(everything, { networkMode }).stack, INGRESS).map(({ Properties: { FromPort, ToPort } }) => [
      FromPort,
      ToPort,
    ]);

  test('let the load balancer in at exactly the exposed port in awsvpc mode', () => {
    expect(rules()).toEqual([[8080, 8080]]);
  });

  test('let it in at the ports that Docker may pick, of every capacity, in bridge mode', () => {
    expect(rules('bridge')).toEqual([
      [32768, 65535],
      [32768, 65535],
    ]);
  });

  test('let it in at the container port of every capacity in host mode', () => {
    expect(rules('host')).toEqual([
      [8080, 8080],
      [8080, 8080],
    ]);
  });

  test('are opened for others by the names of ports', () => {
    const { stack, service, cluster } = exposed();
    const client = new SecurityGroup(stack, 'Client', { vpc: cluster.vpc });
    service.connections.allowFrom(client, service.portOf('app', 'admin'));
    expect(resourcesOf(stack, INGRESS).map(({ Properties }) => Properties.FromPort)).toEqual([8080, 9000]);
    // @ts-expect-error -- no such port
    expect(misuseOf(() => service.portOf('app', 'htp'))).toBe('PortUnknown');
    // @ts-expect-error -- no such container
    expect(misuseOf(() => service.portOf('ap', 'http'))).toBe('ContainerUnknown');
  });
});

describe('shifting traffic', () => {
  const blueGreen = { deployment: { strategy: 'blue-green' } } as const;

  test('attaches two target groups to the rule that ECS rewrites', () => {
    const { stack } = exposed(everything, blueGreen);
    expect(resourcesOf(stack, TARGET_GROUP)).toHaveLength(2);
    expect(propertiesOf(stack, RULE).Actions).toMatchObject([
      { ForwardConfig: { TargetGroups: [{ Weight: 100 }, { Weight: 0 }] } },
    ]);
    expect(propertiesOf(stack).LoadBalancers).toMatchObject([
      {
        ContainerName: 'app',
        AdvancedConfiguration: { RoleArn: {}, ProductionListenerRule: {}, AlternateTargetGroupArn: {} },
      },
    ]);
  });

  test('may send test traffic to the new version', () => {
    const { stack, cluster, capacity } = shop();
    const listener = appListener(stack, cluster.vpc);
    const test = listener.loadBalancer.addListener('Test', {
      port: 81,
      protocol: ApplicationProtocol.HTTP,
      defaultAction: ListenerAction.fixedResponse(404),
    });
    new Service(stack, 'Service', {
      cluster,
      taskDefinition: webTask(stack),
      capacity,
      deployment: { strategy: 'blue-green' },
      loadBalancing: [
        {
          container: 'app',
          port: 'http',
          listener,
          ...everything,
          test: { listener: test, ...everything, priority: 5 },
        },
      ],
    });
    expect(resourcesOf(stack, RULE).map(({ Properties }) => Properties.Priority)).toEqual([10, 5]);
    expect(propertiesOf(stack).LoadBalancers).toMatchObject([{ AdvancedConfiguration: { TestListenerRule: {} } }]);
  });

  test('needs a rule, and only then takes test traffic', () => {
    expect(misuseOf(() => exposed({}, { ...blueGreen, defaultAction: false }))).toBe('ListenerRule');
    const listener = appListener(new Stack(), shop().cluster.vpc);
    expect(misuseOf(() => exposed({ ...everything, test: { listener, ...everything } }))).toBe('ListenerRule');
  });
});

test('ports are single, and known', () => {
  const { stack, cluster, capacity } = shop();
  const listener = appListener(stack, cluster.vpc);
  const base = { cluster, taskDefinition: webTask(stack), capacity };
  const unknown = { container: 'app', port: 'x', listener };
  // @ts-expect-error -- no such port
  expect(misuseOf(() => new Service(stack, 'A', { ...base, loadBalancing: [unknown] }))).toBe('PortUnknown');
  const target = {
    container: 'app',
    port: 'http',
    listener,
    conditions: [ListenerCondition.pathPatterns(['/a'])],
  } as const;
  const six = [1, 2, 3, 4, 5, 6].map((priority) => ({ ...target, priority }));
  expect(misuseOf(() => new Service(stack, 'B', { ...base, loadBalancing: six }))).toBe('ExposureTooMany');
  expect(misuseOf(() => new Service(stack, 'C', { ...base, loadBalancing: six.slice(1) }))).toBeUndefined();
});

test('a range of ports, or a task without a network, cannot be exposed', () => {
  const { stack, cluster, capacity } = shop();
  const listener = appListener(stack, cluster.vpc);
  const image = ContainerImage.fromRegistry('nginx');
  const ranged = new TaskDefinition(stack, 'Ranged', {
    networkMode: 'awsvpc',
    containers: { app: { image, cpuUnits: 64, memoryMiB: 64, ports: { many: { range: [9000, 9010] } } } },
  });
  const range = { container: 'app', port: 'many', listener, ...everything } as const;
  const onRange = { cluster, capacity, taskDefinition: ranged, loadBalancing: [range] };
  expect(misuseOf(() => new Service(stack, 'A', onRange))).toBe('PortNotSingle');
  const cutOff = new TaskDefinition(stack, 'CutOff', {
    networkMode: 'none',
    containers: { app: { image, cpuUnits: 64, memoryMiB: 64 } },
  });
  const loadBalancing = [{ container: 'app', port: 'http', listener, ...everything }];
  const onNothing = { cluster, capacity, taskDefinition: cutOff as Ec2TaskDefinition, loadBalancing };
  expect(misuseOf(() => new Service(stack, 'B', onNothing))).toBe('NetworkModeMismatch');
});

test('health checks are such that ELB takes them', () => {
  const slow = { timeout: Duration.seconds(10) };
  expect(misuseOf(() => exposed({ ...everything, health: slow }))).toBe('TargetHealth');
  expect(misuseOf(() => exposed({ ...everything, health: { healthyThreshold: 1 } }))).toBe('TargetHealth');
  expect(misuseOf(() => exposed({ ...everything, health: { interval: Duration.seconds(301) } }))).toBe('TargetHealth');
  expect(misuseOf(() => exposed({ ...everything, deregistrationDelay: Duration.hours(2) }))).toBe('TargetHealth');
  expect(misuseOf(() => exposed({ ...everything, health: { unhealthyThreshold: 11 } }))).toBe('TargetHealth');
});
