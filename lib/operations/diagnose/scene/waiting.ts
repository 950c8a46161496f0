import type { Task } from '@aws-sdk/client-ecs';
import { serviceGroup } from '../../../placement';
import type { FoundService } from '../../live/service/find-service';
import { healthyBounds } from '../../live/service/healthy-bounds';
import { awaitedProviders, runsElsewhere } from '../../live/service/service-capacity';
import { primaryOf } from '../../live/service/service-kind';
import { isOfService } from '../../live/task/task-group';
import { alike } from './alike';
import type { Scene } from './scene';

/** Tasks of one kind that wait for an instance. */
export interface WaitingTasks {
  /** `service:<name>`, or the group of tasks that were run alone. */
  readonly group: string;
  /** ARN. */
  readonly taskDefinition: string;
  readonly count: number;
  /** Those that ECS has chosen, or may choose. None: the tasks may go anywhere. */
  readonly capacityProviders: readonly string[];
  readonly service?: FoundService;
}

/** What waits for an instance, of what is asked about. */
export function waitingTasks({ subject, task, tasks = [], services }: Scene): readonly WaitingTasks[] {
  if (task)
    return waitingAlone(
      tasks.filter(({ taskArn }) => taskArn === task.taskArn),
      services,
    );
  const ofServices = services.flatMap((service) => waitingOf(service, tasks));
  const alone = subject.service === undefined ? tasks.filter((one) => !isOfService(one)) : [];
  return [...ofServices, ...waitingAlone(alone, [])];
}

/** What a service lacks and may start now, without stopping anything first. */
function waitingOf(service: FoundService, tasks: readonly Task[]): readonly WaitingTasks[] {
  const { desiredCount = 0 } = service;
  if (service.status !== 'ACTIVE' || runsElsewhere(service)) return [];
  const primary = primaryOf(service);
  const group = serviceGroup(service.serviceName);
  const mine = tasks.filter((task) => task.group === group);
  const placed = mine.filter(({ containerInstanceArn }) => containerInstanceArn);
  const current = primary ? placed.filter(({ startedBy }) => startedBy === primary.id) : placed;
  const { atLeast, atMost } = healthyBounds(service);
  const missing = (primary?.desiredCount ?? desiredCount) - current.length;
  const mayStopOneFirst = placed.length > current.length && placed.length > atLeast;
  const taskDefinition = primary?.taskDefinition ?? service.taskDefinition;
  if (missing <= 0 || placed.length >= atMost || mayStopOneFirst || !taskDefinition) return [];
  const capacityProviders = awaitedProviders(service, mine);
  return [{ group, taskDefinition, count: missing, capacityProviders, service }];
}

/** Tasks that wait, whoever started them, by what they are. */
function waitingAlone(tasks: readonly Task[], services: readonly FoundService[]): readonly WaitingTasks[] {
  const waiting = tasks.filter((task) => isWaiting(task) && task.taskDefinitionArn);
  const kinds = alike(waiting, ({ group, taskDefinitionArn, capacityProviderName }) => [
    group,
    taskDefinitionArn,
    capacityProviderName,
  ]);
  return kinds.map((list) => {
    const { group = '', taskDefinitionArn = '', capacityProviderName } = list[0]!;
    const service = services.find(({ serviceName }) => serviceGroup(serviceName) === group);
    const capacityProviders = capacityProviderName ? [capacityProviderName] : [];
    return {
      ...{ group, taskDefinition: taskDefinitionArn, count: list.length, capacityProviders },
      ...(service && { service }),
    };
  });
}

/** A task that has no instance yet. Those on Fargate never get one. */
const isWaiting = ({ containerInstanceArn, lastStatus, launchType, desiredStatus }: Task): boolean =>
  !containerInstanceArn && lastStatus === 'PROVISIONING' && launchType !== 'FARGATE' && desiredStatus !== 'STOPPED';
