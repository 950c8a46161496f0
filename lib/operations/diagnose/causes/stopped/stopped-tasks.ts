import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../../live/pages';
import type { Look } from '../../look';
import { alike } from '../../scene/alike';
import { type LastLogLines, lastLogLines } from './last-log-lines';
import { normalized, reasonText, type StopReason, stopReason } from './stop-reason';

/** Tasks that stopped alike within the last hour, and should not have. */
export type StoppedTasks = StopReason & {
  readonly group: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly count: number;
  /** As ECS names it, such as `EssentialContainerExited`. */
  readonly stopCode?: string;
  /** Of the task that stopped last. */
  readonly reason: string;
  /** Id of the task that stopped last. */
  readonly lastTask: string;
  /** When that was, in ISO 8601. */
  readonly lastAt?: string;
  /** How its containers ended. */
  readonly containers: readonly { readonly name: string; readonly exitCode: number }[];
  /** What its essential container wrote last. */
  readonly log?: LastLogLines;
};

/** Whose containers ran, so that they may have written why they ended. */
const WITH_LOG: readonly StopReason['code'][] = ['container-exited', 'out-of-memory', 'health-check-failed'];

/** Stopped tasks, counted by what they say of their end. */
export async function stoppedTasks(look: Look): Promise<readonly StoppedTasks[]> {
  const ended = (look.scene.stopped ?? [])
    .filter(({ lastStatus }) => lastStatus === 'STOPPED')
    .flatMap((task) => {
      const why = stopReason(task);
      return why ? [{ task, why }] : [];
    })
    .sort((left, right) => stoppedAt(right.task) - stoppedAt(left.task));
  const kinds = alike(ended, ({ task, why }) => [
    task.group,
    task.taskDefinitionArn,
    task.stopCode,
    why.code,
    normalized(reasonText(task)),
    exits(task),
  ]);
  return Promise.all(kinds.map((list) => causeOf(list[0]!.task, list[0]!.why, list.length, look)));
}

const stoppedAt = ({ stoppedAt: at, stoppingAt }: Task): number => (at ?? stoppingAt)?.getTime() ?? 0;

const exits = ({ containers = [] }: Task) =>
  containers.flatMap(({ name, exitCode }) => (name && exitCode !== undefined ? [{ name, exitCode }] : []));

async function causeOf(
  last: Task,
  why: StopReason,
  count: number,
  { scene, clients, looker }: Look,
): Promise<StoppedTasks> {
  const definition = scene.taskDefinitions.get(last.taskDefinitionArn ?? '');
  const log = WITH_LOG.includes(why.code) ? await lastLogLines(last, definition, clients, looker) : undefined;
  return {
    ...why,
    group: last.group ?? '',
    taskDefinition: shortName(last.taskDefinitionArn ?? ''),
    count,
    ...(last.stopCode && { stopCode: last.stopCode }),
    reason: reasonText(last),
    lastTask: shortName(last.taskArn ?? ''),
    ...(last.stoppedAt && { lastAt: last.stoppedAt.toISOString() }),
    containers: exits(last),
    ...(log && { log }),
  };
}
