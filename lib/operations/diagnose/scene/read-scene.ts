import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inParallel } from '../../aws/in-parallel';
import { OperationError } from '../../aws/problem/operation-error';
import type { Clock } from '../../clock';
import type { FoundCluster } from '../../live/cluster/clusters';
import { containerInstancesOf } from '../../live/cluster/container-instances';
import { daemonGroups, withDaemons } from '../../live/cluster/daemons';
import { instancesFrom } from '../../live/cluster/live-cluster';
import type { Looker } from '../../live/looker';
import { type FoundService, findService, servicesOf } from '../../live/service/find-service';
import { findTask } from '../../live/task/find-task';
import { type FoundTaskDefinition, findTaskDefinition } from '../../live/task/find-task-definition';
import { serviceOfGroup } from '../../live/task/task-group';
import { runningTasks, stoppedTasks } from '../../live/task/tasks';
import { locate } from './locate';
import { readCapacity } from './read-capacity';
import type { Scene } from './scene';
import type { Subject } from './subject';

/** More calls at once would be throttled. */
const AT_ONCE = 10;

/** Reads all that a diagnosis looks at. @throws OperationError if what is asked about is not there */
export async function readScene(clients: Clients, looker: Looker, asked: Subject, clock: Clock): Promise<Scene> {
  const { subject, cluster } = await locate(clients, asked);
  const task = subject.task === undefined ? undefined : await findTask(clients, cluster, subject.task);
  const services = await servicesAskedFor(clients, looker, cluster, subject, task);
  const [containerInstances, tasks, stopped] = await Promise.all([
    looker.at('container instances', () => containerInstancesOf(clients, cluster)),
    looker.at('running tasks', () => runningTasks(clients, cluster)),
    task
      ? [task].filter(({ lastStatus }) => lastStatus === 'STOPPED')
      : looker.at('stopped tasks', () => stoppedTasks(clients, cluster, subject.service && services[0]?.serviceName)),
  ]);
  const taskDefinitions = await taskDefinitionsOf(clients, looker, [
    ...(tasks ?? []),
    ...(stopped ?? []),
    ...services,
    ...services.flatMap(({ deployments = [] }) => deployments),
  ]);
  const daemons = await looker.at('daemon services', () => daemonGroups(clients, cluster));
  const isComplete = tasks?.every(({ taskDefinitionArn }) => taskDefinitions.has(taskDefinitionArn ?? ''));
  const instances =
    containerInstances && tasks && isComplete
      ? looker.understood('what tasks take', () =>
          withDaemons(instancesFrom(containerInstances, tasks, taskDefinitions), daemons ?? []),
        )
      : undefined;
  return {
    subject,
    cluster,
    services,
    taskDefinitions,
    capacity: await readCapacity(clients, looker, providersOf(cluster, services, subject), containerInstances),
    now: clock.now(),
    ...(task && { task }),
    ...(containerInstances && { containerInstances }),
    ...(tasks && { tasks }),
    ...(stopped && { stopped }),
    ...(instances && { instances }),
  };
}

async function servicesAskedFor(
  clients: Clients,
  looker: Looker,
  cluster: FoundCluster,
  { service }: Subject,
  task: Task | undefined,
): Promise<readonly FoundService[]> {
  if (service !== undefined) return [await findService(clients, cluster, service)];
  if (!task) return (await looker.at('services', () => servicesOf(clients, cluster))) ?? [];
  const name = serviceOfGroup(task.group);
  if (name === undefined) return [];
  const found = await looker.at(`service ${name}`, () => findService(clients, cluster, name).catch(unlessGone));
  return found ? [found] : [];
}

/** A task may outlive its service. */
function unlessGone(error: unknown): undefined {
  if (error instanceof OperationError && error.problem.code === 'not-found') return undefined;
  throw error;
}

/** Of a service only those it uses; a task may have been placed by any. */
function providersOf(
  cluster: FoundCluster,
  services: readonly FoundService[],
  { service }: Subject,
): readonly string[] {
  const used =
    service === undefined ? [] : services.flatMap(({ capacityProviderStrategy = [] }) => capacityProviderStrategy);
  const names = used.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  return names.length > 0 ? names : (cluster.capacityProviders ?? []);
}

type WithTaskDefinition = {
  readonly taskDefinitionArn?: string | undefined;
  readonly taskDefinition?: string | undefined;
};

async function taskDefinitionsOf(
  clients: Clients,
  looker: Looker,
  having: readonly WithTaskDefinition[],
): Promise<ReadonlyMap<string, FoundTaskDefinition>> {
  const arns = new Set(having.flatMap((one) => one.taskDefinitionArn ?? one.taskDefinition ?? []));
  const found = await inParallel([...arns], AT_ONCE, async (arn) => {
    const one = await looker.at('task definitions', () => findTaskDefinition(clients, arn).catch(unlessGone));
    return one ? [[arn, one] as const] : [];
  });
  return new Map(found.flat());
}
