import type { Clients } from '../../aws/clients';
import type { OperationProblem } from '../../aws/problem/problem';
import type { Clock } from '../../clock';
import { isPassing, problemOf } from '../../patience/passing';
import { persist } from '../../patience/persist';

/** Tasks that are told at once; a hundred, one by one, would outlast the time that there is. */
const AT_ONCE = 5;

/** Also with credentials that have expired: new ones may come in time, and what is not stopped runs on. */
const repeats = (problem: OperationProblem): boolean => isPassing(problem) || problem.code === 'expired-credentials';

/** Tells tasks to stop. @returns whether every one was told, or had ended */
export async function stopTasks(
  clients: Clients,
  cluster: string,
  taskArns: readonly string[],
  bounds: { readonly clock: Clock; readonly until: number; readonly onTrouble: (problem: OperationProblem) => void },
): Promise<boolean> {
  const stop = async (task: string): Promise<boolean> => {
    try {
      await persist('ecs:StopTask', { ...bounds, perCall: 5_000, repeats }, (abortSignal) =>
        clients.ecs.stopTask({ cluster, task, reason: 'stopped by stowage run-task' }, { abortSignal }),
      );
      return true;
    } catch (error) {
      problemOf(error);
      return false;
    }
  };
  const told: boolean[] = [];
  for (let index = 0; index < taskArns.length; index += AT_ONCE) {
    told.push(...(await Promise.all(taskArns.slice(index, index + AT_ONCE).map(stop))));
  }
  return told.every(Boolean);
}
