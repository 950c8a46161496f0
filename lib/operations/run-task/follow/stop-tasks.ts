import type { Clients } from '../../aws/clients';
import type { OperationProblem } from '../../aws/problem';
import type { Clock } from '../../clock';
import { persist, problemOf } from '../../patience';

/** Tells tasks to stop. @returns whether every one was told, or had ended */
export async function stopTasks(
  clients: Clients,
  cluster: string,
  taskArns: readonly string[],
  bounds: { readonly clock: Clock; readonly until: number; readonly onTrouble: (problem: OperationProblem) => void },
): Promise<boolean> {
  let all = true;
  for (const task of taskArns) {
    try {
      await persist('ecs:StopTask', { ...bounds, perCall: 5_000 }, (abortSignal) =>
        clients.ecs.stopTask({ cluster, task, reason: 'stopped by stowage run-task' }, { abortSignal }),
      );
    } catch (error) {
      problemOf(error);
      all = false;
    }
  }
  return all;
}
