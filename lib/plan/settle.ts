import {
  type Capacity,
  type Cluster,
  type ClusterPlan,
  DEFAULT_SCALING_ASSUMPTIONS,
  type HoldReason,
  holdingTasks,
  type Instance,
  launchInstances,
  NO_SCALING_MEMORY,
  neededInstances,
  type PlacementReason,
  planCluster,
  type RegisteredResources,
  type ScalingDecision,
  type ScalingMemory,
  type StowedServices,
  stepManagedScaling,
  stowServices,
  type WaitingTasks,
} from '../placement';

/** A capacity with what decides how it grows. */
export interface GrowingCapacity {
  readonly capacity: Capacity;
  /** The name of the type that new instances have. */
  readonly type: string;
  /** What an empty instance of each of its types offers to replicas. */
  readonly offers: readonly RegisteredResources[];
}

/** A cluster that has come to rest: nothing starts, and no group grows or shrinks. */
export interface Settled extends Omit<ClusterPlan, 'reasons'> {
  /** Why a group does not grow although tasks of its capacity provider wait, by capacity. */
  readonly held: ReadonlyMap<string, HoldReason>;
  /** Why each task that was placed on the way is where it is, by the id of the task; worked out when asked. */
  readonly reasons: () => ReadonlyMap<string, PlacementReason>;
}

/** Every group at its first size: the desired one of its template, else the smallest. */
export const firstInstances = (capacities: readonly GrowingCapacity[]): readonly Instance[] =>
  capacities.flatMap(({ capacity, type }) =>
    launchInstances(capacity, capacity.desiredInstances ?? capacity.minInstances, { instanceType: type }),
  );

/**
 * Lets a cluster come to rest from given instances: tasks are placed, managed scaling adds instances for those that
 * wait, until none waits or no group may grow; then it takes away instances that hold nothing. Groups without managed
 * scaling keep their size.
 */
export function settle(
  cluster: Cluster,
  capacities: readonly GrowingCapacity[],
  instances: readonly Instance[],
): Settled {
  const rounds = [instances];
  let stowed = stowServices(cluster, instances);
  for (;;) {
    const added = capacities.flatMap((one) => launched(one, stowed, cluster));
    if (added.length === 0) break;
    const next = [...stowed.instances, ...added];
    rounds.push(next);
    stowed = stowServices(cluster, next);
  }
  // Explained only now that nothing grows any more: most that waits on the way finds a place in the end.
  const plan = stowed.unplaced.length > 0 ? planCluster(cluster, rounds.at(-1)!) : { ...stowed, unplaced: [] };
  const held = new Map(
    capacities.flatMap((one) => {
      const decision = decide(one, plan, cluster, NO_SCALING_MEMORY);
      return decision?.code === 'hold' && waitingFor(one, plan, cluster).length > 0
        ? [[one.capacity.name, decision.because] as const]
        : [];
    }),
  );
  return {
    ...plan,
    instances: capacities.reduce((rest, one) => shrunk(one, { ...plan, instances: rest }, cluster), plan.instances),
    held,
    reasons: once(() => reasonsOf(cluster, rounds)),
  };
}

/** Places the tasks of every round again, this time with reasons. */
const reasonsOf = (cluster: Cluster, rounds: readonly (readonly Instance[])[]): ReadonlyMap<string, PlacementReason> =>
  new Map(rounds.flatMap((instances) => [...stowServices(cluster, instances, { reasons: true }).reasons!]));

/** The same answer each time, worked out the first. */
function once<T>(work: () => T): () => T {
  let answer: { readonly value: T } | undefined;
  return () => {
    answer ??= { value: work() };
    return answer.value;
  };
}

function launched(one: GrowingCapacity, plan: StowedServices, cluster: Cluster): readonly Instance[] {
  const decision = decide(one, plan, cluster, NO_SCALING_MEMORY);
  if (decision?.code !== 'scale-out') return [];
  const present = membersOf(one, plan.instances);
  return launchInstances(one.capacity, decision.to - decision.from, { instanceType: one.type, present });
}

/** An alarm that has seen enough. */
const LOW: ScalingMemory = { datapointsAbove: 0, datapointsBelow: DEFAULT_SCALING_ASSUMPTIONS.scaleInDatapoints };

/** The instances that are left when managed scaling has taken away those that hold nothing. */
function shrunk(one: GrowingCapacity, plan: StowedServices, cluster: Cluster): readonly Instance[] {
  let { instances } = plan;
  for (;;) {
    const decision = decide(one, { ...plan, instances }, cluster, LOW);
    if (decision?.code !== 'scale-in') return instances;
    for (let count = decision.from - decision.to; count > 0; count--) {
      const gone = leaving(membersOf(one, instances));
      instances = instances.filter((instance) => instance !== gone);
    }
  }
}

/** The empty instance that goes next: the youngest in the zone with most instances, as an Auto Scaling group chooses. */
function leaving(members: readonly Instance[]): Instance | undefined {
  const inZone = (zone: string) => members.filter((one) => one.zone === zone).length;
  return members
    .filter((one) => !isOccupied(one))
    .reduceRight<Instance | undefined>(
      (best, one) => (best && inZone(best.zone) >= inZone(one.zone) ? best : one),
      undefined,
    );
}

/** What managed scaling does next; undefined for a group that has none. */
function decide(
  one: GrowingCapacity,
  plan: StowedServices,
  cluster: Cluster,
  memory: ScalingMemory,
): ScalingDecision | undefined {
  const { capacity, offers } = one;
  const settings = capacity.capacityProvider?.managedScaling;
  if (!settings) return undefined;
  const members = membersOf(one, plan.instances);
  const occupied = members.filter(isOccupied).length;
  const observation = {
    atSeconds: 0,
    minInstances: capacity.minInstances,
    maxInstances: capacity.maxInstances,
    instances: members.length,
    occupied,
    removable: members.length - occupied,
    need: neededInstances(waitingFor(one, plan, cluster), offers, DEFAULT_SCALING_ASSUMPTIONS),
  };
  return stepManagedScaling(memory, observation, settings, DEFAULT_SCALING_ASSUMPTIONS).decision;
}

const membersOf = ({ capacity }: GrowingCapacity, instances: readonly Instance[]): readonly Instance[] =>
  instances.filter((instance) => instance.capacity === capacity.name);

/** Whether anything but daemons runs on it. */
export const isOccupied = (instance: Instance): boolean => holdingTasks(instance).some(({ daemon }) => !daemon);

function waitingFor({ capacity }: GrowingCapacity, plan: StowedServices, cluster: Cluster): WaitingTasks[] {
  return plan.unplaced
    .filter(
      ({ capacityProvider }) => capacityProvider !== undefined && capacityProvider === capacity.capacityProvider?.name,
    )
    .map(({ service: name, count }) => {
      const { demand, constraints } = cluster.services.find((service) => service.name === name)!;
      return { demand, count, distinctInstance: constraints.some(({ type }) => type === 'distinctInstance') };
    });
}
