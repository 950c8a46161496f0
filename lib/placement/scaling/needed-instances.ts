import type { RegisteredResources } from '../resources';
import type { TaskDemand } from '../task-demand';
import type { ScalingAssumptions } from './assumptions';

/** Tasks of one capacity provider that wait in PROVISIONING. */
export interface WaitingTasks {
  readonly demand: TaskDemand;
  readonly count: number;
  /** Whether a `distinctInstance` constraint holds them apart. @default false */
  readonly distinctInstance?: boolean;
}

/** What managed scaling weighs when it asks how many tasks an instance holds. */
export type WeighedResource = 'cpu' | 'memory' | 'network-interfaces' | 'gpus' | 'ports' | 'distinct-instance';

/** The answer for one group of waiting tasks with identical requirements. */
export type GroupNeed =
  | {
      readonly code: 'needs';
      readonly demand: TaskDemand;
      readonly count: number;
      readonly instances: number;
      readonly tasksPerInstance: number;
      /** What limits the tasks of an instance; absent when the tasks take nothing. */
      readonly limitedBy?: WeighedResource;
    }
  | {
      /** The smallest instance type cannot run one such task: managed scaling ignores the group. */
      readonly code: 'excluded';
      readonly demand: TaskDemand;
      readonly count: number;
      readonly lacking: readonly WeighedResource[];
    };

/** How many instances managed scaling would add for tasks that wait. */
export interface InstanceNeed {
  /** Instances to add, before steps and sizes limit it; 0 when nothing waits or every group is excluded. */
  readonly add: number;
  readonly groups: readonly GroupNeed[];
}

/**
 * How many instances managed scaling thinks the waiting tasks need: tasks with identical requirements form a group;
 * a group that the component-wise smallest instance type cannot run is left out; the others count the instances they
 * fill when packed into the component-wise largest type; the largest group decides.
 *
 * It is a lower bound: groups are not added up (unless `assumptions.demandGroups` is `sum`), and free room on
 * running instances, constraints and strategies do not count.
 * @param offers - what an empty instance of each type of the Auto Scaling group offers, daemons' share subtracted
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 */
export function neededInstances(
  waiting: readonly WaitingTasks[],
  offers: readonly RegisteredResources[],
  { demandGroups }: Pick<ScalingAssumptions, 'demandGroups'>,
): InstanceNeed {
  const groups = groupsOf(waiting).map((group) => needOfGroup(group, offers));
  const counts = groups.map((group) => (group.code === 'needs' ? group.instances : 0));
  const add = demandGroups === 'sum' ? counts.reduce((sum, count) => sum + count, 0) : Math.max(0, ...counts);
  return { add, groups };
}

function groupsOf(waiting: readonly WaitingTasks[]): WaitingTasks[] {
  const groups = new Map<string, WaitingTasks>();
  for (const tasks of waiting) {
    if (tasks.count <= 0) continue;
    const { cpuUnits, memoryMiB, networkInterfaces, gpus, tcpPorts, udpPorts } = tasks.demand;
    const key = [cpuUnits, memoryMiB, networkInterfaces, gpus, tcpPorts, udpPorts, tasks.distinctInstance].join('|');
    groups.set(key, { ...tasks, count: tasks.count + (groups.get(key)?.count ?? 0) });
  }
  return [...groups.values()];
}

function needOfGroup(
  { demand, count, distinctInstance }: WaitingTasks,
  offers: readonly RegisteredResources[],
): GroupNeed {
  const lacking = weigh(demand, offers, Math.min)
    .filter(({ tasks }) => tasks < 1)
    .map(({ resource }) => resource);
  if (takesReservedPort(demand, offers)) lacking.push('ports');
  if (lacking.length > 0 || offers.length === 0) return { code: 'excluded', demand, count, lacking };

  const limits = weigh(demand, offers, Math.max);
  if (demand.tcpPorts.length + demand.udpPorts.length > 0) limits.push({ resource: 'ports', tasks: 1 });
  if (distinctInstance) limits.push({ resource: 'distinct-instance', tasks: 1 });
  const tightest = limits.reduce((least, limit) => (limit.tasks < least.tasks ? limit : least), UNLIMITED);
  const tasksPerInstance = tightest.tasks;
  const instances = Math.max(1, Math.ceil(count / tasksPerInstance));
  return {
    code: 'needs',
    demand,
    count,
    instances,
    tasksPerInstance,
    ...(tightest.resource && { limitedBy: tightest.resource }),
  };
}

interface Limit {
  readonly resource?: WeighedResource;
  readonly tasks: number;
}

const UNLIMITED: Limit = { tasks: Number.POSITIVE_INFINITY };

/** For each resource the task takes: how many such tasks the component-wise smallest or largest offer holds. */
function weigh(
  demand: TaskDemand,
  offers: readonly RegisteredResources[],
  pick: (...values: number[]) => number,
): { resource: WeighedResource; tasks: number }[] {
  const amounts: [WeighedResource, number, (offer: RegisteredResources) => number][] = [
    ['cpu', demand.cpuUnits, (offer) => offer.cpuUnits],
    ['memory', demand.memoryMiB, (offer) => offer.memoryMiB],
    ['network-interfaces', demand.networkInterfaces, (offer) => offer.networkInterfaces],
    [
      'gpus',
      demand.gpus === 'all' ? pick(...offers.map((offer) => Math.max(1, offer.gpus))) : demand.gpus,
      (offer) => offer.gpus,
    ],
  ];
  return amounts
    .filter(([, taken]) => taken > 0)
    .map(([resource, taken, offered]) => ({ resource, tasks: Math.floor(pick(...offers.map(offered)) / taken) }));
}

const takesReservedPort = (demand: TaskDemand, offers: readonly RegisteredResources[]): boolean =>
  offers.some(
    (offer) =>
      demand.tcpPorts.some((port) => offer.reservedTcpPorts.includes(port)) ||
      demand.udpPorts.some((port) => offer.reservedUdpPorts.includes(port)),
  );
