import type { Clients } from '../../aws/clients';
import { everyPage, inBatches } from '../../aws/pages';
import { OperationError } from '../../aws/problem/operation-error';
import type { Clock } from '../../clock';
import { persist } from '../../patience/persist';
import type { Preparation } from '../prepare/prepare';

/** Milliseconds that are spent on looking for what a call without an answer has started. */
const LOOK = 20_000;

/** Tasks that one call describes. */
const AT_ONCE = 100;

/**
 * The tasks of this run that ECS knows of, whether or not it could say so; none, if it still cannot.
 * Only a name that no other run has tells whose they are.
 */
export async function tasksStartedBy(
  clients: Clients,
  { cluster: { clusterArn: cluster }, definition: { family }, input: { startedBy }, clientToken }: Preparation,
  clock: Clock,
): Promise<readonly string[]> {
  if (startedBy !== clientToken) return [];
  const bounds = { clock, until: clock.now() + LOOK, perCall: 5_000, repeats: () => true };
  const found = await Promise.all([
    persist('ecs:ListTasks', bounds, (abortSignal) =>
      everyPage(
        (nextToken) => clients.ecs.listTasks({ cluster, startedBy, nextToken }, { abortSignal }),
        ({ taskArns }) => taskArns,
      ),
    ).catch(nothing),
    // Of those that have ended already ECS lists no name: they are looked through.
    persist('ecs:ListTasks', bounds, async (abortSignal) => {
      const ended = await everyPage(
        (nextToken) => clients.ecs.listTasks({ cluster, family, desiredStatus: 'STOPPED', nextToken }, { abortSignal }),
        ({ taskArns }) => taskArns,
      );
      const described = await inBatches(
        ended,
        AT_ONCE,
        async (tasks) => (await clients.ecs.describeTasks({ cluster, tasks }, { abortSignal })).tasks,
      );
      return described.flatMap((task) => (task.startedBy === startedBy ? (task.taskArn ?? []) : []));
    }).catch(nothing),
  ]);
  return [...new Set(found.flat())];
}

function nothing(error: unknown): readonly string[] {
  if (error instanceof OperationError) return [];
  throw error;
}
