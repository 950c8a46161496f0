import type { ContainerInstance, Task } from '@aws-sdk/client-ecs';
import { demandOf, type Instance, type TaskDemand } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { type FoundTaskDefinition, findTaskDefinition } from '../task/find-task-definition';
import { runningTasks } from '../task/tasks';
import type { FoundCluster } from './clusters';
import { containerInstancesOf } from './container-instances';
import { instanceFrom } from './instance-from';

/** A cluster at one moment. */
export interface LiveCluster {
  readonly cluster: FoundCluster;
  readonly containerInstances: readonly ContainerInstance[];
  /** Those that run or are about to; none that has stopped. */
  readonly tasks: readonly Task[];
  /** By ARN, of all `tasks`. */
  readonly taskDefinitions: ReadonlyMap<string, FoundTaskDefinition>;
  /** The instances as the placement engine takes them, with what runs on each. */
  readonly instances: readonly Instance[];
}

/**
 * Reads what a cluster has and runs.
 * @param known task definitions that were read before, to which those read now are added; they never change
 */
export async function readLiveCluster(
  clients: Clients,
  cluster: FoundCluster,
  known: Map<string, FoundTaskDefinition> = new Map(),
): Promise<LiveCluster> {
  const [containerInstances, tasks] = await Promise.all([
    containerInstancesOf(clients, cluster),
    runningTasks(clients, cluster),
  ]);
  const arns = new Set(tasks.flatMap(({ taskDefinitionArn }) => taskDefinitionArn ?? []));
  const taskDefinitions = new Map(
    await Promise.all(
      [...arns].map(async (arn) => [arn, known.get(arn) ?? (await findTaskDefinition(clients, arn))] as const),
    ),
  );
  for (const [arn, definition] of taskDefinitions) known.set(arn, definition);
  const instances = instancesFrom(containerInstances, tasks, taskDefinitions);
  return { cluster, containerInstances, tasks, taskDefinitions, instances };
}

/** Container instances as the placement engine takes them, with what runs on each. */
export function instancesFrom(
  containerInstances: readonly ContainerInstance[],
  tasks: readonly Task[],
  taskDefinitions: ReadonlyMap<string, FoundTaskDefinition>,
): readonly Instance[] {
  const demands = new Map<string, TaskDemand>(
    [...taskDefinitions].map(([arn, definition]) => [arn, taskDemandOf(definition)]),
  );
  return containerInstances.map((one) =>
    instanceFrom(
      one,
      tasks.filter(({ containerInstanceArn }) => containerInstanceArn === one.containerInstanceArn),
      demands,
    ),
  );
}

/** What a task of a task definition takes. The API's shapes allow more absence than its answers have. */
export const taskDemandOf = (definition: FoundTaskDefinition): TaskDemand =>
  demandOf(definition as Parameters<typeof demandOf>[0]);
