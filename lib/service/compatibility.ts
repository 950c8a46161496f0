import { type ICluster, NetworkMode, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { type CapacityStrategy, Ec2Cluster } from '../cluster';
import { MisuseError } from '../errors';
import { TaskDefinition as NamedTaskDefinition } from '../task';

/**
 * Refuses a task definition that the service could not run.
 *
 * @throws MisuseError `TaskNotForEc2`, `NetworkModeMismatch`
 */
export function requireRunnable(
  taskDefinition: TaskDefinition,
  network: { readonly vpcSubnets?: unknown; readonly securityGroups?: unknown },
  scope: IConstruct,
): void {
  if (!taskDefinition.isEc2Compatible) {
    throw new MisuseError('TaskNotForEc2', `task definition ${taskDefinition.node.path} does not run on EC2`, scope);
  }
  const asked = Object.entries({ vpcSubnets: network.vpcSubnets, securityGroups: network.securityGroups });
  for (const [option, value] of asked) {
    if (value !== undefined && taskDefinition.networkMode !== NetworkMode.AWS_VPC) {
      throw new MisuseError(
        'NetworkModeMismatch',
        `tasks in network mode ${taskDefinition.networkMode} use the instance's network; leave out ${option} or take awsvpc`,
        scope,
      );
    }
  }
}

/**
 * Refuses capacities whose instances cannot run the images: both architectures must be known. A task of a capacity
 * provider cannot go elsewhere, so one wrong capacity is enough. For a daemon, which runs on every instance, a
 * placement constraint on the architecture is the remedy.
 *
 * @throws MisuseError `ArchitectureMismatch`
 */
export function requireArchitecture(
  cluster: ICluster,
  taskDefinition: TaskDefinition,
  strategy: CapacityStrategy | undefined,
  constraints: readonly string[],
  scope: IConstruct,
): void {
  if (!(cluster instanceof Ec2Cluster) || !(taskDefinition instanceof NamedTaskDefinition)) return;
  const { architecture } = taskDefinition;
  if (architecture === undefined) return;
  if (strategy === undefined && constraints.some((constraint) => constraint.includes('ecs.cpu-architecture'))) return;
  const used: string[] = strategy ? keysWithTasks(strategy) : [...cluster.capacityKeys];
  const wrong = used.filter((key) => cluster.capacityOf(key).architecture !== architecture);
  if (wrong.length > 0) {
    throw new MisuseError(
      'ArchitectureMismatch',
      `the images are built for ${architecture}, but the instances of ${wrong.map((key) => `'${key}'`).join(', ')} are not; ` +
        (strategy
          ? 'take other capacities'
          : `add the placement constraint 'attribute:ecs.cpu-architecture == ${architecture}'`),
      scope,
    );
  }
}

/** The capacities of a strategy on which tasks may run. */
export function keysWithTasks(strategy: CapacityStrategy): string[] {
  return Object.entries(strategy).flatMap(([key, share]) => (share && (share.weight ?? 1) > 0 ? [key] : []));
}
