import {
  type CapacityInTemplate,
  isUnknown,
  type Known,
  type ProviderShare,
  type TaskOrigin,
  Unknown,
} from '../../template';

/** A set of instances one of which must take a task: those of a provider, or all of a cluster. */
export interface Target {
  /** In words, such as `the capacity provider Steady`. */
  readonly name: string;
  readonly capacities: readonly CapacityInTemplate[];
  /** Why it is not certain that a task must fit here. */
  readonly unknown?: Unknown;
}

/**
 * Where the tasks of a service or call must fit. ECS chooses a provider before it looks for an instance, and takes no
 * other when the task fits none of its instances: a task must fit each provider that gets tasks.
 */
export function targetsOf(origin: TaskOrigin): readonly Target[] {
  const { destination, cluster, capacities } = origin;
  const most = mostTasks(origin);
  if (most === 0) return [];
  switch (destination.kind) {
    case 'elsewhere':
      return [];
    case 'unknown':
      return [{ name: `the cluster ${cluster.name}`, capacities: [], unknown: destination.unknown }];
    case 'any-instance':
      return [{ name: `the cluster ${cluster.name}`, capacities, unknown: openCluster(origin) }];
    case 'providers':
      return destination.shares.flatMap((share): Target[] => {
        const gets = getsTasks(share, destination.shares, most);
        if (gets === false) return [];
        const { name, capacity } = share;
        const unknown = capacity ? (isUnknown(gets) ? gets : undefined) : open(`what ${name} launches is not known`);
        return [{ name: `the capacity provider ${name}`, capacities: capacity ? [capacity] : [], unknown }];
      });
  }
}

const open = (name: string): Unknown => new Unknown({ code: 'assumption', name }, '');

/** Whether instances that the templates do not show may be in a cluster. */
function openCluster({ cluster, capacities, resource }: TaskOrigin): Unknown | undefined {
  if (!cluster.resource) return open(`the instances of the cluster ${cluster.name} are not all in the templates`);
  if (capacities.length === 0) return open(`no instances of the cluster ${cluster.name} are in the templates`);
  const [undecided] = cluster.undecidedGroups;
  if (undecided) return open(undecided.why);
  return resource.doubt;
}

/** The most tasks that a service or call has at once; unknown counts as many. */
function mostTasks({ count, scaling, daemon }: TaskOrigin): number {
  const max = scaling?.maxTasks ?? 0;
  if (daemon === true || isUnknown(count) || isUnknown(max)) return Number.POSITIVE_INFINITY;
  return Math.max(count, max);
}

/** Whether a provider of a strategy is sure to get one of so many tasks. */
function getsTasks(share: ProviderShare, shares: readonly ProviderShare[], tasks: number): Known<boolean> {
  const { name, base, weight } = share;
  if (isUnknown(base)) return base;
  if (isUnknown(weight)) return weight;
  if (shares.length === 1) return true;
  if (base > 0) return weight > 0 ? true : open(`AWS does not document what a base without a weight means for ${name}`);
  if (weight === 0) return false;
  let [bases, weights] = [0, 0];
  for (const other of shares) {
    if (isUnknown(other.base)) return other.base;
    if (isUnknown(other.weight)) return other.weight;
    bases += other.base;
    weights += other.weight;
  }
  if (((tasks - bases) * weight) / weights >= 1) return true;
  return open(`whether ${name} gets one of only ${tasks} tasks is not documented`);
}
