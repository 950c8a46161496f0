import type { Clients } from '../aws/clients';
import { refusedWith } from '../aws/operation-error';
import { type Clock, systemClock } from '../clock';
import { runningTasks } from '../live/live-cluster';
import { inBatches } from '../live/pages';
import { type StackResource, stackResources } from './stack-resources';
import { type DoomedService, describeGroups, describeServices, type TeardownPlan } from './teardown-plan';

/** What a teardown waits for at a moment. */
export type TeardownWait =
  /** Tasks that have not ended, by service or group. */
  | { readonly code: 'tasks'; readonly tasks: Readonly<Record<string, number>> }
  /** Instances that are there, by Auto Scaling group and lifecycle state. */
  | { readonly code: 'instances'; readonly groups: Readonly<Record<string, Readonly<Record<string, number>>>> }
  /** Resources that CloudFormation is deleting. */
  | { readonly code: 'resources'; readonly resources: readonly StackResource[] };

/** How a teardown ends. */
export type TeardownEnd =
  | { readonly code: 'gone' }
  /** CloudFormation could not delete these; the others are gone. */
  | { readonly code: 'failed'; readonly resources: readonly StackResource[]; readonly reason?: string }
  | { readonly code: 'timed-out'; readonly seconds: number; readonly waiting: TeardownWait }
  | { readonly code: 'interrupted' };

/** What a teardown may be given besides. */
export interface TeardownOptions {
  /** Of the whole. @default 3600 */
  readonly timeoutSeconds?: number;
  /** Time between two looks. @default 5 */
  readonly intervalSeconds?: number;
  /** Called with what it waits for, whenever that changes. */
  readonly onWait?: (waiting: TeardownWait, at: number) => void;
  readonly clock?: Clock;
  /** Ends between two looks; what has been begun goes on. */
  readonly signal?: AbortSignal;
}

/**
 * Takes down what a plan holds in an order in which nothing waits for what is deleted later: tasks, instances, stack.
 * Repeated, it goes on where it was. Obstacles of the plan are not asked for again.
 * @throws OperationError
 */
export async function teardown(
  clients: Clients,
  plan: TeardownPlan,
  options: TeardownOptions = {},
): Promise<TeardownEnd> {
  if (plan.isGone) return { code: 'gone' };
  const wait = waiter(options);
  for (const service of plan.services) await stopService(clients, service);
  const tasks = await wait(() => tasksLeft(clients, plan));
  if (tasks) return tasks;
  await groupsToZero(clients, plan);
  const instances = await wait(() => instancesLeft(clients, plan));
  if (instances) return instances;
  await clients.cloudFormation.deleteStack({ StackName: plan.stackId });
  let failure: TeardownEnd | undefined;
  const stack = await wait(async () => {
    const left = await stackLeft(clients, plan);
    if (left?.code !== 'failed') return left;
    failure = left;
    return undefined;
  });
  return stack ?? failure ?? { code: 'gone' };
}

type Look = () => Promise<TeardownWait | undefined>;

/** Looks again and again until there is nothing to wait for. @returns the end, where it comes before that */
function waiter(options: TeardownOptions): (look: Look) => Promise<TeardownEnd | undefined> {
  const { timeoutSeconds = 3600, intervalSeconds = 5, onWait = () => {}, clock = systemClock, signal } = options;
  const until = clock.now() + timeoutSeconds * 1000;
  let before = '';
  return async (look) => {
    while (true) {
      if (signal?.aborted) return { code: 'interrupted' };
      const waiting = await look();
      if (!waiting) return undefined;
      if (JSON.stringify(waiting) !== before) onWait(waiting, clock.now());
      before = JSON.stringify(waiting);
      if (clock.now() >= until) return { code: 'timed-out', seconds: timeoutSeconds, waiting };
      await clock.sleep(Math.min(intervalSeconds * 1000, until - clock.now()), signal);
    }
  };
}

/** Tells a service to have no task. One that has gone meanwhile needs no telling. */
async function stopService(
  clients: Clients,
  { clusterArn: cluster, serviceArn, isDeleted }: DoomedService,
): Promise<void> {
  try {
    if (isDeleted) await clients.ecs.deleteService({ cluster, service: serviceArn, force: true });
    else await clients.ecs.updateService({ cluster, service: serviceArn, desiredCount: 0 });
  } catch (error) {
    if (!refusedWith(error, 'ServiceNotActiveException', 'ServiceNotFoundException')) throw error;
  }
}

/** Tasks that still run. Protection is taken from those of services; those of none are stopped, as nobody else would. */
async function tasksLeft(clients: Clients, { services, clusters }: TeardownPlan): Promise<TeardownWait | undefined> {
  const left: Record<string, number> = {};
  for (const cluster of new Set(services.map(({ clusterArn }) => clusterArn))) {
    const arns = services.flatMap(({ clusterArn, serviceArn }) => (clusterArn === cluster ? [serviceArn] : []));
    for (const { serviceName, runningCount = 0, pendingCount = 0 } of await describeServices(clients, cluster, arns)) {
      if (runningCount + pendingCount === 0) continue;
      left[serviceName] = runningCount + pendingCount;
      await unprotect(clients, cluster, serviceName);
    }
  }
  for (const clusterArn of clusters) {
    for (const { taskArn: task = '', group = '' } of await runningTasks(clients, {
      clusterArn,
      clusterName: clusterArn,
    })) {
      if (group.startsWith('service:')) continue;
      left[group] = (left[group] ?? 0) + 1;
      await clients.ecs.stopTask({
        cluster: clusterArn,
        task,
        reason: 'The stack of its cluster is being taken down.',
      });
    }
  }
  return Object.keys(left).length > 0 ? { code: 'tasks', tasks: left } : undefined;
}

/** A protected task would stay for up to two days although its service wants none. */
async function unprotect(clients: Clients, cluster: string, serviceName: string): Promise<void> {
  const tasks = await runningTasks(clients, { clusterArn: cluster, clusterName: cluster }, serviceName);
  const arns = tasks.flatMap(({ taskArn }) => taskArn ?? []);
  await inBatches(arns, 10, async (batch) => {
    await clients.ecs.updateTaskProtection({ cluster, tasks: batch, protectionEnabled: false });
    return [];
  });
}

async function groupsToZero(clients: Clients, { groups }: TeardownPlan): Promise<void> {
  for (const { AutoScalingGroupName, Status } of await describeGroups(clients, groups)) {
    // A status says that it is being deleted already.
    if (Status) continue;
    await clients.autoScaling.updateAutoScalingGroup({
      AutoScalingGroupName,
      MinSize: 0,
      DesiredCapacity: 0,
      NewInstancesProtectedFromScaleIn: false,
    });
  }
}

/** Instances that are still there. Their protection is taken at each look, since managed termination protection may renew it. */
async function instancesLeft(clients: Clients, { groups }: TeardownPlan): Promise<TeardownWait | undefined> {
  const left: Record<string, Record<string, number>> = {};
  for (const { AutoScalingGroupName = '', Instances = [] } of await describeGroups(clients, groups)) {
    if (Instances.length === 0) continue;
    const states: Record<string, number> = {};
    for (const { LifecycleState = 'unknown' } of Instances) states[LifecycleState] = (states[LifecycleState] ?? 0) + 1;
    left[AutoScalingGroupName] = states;
    const held = Instances.flatMap(({ InstanceId, ProtectedFromScaleIn, LifecycleState }) =>
      ProtectedFromScaleIn && InstanceId && LifecycleState === 'InService' ? [InstanceId] : [],
    );
    await inBatches(held, 50, (batch) => takeProtection(clients, AutoScalingGroupName, batch));
  }
  return Object.keys(left).length > 0 ? { code: 'instances', groups: left } : undefined;
}

async function takeProtection(clients: Clients, AutoScalingGroupName: string, InstanceIds: string[]): Promise<[]> {
  try {
    await clients.autoScaling.setInstanceProtection({ AutoScalingGroupName, InstanceIds, ProtectedFromScaleIn: false });
  } catch (error) {
    // One that has left service meanwhile is refused, and needs none of this; the others are seen at the next look.
    if (!refusedWith(error, 'ValidationError')) throw error;
  }
  return [];
}

async function stackLeft(
  clients: Clients,
  { stackId }: TeardownPlan,
): Promise<TeardownWait | Extract<TeardownEnd, { code: 'failed' }> | undefined> {
  const { Stacks: [stack] = [] } = await clients.cloudFormation.describeStacks({ StackName: stackId });
  if (!stack || stack.StackStatus === 'DELETE_COMPLETE') return undefined;
  const resources = await stackResources(clients, stackId);
  if (stack.StackStatus === 'DELETE_FAILED') {
    const failed = resources.filter(({ status }) => status === 'DELETE_FAILED');
    return { code: 'failed', resources: failed, ...(stack.StackStatusReason && { reason: stack.StackStatusReason }) };
  }
  return { code: 'resources', resources: resources.filter(({ status }) => status === 'DELETE_IN_PROGRESS') };
}
