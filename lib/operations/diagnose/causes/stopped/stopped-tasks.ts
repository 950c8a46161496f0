import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../../aws/arn';
import { inParallel } from '../../../aws/in-parallel';
import type { FoundTaskDefinition } from '../../../live/task/find-task-definition';
import type { Look } from '../../look';
import { alike } from '../../scene/alike';
import type { Scene } from '../../scene/scene';
import { graceTooShort } from './grace-period';
import { type LookedUpImage, lookUpImages } from './image-lookup';
import { type LastLogLines, lastLogLines } from './last-log-lines';
import { normalizedReason } from './normalized-reason';
import { hasRecovered, serviceOf, stopTime } from './recovered';
import type { StopReason } from './stop-reason';
import { reasonText, whyStopped } from './why-stopped';

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
  /** Whether the service runs all its tasks by now, and none has stopped so for a while. */
  readonly recovered: boolean;
  /** EC2 instances that they ran on, as far as these are still registered. */
  readonly instances: readonly string[];
  /** How its containers ended, with their limits of memory. */
  readonly containers: readonly EndedContainer[];
  /** What its essential container wrote last. */
  readonly log?: LastLogLines;
  /** What ECR says of the images that could not be pulled. */
  readonly images?: readonly LookedUpImage[];
};

/** How a container ended. */
export interface EndedContainer {
  readonly name: string;
  readonly exitCode: number;
  /** The hard limit, its own or else its task's. @default - neither has one */
  readonly memoryMiB?: number;
}

/** Whose containers ran, so that they may have written why they ended. */
const WITH_LOG: readonly StopReason['code'][] = ['container-exited', 'out-of-memory', 'health-check-failed'];

/** More logs at once would be throttled. */
const AT_ONCE = 5;

/** Stopped tasks, counted by what they say of their end. */
export async function stoppedTasks(look: Look): Promise<readonly StoppedTasks[]> {
  const ended = (look.scene.stopped ?? [])
    .filter(({ lastStatus }) => lastStatus === 'STOPPED')
    .flatMap((task) => {
      const why = whyStopped(task);
      return why ? [{ task, why }] : [];
    })
    .sort((left, right) => stopTime(right.task) - stopTime(left.task));
  const kinds = alike(ended, ({ task, why }) => [
    task.group,
    task.taskDefinitionArn,
    task.stopCode,
    why.code,
    normalizedReason(reasonText(task)),
    (task.containers ?? []).map(({ name, exitCode }) => [name, exitCode]),
  ]);
  return inParallel(kinds, AT_ONCE, (list) =>
    causeOf(
      list.map(({ task }) => task),
      list[0]!.why,
      look,
    ),
  );
}

async function causeOf(tasks: readonly Task[], told: StopReason, look: Look): Promise<StoppedTasks> {
  const { scene, clients, looker } = look;
  const last = tasks[0]!;
  const definition = scene.taskDefinitions.get(last.taskDefinitionArn ?? '');
  const log = WITH_LOG.includes(told.code) ? await lastLogLines(last, definition, clients, looker) : undefined;
  const images = told.code === 'image-not-pulled' ? await lookUpImages(last, definition, look) : [];
  return {
    ...refined(told, tasks, log, scene),
    group: last.group ?? '',
    taskDefinition: shortName(last.taskDefinitionArn ?? ''),
    count: tasks.length,
    ...(last.stopCode && { stopCode: last.stopCode }),
    reason: reasonText(last),
    lastTask: shortName(last.taskArn ?? ''),
    ...(last.stoppedAt && { lastAt: last.stoppedAt.toISOString() }),
    recovered: hasRecovered(last, scene),
    instances: instancesOf(tasks, scene),
    containers: endedContainers(last, definition),
    ...(log && { log }),
    ...(images.length > 0 && { images }),
  };
}

function endedContainers({ containers = [] }: Task, definition?: FoundTaskDefinition): readonly EndedContainer[] {
  return containers.flatMap(({ name, exitCode }) => {
    if (!name || exitCode === undefined) return [];
    const own = definition?.containerDefinitions?.find((one) => one.name === name)?.memory;
    const memoryMiB = own || Number(definition?.memory);
    return [{ name, exitCode, ...(memoryMiB > 0 && { memoryMiB }) }];
  });
}

/** What only the log, or other tasks, tell. */
function refined(told: StopReason, tasks: readonly Task[], log: LastLogLines | undefined, scene: Scene): StopReason {
  if (told.code === 'container-exited' && log?.lines.some((line) => /exec format error/i.test(line))) {
    return { code: 'wrong-architecture' };
  }
  if (told.code === 'health-check-failed' && told.by === 'load-balancer') {
    return graceTooShort(tasks, serviceOf(tasks[0]!, scene), scene) ?? told;
  }
  return told;
}

function instancesOf(tasks: readonly Task[], { containerInstances = [] }: Scene): readonly string[] {
  const arns = new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn));
  return containerInstances.flatMap(({ containerInstanceArn, ec2InstanceId }) =>
    ec2InstanceId && arns.has(containerInstanceArn) ? [ec2InstanceId] : [],
  );
}
