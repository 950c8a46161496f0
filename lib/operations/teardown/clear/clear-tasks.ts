import type { Task } from '@aws-sdk/client-ecs';
import type { Clients } from '../../aws/clients';
import { inParallel } from '../../aws/in-parallel';
import { inBatches } from '../../aws/pages';
import { refusedWith } from '../../aws/problem/operation-error';
import type { FoundService } from '../../live/service/find-service';
import { isOfService } from '../../live/task/task-group';
import { protectionsOf } from '../../live/task/task-protection';
import { runningTasks, stoppedTasks } from '../../live/task/tasks';
import { describeServices } from '../plan/doomed-services';
import type { TeardownPlan } from '../plan/teardown-plan';
import type { Age, TasksLeft } from '../teardown-progress';
import { type Attempts, attempts } from './attempts';
import { endService } from './end-service';

import { unreachable } from './unreachable-tasks';

/** Services that are set, or tasks that are stopped, at a time. */
const AT_ONCE = 5;

/**
 * Ends the tasks of a stack's services, and all others in its clusters, as far as that has not been done.
 * @returns what is left; undefined once nothing is
 */
export async function clearTasks(clients: Clients, plan: TeardownPlan, age: Age): Promise<TasksLeft | undefined> {
  const left = { running: {} as Record<string, number>, stopping: 0, unreachable: 0 };
  const made = attempts();
  const complaints: string[] = [];
  for (const cluster of new Set([...plan.clusters, ...plan.services.map(({ clusterArn }) => clusterArn)])) {
    const isOwn = plan.clusters.includes(cluster);
    try {
      const services = await endServices(clients, plan, cluster, made);
      complaints.push(...services.flatMap(complaint));
      const running = await tasksIn(clients, cluster, isOwn, services, runningTasks);
      for (const { group = '' } of running) left.running[group] = (left.running[group] ?? 0) + 1;
      await unprotect(clients, cluster, running, made);
      if (isOwn) await stopAlone(clients, cluster, running, made);
      if (running.length > 0 || !(await isBusy(clients, cluster, isOwn, services))) continue;
      const told = await tasksIn(clients, cluster, isOwn, services, stoppedTasks);
      const stopping = told.filter(({ lastStatus }) => lastStatus !== 'STOPPED');
      left.stopping += stopping.length;
      left.unreachable += await unreachable(clients, stopping, {
        ...{ cluster, age, made },
        // Another's instance is not taken out of its cluster.
        goes: (ec2InstanceId) => isOwn || plan.instances.includes(ec2InstanceId),
      });
    } catch (error) {
      // CloudFormation has come to it meanwhile.
      if (!refusedWith(error, 'ClusterNotFoundException')) throw error;
    }
  }
  if (Object.keys(left.running).length === 0 && left.stopping === 0) return undefined;
  return { code: 'tasks', ...left, complaints: [...complaints, ...made.refusals] };
}

async function endServices(
  clients: Clients,
  plan: TeardownPlan,
  cluster: string,
  made: Attempts,
): Promise<readonly FoundService[]> {
  const doomed = plan.services.filter(({ clusterArn }) => clusterArn === cluster);
  const services = await describeServices(
    clients,
    cluster,
    doomed.map(({ serviceArn }) => serviceArn),
  );
  const byArn = new Map(doomed.map((one) => [one.serviceArn, one]));
  await inParallel(services, AT_ONCE, async (service) => {
    const known = byArn.get(service.serviceArn);
    if (known) await endService(clients, known, service, made);
  });
  return services;
}

/** In a cluster of its own everything counts, in one of others only what its services run. */
async function tasksIn(
  clients: Clients,
  clusterArn: string,
  isOwn: boolean,
  services: readonly FoundService[],
  list: typeof runningTasks,
): Promise<readonly Task[]> {
  const cluster = { clusterArn, clusterName: clusterArn };
  if (isOwn) return list(clients, cluster);
  const found: Task[] = [];
  for (const { serviceName } of services) found.push(...(await list(clients, cluster, serviceName)));
  return found;
}

/** Whether ECS still counts tasks although none is meant to run. */
async function isBusy(clients: Clients, cluster: string, isOwn: boolean, services: readonly FoundService[]) {
  const { clusters = [] } = isOwn ? await clients.ecs.describeClusters({ clusters: [cluster] }) : {};
  const counts = [
    ...clusters.map(({ runningTasksCount = 0, pendingTasksCount = 0 }) => runningTasksCount + pendingTasksCount),
    ...services.map(({ runningCount = 0, pendingCount = 0 }) => runningCount + pendingCount),
  ];
  return counts.some((count) => count > 0);
}

/** A protected task would stay for up to two days although its service wants none; and it may be protected anew. */
async function unprotect(clients: Clients, cluster: string, running: readonly Task[], made: Attempts): Promise<void> {
  const held = (await protectionsOf(clients, cluster, running)).map(({ taskArn }) => taskArn);
  await inBatches(held, 10, async (tasks) => {
    const request = { cluster, tasks, protectionEnabled: false };
    await made.make(
      () => clients.ecs.updateTaskProtection(request),
      ...['InvalidParameterException', 'ResourceNotFoundException', 'ClientException'],
    );
    return [];
  });
}

/** Tasks of no service end by nobody else's hand. */
async function stopAlone(clients: Clients, cluster: string, running: readonly Task[], made: Attempts): Promise<void> {
  const alone = running.filter((task) => !isOfService(task));
  const reason = 'The stack of its cluster is being taken down.';
  await inParallel(alone, AT_ONCE, ({ taskArn: task }) =>
    made.make(() => clients.ecs.stopTask({ cluster, task, reason }), 'InvalidParameterException'),
  );
}

/** What a service's newest event says keeps it from going on, such as a role that is gone. */
function complaint({ serviceName, events: [newest] = [] }: FoundService): readonly string[] {
  const message = newest?.message ?? '';
  return /unable|not authorized|failed/i.test(message) ? [`${serviceName}: ${message}`] : [];
}
