import type { Failure, RunTaskCommandOutput, Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import type { OperationProblem } from '../../aws/problem';
import type { Clock } from '../../clock';
import { isPassing, persist, problemOf } from '../../patience';
import type { Preparation } from '../prepare/prepare';
import type { StartRefusal } from '../run-task-result';

/** Tasks that one call starts at most. */
const AT_ONCE = 10;

/** Milliseconds that are spent on looking for what a call without an answer has started. */
const LOOK = 20_000;

/** What came of starting. */
export interface Started {
  readonly taskArns: readonly string[];
  readonly refusals: readonly StartRefusal[];
}

/** How starting is bounded. */
export interface StartBounds {
  readonly clock: Clock;
  readonly until: number;
  readonly leave?: AbortSignal | undefined;
  readonly onTrouble: (problem: OperationProblem) => void;
}

/**
 * Starts tasks by batches. Each batch has a token of its own, made from that of the run: whatever became of a call, it
 * may be repeated, and ECS answers with the tasks that it started the first time. The first batch that is refused is
 * the last.
 */
export async function startTasks(clients: Clients, preparation: Preparation, bounds: StartBounds): Promise<Started> {
  const { request, token } = preparation;
  const taskArns: string[] = [];
  const refusals: StartRefusal[] = [];
  let left = request.count ?? 1;
  for (let batch = 0; left > 0 && refusals.length === 0; batch++) {
    if (bounds.leave?.aborted) refusals.push({ code: 'left' });
    else {
      const count = Math.min(AT_ONCE, left);
      const one = await startBatch(clients, preparation, { count, clientToken: `${token}-${batch}` }, bounds);
      taskArns.push(...one.taskArns);
      refusals.push(...one.refusals);
      left -= count;
    }
  }
  if (refusals.every(({ code }) => code !== 'no-answer')) return { taskArns, refusals };
  const found = await startedInTheNameOf(clients, preparation, bounds.clock);
  return { taskArns: [...new Set([...taskArns, ...found])], refusals };
}

async function startBatch(
  clients: Clients,
  { input }: Preparation,
  call: { readonly count: number; readonly clientToken: string },
  bounds: StartBounds,
): Promise<Started> {
  let mayHaveStarted = false;
  try {
    const answer = await persist(
      'ecs:RunTask',
      {
        ...bounds,
        onTrouble: (problem) => {
          // Throttling alone is an answer that says no. After any other silence even a refusal proves nothing.
          mayHaveStarted ||= isPassing(problem) && problem.code !== 'throttled';
          bounds.onTrouble(problem);
        },
        // Where tasks may run already, only their being found ends the asking, or the time.
        repeats: (problem) => isPassing(problem) || mayHaveStarted,
      },
      (abortSignal) => clients.ecs.runTask({ ...input, ...call }, { abortSignal }),
    );
    return answered(answer, call.count);
  } catch (error) {
    const problem = problemOf(error);
    return { taskArns: [], refusals: [{ code: mayHaveStarted ? 'no-answer' : 'failed', problem }] };
  }
}

function answered({ tasks = [], failures = [] }: RunTaskCommandOutput, count: number): Started {
  const taskArns = tasks.flatMap(({ taskArn }: Task) => taskArn ?? []);
  return { taskArns, refusals: taskArns.length < count ? [{ code: 'not-placed', reasons: counted(failures) }] : [] };
}

/** ECS names a failure for each instance or each task; how often it says the same is enough. */
function counted(failures: readonly Failure[]) {
  const byReason = new Map<string, { reason: string; times: number; detail?: string }>();
  for (const { reason = 'no reason given', detail } of failures) {
    const known = byReason.get(reason);
    if (known) known.times++;
    else byReason.set(reason, { reason, times: 1, ...(detail && { detail }) });
  }
  return [...byReason.values()];
}

/** The tasks of this run that ECS knows of, whether or not it could say so. None, if it still cannot. */
async function startedInTheNameOf(
  clients: Clients,
  { cluster: { clusterArn: cluster }, token: startedBy }: Preparation,
  clock: Clock,
): Promise<readonly string[]> {
  const bounds = { clock, until: clock.now() + LOOK, perCall: 5_000, repeats: () => true };
  try {
    const found = await persist('ecs:ListTasks', bounds, (abortSignal) =>
      clients.ecs.listTasks({ cluster, startedBy }, { abortSignal }),
    );
    return found.taskArns ?? [];
  } catch (error) {
    problemOf(error);
    return [];
  }
}
