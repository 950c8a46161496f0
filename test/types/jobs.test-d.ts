import { Duration, type Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import type { IDependable } from 'constructs';
import { Ec2Cluster, onDemand, spot } from '../../lib/cluster';
import { RunTask, ScheduledTask } from '../../lib/jobs';
import { TaskDefinition } from '../../lib/task';

declare const stack: Stack;
declare const vpc: ec2.IVpc;
declare const image: ecs.ContainerImage;
declare const plainCluster: ecs.ICluster;
declare const plainTask: ecs.Ec2TaskDefinition;

const cluster = new Ec2Cluster(stack, 'Cluster', {
  vpc,
  capacity: {
    steady: onDemand({ instanceTypes: ['m7g.large'], max: 3 }),
    burst: spot({ instanceTypes: ['m7g.large'], max: 3 }),
  },
});
const taskDefinition = new TaskDefinition(stack, 'Task', {
  networkMode: 'awsvpc',
  containers: { app: { image, cpuUnits: 128, memoryMiB: 128 }, router: { image, cpuUnits: 64, memoryMiB: 64 } },
});
const schedule = ScheduleExpression.rate(Duration.hours(1));

const migration = new RunTask(stack, 'Migration', {
  cluster,
  taskDefinition,
  capacity: { steady: { base: 1 }, burst: { weight: 2 } },
  container: 'app',
  overrides: { app: { command: ['migrate'] }, router: { environment: { LEVEL: 'debug' } } },
});
export const dependable: IDependable & ec2.IConnectable = migration;
export const l2: Schedule = new ScheduledTask(stack, 'Hourly', {
  cluster,
  taskDefinition,
  capacity: { burst: {} },
  schedule,
});

new RunTask(stack, 'Plain', {
  cluster: plainCluster,
  taskDefinition: plainTask,
  capacity: { 'any-provider': { weight: 1 } },
  container: 'anything',
  overrides: { anything: { command: ['x'] } },
});

// @ts-expect-error no capacity of that name
new RunTask(stack, 'A', { cluster, taskDefinition, capacity: { stedy: {} } });
// @ts-expect-error a job always says its capacity
new RunTask(stack, 'B', { cluster, taskDefinition });
// @ts-expect-error no container of that name
new RunTask(stack, 'C', { cluster, taskDefinition, capacity: { steady: {} }, container: 'ap' });
// @ts-expect-error no container of that name
new RunTask(stack, 'D', { cluster, taskDefinition, capacity: { steady: {} }, overrides: { ap: { command: ['x'] } } });
// @ts-expect-error no launch type
new RunTask(stack, 'E', { cluster, taskDefinition, capacity: { steady: {} }, launchType: 'EC2' });
// @ts-expect-error no capacity of that name
new ScheduledTask(stack, 'F', { cluster, taskDefinition, capacity: { brust: {} }, schedule });
// @ts-expect-error no container of that name
new ScheduledTask(stack, 'G', { cluster, taskDefinition, capacity: { burst: {} }, schedule, overrides: { ap: {} } });
// @ts-expect-error a schedule has a time
new ScheduledTask(stack, 'H', { cluster, taskDefinition, capacity: { burst: {} } });
