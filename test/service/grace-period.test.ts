import { CfnParameter, Duration } from 'aws-cdk-lib';
import { ContainerImage, Ec2TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type ApplicationExposure, Service } from '../../lib/service';
import { commandHealth, TaskDefinition } from '../../lib/task';
import { misuseOf } from '../misuse';
import { appListener, everything, propertiesOf, shop, webTask } from './shop';

/** The grace period of a service whose container takes 30 seconds to start. */
function graceOf(healthCheckGracePeriod?: Duration, health?: ApplicationExposure['health']) {
  const { stack, cluster, capacity } = shop();
  const listener = appListener(stack, cluster.vpc);
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: webTask(stack),
    capacity,
    healthCheckGracePeriod,
    loadBalancing: [{ container: 'app', port: 'http', listener, ...everything, health }],
  });
  return propertiesOf(stack).HealthCheckGracePeriodSeconds;
}

test('is the time to start and the time to notice, so that no slow starter is killed', () => {
  expect(graceOf()).toBe(30 + 2 * 10);
  expect(graceOf(undefined, { interval: Duration.seconds(20), healthyThreshold: 4 })).toBe(30 + 4 * 20);
});

test('may be longer, not shorter', () => {
  expect(graceOf(Duration.seconds(120))).toBe(120);
  expect(misuseOf(() => graceOf(Duration.seconds(49)))).toBe('GracePeriod');
});

test('must be said where the task definition tells no start-up budget', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = new Ec2TaskDefinition(stack, 'Plain');
  const image = ContainerImage.fromRegistry('nginx');
  taskDefinition.addContainer('web', { image, memoryLimitMiB: 64, portMappings: [{ containerPort: 80 }] });
  const loadBalancing = [{ container: 'web', port: 80, listener: appListener(stack, cluster.vpc), ...everything }];
  const base = { cluster, taskDefinition, capacity };
  expect(misuseOf(() => new Service(stack, 'A', { ...base, loadBalancing }))).toBe('GracePeriod');
  const again = [{ ...loadBalancing[0]!, priority: 11 }];
  const healthCheckGracePeriod = Duration.seconds(5);
  expect(
    misuseOf(() => new Service(stack, 'B', { ...base, loadBalancing: again, healthCheckGracePeriod })),
  ).toBeUndefined();
});

test("must be said where only another container's start is known", () => {
  const { stack, cluster, capacity } = shop();
  const image = ContainerImage.fromRegistry('nginx');
  const size = { image, cpuUnits: 64, memoryMiB: 64 };
  const startup = Duration.seconds(10);
  const taskDefinition = new TaskDefinition(stack, 'Task', {
    networkMode: 'bridge',
    containers: {
      web: { ...size, ports: { http: 80 } },
      cache: { ...size, healthCheck: commandHealth(['true'], { startup }) },
    },
  });
  const listener = appListener(stack, cluster.vpc);
  const target = { container: 'web', port: 'http', listener, conditions: everything.conditions } as const;
  const service = (id: string, priority: number, healthCheckGracePeriod?: Duration) =>
    misuseOf(
      () =>
        new Service(stack, id, {
          cluster,
          taskDefinition,
          capacity,
          loadBalancing: [{ ...target, priority }],
          healthCheckGracePeriod,
        }),
    );
  expect(service('A', 1)).toBe('GracePeriod');
  expect(service('B', 2, Duration.seconds(29))).toBe('GracePeriod');
  expect(service('C', 3, Duration.seconds(90))).toBeUndefined();
});

test('must be said behind a load balancer where the start is known only at deployment, and only there', () => {
  const { stack, cluster, capacity } = shop();
  const seconds = new CfnParameter(stack, 'Startup', { type: 'Number' }).valueAsNumber;
  const healthCheck = commandHealth(['true'], { startup: Duration.seconds(seconds) });
  const container = { image: ContainerImage.fromRegistry('nginx'), cpuUnits: 64, memoryMiB: 64, healthCheck };
  const taskDefinition = new TaskDefinition(stack, 'Task', {
    networkMode: 'bridge',
    containers: { app: { ...container, ports: { http: 80 } } },
  });
  const base = { cluster, taskDefinition, capacity };
  const exposed = { container: 'app', port: 'http', listener: appListener(stack, cluster.vpc), ...everything } as const;
  expect(misuseOf(() => new Service(stack, 'A', base))).toBeUndefined();
  expect(misuseOf(() => new Service(stack, 'B', { ...base, loadBalancing: [exposed] }))).toBe('GracePeriod');
});

describe('without a load balancer of its own', () => {
  test('there is none', () => {
    const { stack, cluster, capacity } = shop();
    new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity });
    expect(propertiesOf(stack).HealthCheckGracePeriodSeconds).toBeUndefined();
  });

  test('a load balancer that is added the way of the L2 gets the time that ELB takes by default', () => {
    const { stack, cluster, capacity } = shop();
    const service = new Service(stack, 'Service', { cluster, taskDefinition: webTask(stack), capacity });
    const group = new ApplicationTargetGroup(stack, 'Group', { vpc: cluster.vpc, port: 80, targets: [service] });
    appListener(stack, cluster.vpc, false).addTargetGroups('Group', { targetGroups: [group] });
    expect(propertiesOf(stack).HealthCheckGracePeriodSeconds).toBe(30 + 5 * 30);
  });
});
