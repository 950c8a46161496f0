import type { Failure, RunTaskCommandInput, RunTaskCommandOutput, Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import type { OperationProblem } from '../../aws/problem/problem';
import type { Clock } from '../../clock';
import { isPassing, problemOf, wasRepeated } from '../../patience/passing';
import { persist } from '../../patience/persist';
import { launchInput } from '../prepare/capacity';
import { MOST_AT_ONCE, type Preparation } from '../prepare/prepare';
import type { StartRefusal } from '../run-task-result';
import { tasksStartedBy } from './tasks-started-by';

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
  const { request, clientToken, input, launch } = preparation;
  const all = request.count ?? 1;
  const taskArns: string[] = [];
  const refusals: StartRefusal[] = [];
  for (let asked = 0; asked < all && refusals.length === 0; asked += MOST_AT_ONCE) {
    if (bounds.leave?.aborted) refusals.push({ code: 'left' });
    else {
      const one = await startBatch(clients, bounds, {
        ...input,
        ...launchInput(launch, asked),
        count: Math.min(MOST_AT_ONCE, all - asked),
        clientToken: `${clientToken}-${asked / MOST_AT_ONCE}`,
      });
      taskArns.push(...one.taskArns);
      refusals.push(...one.refusals);
    }
  }
  if (refusals.every(({ code }) => code !== 'no-answer')) return { taskArns, refusals };
  const found = await tasksStartedBy(clients, preparation, bounds.clock);
  return { taskArns: [...new Set([...taskArns, ...found])], refusals };
}

async function startBatch(clients: Clients, bounds: StartBounds, input: RunTaskCommandInput): Promise<Started> {
  let mayHaveStarted = false;
  try {
    const answer = await persist(
      'ecs:RunTask',
      {
        ...bounds,
        onTrouble: (problem, error) => {
          // Throttling alone is an answer that says no. After any other silence even a refusal proves nothing.
          const wasSilent = wasRepeated(error) || (isPassing(problem) && problem.code !== 'throttled');
          mayHaveStarted ||= wasSilent && mayBeOfNow(problem);
          bounds.onTrouble(problem);
        },
        // Where tasks may run already, only their being found ends the asking, or the time.
        repeats: (problem) => isPassing(problem) || (mayHaveStarted && !isTaken(problem)),
      },
      (abortSignal) => clients.ecs.runTask(input, { abortSignal }),
    );
    return answered(answer, input.count ?? 1);
  } catch (error) {
    const problem = problemOf(error);
    if (isTaken(problem)) return { taskArns: [], refusals: [{ code: 'token-taken', taskArns: takenBy(error) }] };
    return { taskArns: [], refusals: [{ code: mayHaveStarted ? 'no-answer' : 'failed', problem }] };
  }
}

/** Whether the same request may have been accepted a moment ago: a cluster goes, while what is malformed always was. */
const mayBeOfNow = (problem: OperationProblem): boolean =>
  problem.code !== 'access-denied' && !(problem.code === 'refused' && problem.error === 'InvalidParameterException');

/** Whether the token has started other tasks than these before. */
const isTaken = (problem: OperationProblem): boolean =>
  problem.code === 'refused' && problem.error === 'ConflictException';

/** The tasks that a token started before, as the error of the SDK names them. */
function takenBy(error: unknown): readonly string[] {
  const cause: unknown = refusedWith(error, 'ConflictException') ? (error as Error).cause : undefined;
  const ids = (cause as { readonly resourceIds?: unknown } | undefined)?.resourceIds;
  return Array.isArray(ids) ? ids.map(String) : [];
}

function answered({ tasks = [], failures = [] }: RunTaskCommandOutput, count: number): Started {
  const taskArns = tasks.flatMap(({ taskArn }: Task) => taskArn ?? []);
  return { taskArns, refusals: taskArns.length < count ? [{ code: 'not-placed', reasons: counted(failures) }] : [] };
}

/** ECS names a failure for each instance or each task; each reason is told once, with the instances it is about. */
function counted(failures: readonly Failure[]) {
  const byReason = new Map<string, { reason: string; times: number; detail?: string; instances: string[] }>();
  for (const { reason = 'no reason given', detail, arn = '' } of failures) {
    const known = byReason.get(reason) ?? { reason, times: 0, ...(detail && { detail }), instances: [] };
    known.times++;
    if (arn.includes(':container-instance/')) known.instances.push(shortName(arn));
    byReason.set(reason, known);
  }
  return [...byReason.values()];
}
