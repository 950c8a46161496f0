import type { Container, Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../../aws/arn';
import { serviceOfGroup } from '../../../live/task/task-group';
import type { Look } from '../../look';
import { alike } from '../../scene/alike';
import type { Scene } from '../../scene/scene';

interface OfTasks {
  readonly group: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  /** Ids; never empty. */
  readonly tasks: readonly string[];
  /** The containers that the cause is about, as those of the first task are. */
  readonly containers: readonly ContainerState[];
}

/** How a container is. */
export interface ContainerState {
  readonly name: string;
  readonly lastStatus: string;
  readonly healthStatus?: string;
  readonly reason?: string;
}

/** Tasks that are on their instances and are not as they should be. */
export type TaskStateCause =
  | (OfTasks & {
      /** They have been starting, or stopping, for long. */
      readonly code: 'starting-slowly' | 'stopping-slowly';
      /** As ECS names it, such as `PENDING`. */
      readonly lastStatus: string;
      /** Of the one that has taken longest. */
      readonly forSeconds: number;
    })
  /** They run, and the health check of a container fails. */
  | (OfTasks & { readonly code: 'container-unhealthy' })
  /** They run, and `aws ecs execute-command` cannot reach them. */
  | (OfTasks & { readonly code: 'exec-agent-stopped' });

/** Pulling a large image, starting what it depends on and passing its health check take less. */
const LONG_MS = 600_000;

/** What tasks that have not stopped show by themselves. */
export const taskStates = async ({ scene }: Look): Promise<readonly TaskStateCause[]> => {
  const { now } = scene;
  const running = askedFor(scene);
  const stopping = (scene.stopped ?? []).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  const isStarting = ({ containerInstanceArn, lastStatus = '' }: Task) =>
    containerInstanceArn !== undefined && /^(PROVISIONING|PENDING|ACTIVATING)$/.test(lastStatus);
  return [
    ...slow('starting-slowly', running.filter(isStarting), ({ createdAt }) => createdAt, now),
    ...slow('stopping-slowly', stopping, ({ stoppingAt }) => stoppingAt, now),
    ...kindsOf('container-unhealthy', running, ({ healthStatus }) => healthStatus === 'UNHEALTHY'),
    ...kindsOf('exec-agent-stopped', running, (container) => execAgent(container)?.lastStatus === 'STOPPED'),
  ];
};

/** The running tasks that are asked about. */
function askedFor({ subject, task, tasks = [], services }: Scene): readonly Task[] {
  if (task) return tasks.filter(({ taskArn }) => taskArn === task.taskArn);
  if (subject.service === undefined) return tasks;
  return tasks.filter(({ group }) => services.some(({ serviceName }) => serviceOfGroup(group) === serviceName));
}

function slow(
  code: 'starting-slowly' | 'stopping-slowly',
  tasks: readonly Task[],
  since: (task: Task) => Date | undefined,
  now: number,
): readonly TaskStateCause[] {
  const age = (task: Task) => now - (since(task)?.getTime() ?? now);
  const long = tasks.filter((task) => age(task) > LONG_MS);
  return alike(long, ({ group, taskDefinitionArn, lastStatus }) => [group, taskDefinitionArn, lastStatus]).map(
    (list) => ({
      code,
      ...ofTasks(list, () => true),
      lastStatus: list[0]!.lastStatus ?? '',
      forSeconds: Math.round(Math.max(...list.map(age)) / 1000),
    }),
  );
}

function kindsOf(
  code: 'container-unhealthy' | 'exec-agent-stopped',
  tasks: readonly Task[],
  isWrong: (container: Container) => boolean,
): readonly TaskStateCause[] {
  const wrong = tasks.filter(({ lastStatus, containers }) => lastStatus === 'RUNNING' && containers?.some(isWrong));
  return alike(wrong, ({ group, taskDefinitionArn }) => [group, taskDefinitionArn]).map((list) => ({
    code,
    ...ofTasks(list, isWrong),
  }));
}

const ofTasks = (tasks: readonly Task[], isMeant: (container: Container) => boolean): OfTasks => ({
  group: tasks[0]!.group ?? '',
  taskDefinition: shortName(tasks[0]!.taskDefinitionArn ?? ''),
  tasks: tasks.map(({ taskArn }) => shortName(taskArn ?? '')),
  containers: (tasks[0]!.containers ?? []).filter(isMeant).map((container) => {
    const { name = '', lastStatus = '', healthStatus } = container;
    const reason = container.reason ?? execAgent(container)?.reason;
    return { name, lastStatus, ...(healthStatus && { healthStatus }), ...(reason && { reason }) };
  }),
});

const execAgent = ({ managedAgents = [] }: Container) =>
  managedAgents.find(({ name }) => name === 'ExecuteCommandAgent');
