import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/operation-error';
import type { OperationProblem } from '../aws/problem';
import { type Clock, systemClock } from '../clock';
import { findCluster } from '../live/find-cluster';
import { servicesOf } from '../live/find-service';
import { findTaskDefinition } from '../live/find-task-definition';
import { readLiveCluster, runningTasks } from '../live/live-cluster';
import { inBatches } from '../live/pages';
import { serviceRequest } from '../live/service-request';
import { Lookout } from '../lookout';
import { type DrainPlan, drainPlan, type PlacedService } from './drain-plan';
import { findDrained } from './find-drained';

/** Instances that one call takes. */
const AT_ONCE = 10;

/**
 * Works out what draining an instance, or every instance of a capacity provider, does to the tasks there.
 * Nothing is changed.
 * @throws OperationError
 */
export async function planDrain(clients: Clients, request: { cluster: string; target: string }): Promise<DrainPlan> {
  const cluster = await findCluster(clients, request.cluster);
  const [live, services] = await Promise.all([readLiveCluster(clients, cluster), servicesOf(clients, cluster)]);
  const drained = findDrained(live, request.target);
  const groups = new Set(drained.flatMap(({ tasks }) => tasks.map(({ group }) => group)));
  const concerned = services.filter(({ serviceName }) => groups.has(`service:${serviceName}`));
  const placed = await Promise.all(
    concerned.map(async (service): Promise<PlacedService> => {
      // What replaces a task is of the service's newest task definition, whatever the task is of.
      const definition = await findTaskDefinition(clients, service.taskDefinition ?? '');
      return { service, request: await serviceRequest(clients, service, definition) };
    }),
  );
  return drainPlan(live, drained, placed);
}

/** What is left on instances that are drained. */
export interface DrainProgress {
  /** Tasks that run or are about to, by group. */
  readonly running: Readonly<Record<string, number>>;
  /** Tasks that have been told to stop and have not yet. */
  readonly stopping: number;
}

/** How a drain ends. */
export type DrainEnd =
  | { readonly code: 'drained'; readonly instances: number }
  | {
      readonly code: 'timed-out';
      readonly seconds: number;
      /** At the last look that succeeded. */
      readonly left?: DrainProgress;
      /** What later looks failed with. */
      readonly problem?: OperationProblem;
    }
  | { readonly code: 'interrupted' };

/** What a drain may be given besides. */
export interface DrainOptions {
  /** @default 3600 */
  readonly timeoutSeconds?: number;
  /** Time between two looks. @default 5 */
  readonly intervalSeconds?: number;
  /** Called when something is not as it was at the look before. */
  readonly onChange?: (progress: DrainProgress, at: number) => void;
  /** Called with what keeps it from looking and passes, once for as long as it lasts. */
  readonly onTrouble?: (problem: OperationProblem, at: number) => void;
  readonly clock?: Clock;
  /** Ends the waiting; the drain goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Drains the instances of a plan and waits until no task is left on them. An instance that is being drained already
 * is waited for all the same.
 * @throws OperationError
 */
export async function drain(clients: Clients, plan: DrainPlan, options: DrainOptions = {}): Promise<DrainEnd> {
  const { timeoutSeconds = 3600, intervalSeconds = 5, onChange = () => {}, clock = systemClock } = options;
  const { signal, onTrouble } = options;
  const until = clock.now() + timeoutSeconds * 1000;
  const lookout = new Lookout(clients, { clock, until, interval: intervalSeconds * 1000, signal, onTrouble });
  const interrupted = await lookout.insist('ecs:UpdateContainerInstancesState', (those) => setDraining(those, plan));
  if (interrupted) return interrupted;
  let left: DrainProgress | undefined;
  const look = async (those: Clients): Promise<DrainEnd | undefined> => {
    const before = JSON.stringify(left);
    left = await progressOf(those, plan);
    if (JSON.stringify(left) !== before) onChange(left, clock.now());
    const isEmpty = left.stopping === 0 && Object.keys(left.running).length === 0;
    return isEmpty ? { code: 'drained', instances: plan.instances.length } : undefined;
  };
  const end = await lookout.until(look);
  return end.code === 'timed-out' ? { seconds: timeoutSeconds, ...(left && { left }), ...end } : end;
}

async function setDraining(clients: Clients, { clusterArn, instanceArns }: DrainPlan): Promise<void> {
  const failures = await inBatches(instanceArns, AT_ONCE, async (containerInstances) => {
    const request = { cluster: clusterArn, containerInstances, status: 'DRAINING' as const };
    return (await clients.ecs.updateContainerInstancesState(request)).failures;
  });
  // One that has gone meanwhile has nothing left to drain.
  const failure = failures.find(({ reason }) => reason !== 'MISSING');
  if (!failure) return;
  throw new OperationError({
    code: 'refused',
    action: 'ecs:UpdateContainerInstancesState',
    error: failure.reason ?? 'failure',
    detail: failure.detail ?? failure.arn ?? '',
  });
}

async function progressOf(
  clients: Clients,
  { clusterArn, clusterName, instanceArns }: DrainPlan,
): Promise<DrainProgress> {
  const [answers, tasks] = await Promise.all([
    inBatches(instanceArns, 100, async (containerInstances) => [
      await clients.ecs.describeContainerInstances({ cluster: clusterArn, containerInstances }),
    ]),
    runningTasks(clients, { clusterArn, clusterName }),
  ]);
  const instances = answers.flatMap(({ containerInstances = [] }) => containerInstances);
  const named = new Set([
    ...instances.map(({ containerInstanceArn }) => containerInstanceArn),
    ...answers.flatMap(({ failures = [] }) => failures.map(({ arn }) => arn)),
  ]);
  const silent = instanceArns.find((arn) => !named.has(arn));
  if (silent !== undefined) {
    const detail = `the answer says nothing of ${silent}`;
    throw new OperationError({ code: 'service-fault', action: 'ecs:DescribeContainerInstances', detail });
  }
  const there = new Map(
    instances.flatMap((one) => (one.status === 'INACTIVE' ? [] : [[one.containerInstanceArn, one] as const])),
  );
  const running: Record<string, number> = {};
  for (const { containerInstanceArn, group = '' } of tasks) {
    if (there.has(containerInstanceArn)) running[group] = (running[group] ?? 0) + 1;
  }
  // ECS counts a task as running until its containers have ended.
  const counted = [...there.values()].reduce(
    (sum, { runningTasksCount = 0, pendingTasksCount = 0 }) => sum + runningTasksCount + pendingTasksCount,
    0,
  );
  const known = Object.values(running).reduce((sum, count) => sum + count, 0);
  return { running, stopping: Math.max(0, counted - known) };
}
