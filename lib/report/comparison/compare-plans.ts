import type { CapacityJson, ClusterJson, PlaceJson, PlanJson, ServiceJson, StowedJson } from '../plan/plan-contract';

/** What became of a service or group between two plans. */
export type PartChange<T> =
  | { readonly change: 'added'; readonly after: T }
  | { readonly change: 'removed'; readonly before: T }
  | {
      /** `replaced`: CloudFormation makes a new one and then deletes the old. */
      readonly change: 'changed' | 'replaced';
      readonly before: T;
      readonly after: T;
      readonly fields: readonly FieldChange[];
    };

/** A property that is not what it was. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Whether CloudFormation replaces the resource for it. */
  readonly replaces: boolean;
}

/** A figure before and after; absent where it is not known. */
export interface FigureChange {
  readonly before?: number;
  readonly after?: number;
}

/** What became of a cluster. */
export interface ClusterComparison {
  readonly name: string;
  readonly change: 'added' | 'removed' | 'kept';
  readonly capacities: readonly PartChange<CapacityJson>[];
  readonly services: readonly PartChange<ServiceJson>[];
  /** In US dollars an hour. */
  readonly cost: Readonly<Record<'minimum' | 'desired' | 'peak', FigureChange>>;
  /** Tasks without a place. */
  readonly waiting: Readonly<Record<'desired' | 'peak', FigureChange>>;
}

/**
 * Compares two plans, cluster by cluster. Resources are the same when their construct paths are, or their logical ids
 * where a template was not made by the CDK. A figure that is not known on either side is no change.
 */
export function comparePlans(
  before: Pick<PlanJson, 'clusters'>,
  after: Pick<PlanJson, 'clusters'>,
): readonly ClusterComparison[] {
  return pairs(before.clusters, after.clusters, clusterKey).map(([old, now]) => ({
    name: (now ?? old)!.name,
    change: !old ? 'added' : !now ? 'removed' : 'kept',
    capacities: changes(old?.capacities ?? [], now?.capacities ?? [], CAPACITY_FIELDS),
    services: changes(old?.services ?? [], now?.services ?? [], SERVICE_FIELDS),
    cost: {
      minimum: costChange(old, now, ({ minimum }) => minimum.cost),
      desired: costChange(old, now, ({ desired }) => desired.cost),
      peak: costChange(old, now, ({ peak }) => peak.cost),
    },
    waiting: {
      desired: { before: waitingOf(old?.desired), after: waitingOf(now?.desired) },
      peak: { before: waitingOf(old?.peak), after: waitingOf(now?.peak) },
    },
  }));
}

/** Whether anything is different. */
export const differs = ({ change, capacities, services, cost, waiting }: ClusterComparison): boolean =>
  change !== 'kept' ||
  capacities.length + services.length > 0 ||
  [...Object.values(cost), ...Object.values(waiting)].some(({ before, after }) => before !== after);

interface Field<T> {
  readonly field: string;
  readonly read: (part: T) => unknown;
  readonly replaces?: true;
}

/**
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html for what
 * replaces a service; a change of its scheduling strategy, name, launch type or cluster does.
 */
const SERVICE_FIELDS: readonly Field<ServiceJson>[] = [
  { field: 'name', read: ({ serviceName }) => serviceName, replaces: true },
  { field: 'launch type', read: ({ launchType }) => launchType, replaces: true },
  { field: 'daemon', read: ({ daemon }) => daemon, replaces: true },
  { field: 'desired count', read: ({ desiredCount }) => desiredCount },
  {
    field: 'scaling maximum',
    read: ({ desiredCount, maximumCount }) => (maximumCount > desiredCount ? maximumCount : undefined),
  },
  { field: 'CPU units', read: ({ demand }) => demand.cpuUnits },
  { field: 'memory MiB', read: ({ demand }) => demand.memoryMiB },
  { field: 'GPUs', read: ({ demand }) => demand.gpus },
  { field: 'network interfaces', read: ({ demand }) => demand.networkInterfaces },
  { field: 'EBS volumes', read: ({ demand }) => demand.ebsVolumes },
  { field: 'TCP ports', read: ({ demand }) => demand.tcpPorts },
  { field: 'UDP ports', read: ({ demand }) => demand.udpPorts },
];

const CAPACITY_FIELDS: readonly Field<CapacityJson>[] = [
  { field: 'types', read: ({ instanceTypes }) => instanceTypes },
  { field: 'minimum size', read: ({ minInstances }) => minInstances },
  { field: 'maximum size', read: ({ maxInstances }) => maxInstances },
  { field: 'purchase option', read: ({ purchaseOption }) => purchaseOption },
  { field: 'zones', read: ({ zones }) => zones },
  { field: 'managed scaling', read: ({ managedScaling }) => managedScaling },
];

function changes<T extends PlaceJson>(
  before: readonly T[],
  after: readonly T[],
  fields: readonly Field<T>[],
): readonly PartChange<T>[] {
  return pairs(before, after, placeKey).flatMap(([old, now]): PartChange<T>[] => {
    if (!old) return [{ change: 'added', after: now! }];
    if (!now) return [{ change: 'removed', before: old }];
    const changed = fields.flatMap(({ field, read, replaces = false }): FieldChange[] => {
      const [from, to] = [read(old), read(now)];
      const isSame = isUnknown(from) || isUnknown(to) || JSON.stringify(from) === JSON.stringify(to);
      return isSame ? [] : [{ field, before: from ?? null, after: to ?? null, replaces }];
    });
    // A construct that stays where it is under another logical id is another resource to CloudFormation.
    if (old.logicalId !== now.logicalId) {
      changed.push({ field: 'logical id', before: old.logicalId, after: now.logicalId, replaces: true });
    }
    if (changed.length === 0) return [];
    const change = changed.some(({ replaces }) => replaces) ? 'replaced' : 'changed';
    return [{ change, before: old, after: now, fields: changed }];
  });
}

const isUnknown = (value: unknown): boolean => typeof value === 'object' && value !== null && 'unknown' in value;

const placeKey = ({ constructPath, logicalId }: PlaceJson): string => constructPath ?? logicalId;

const clusterKey = ({ constructPath, logicalId, name }: ClusterJson): string => constructPath ?? logicalId ?? name;

/** Those of both sides that have the same key, in the order of the second list; several of one key by their order. */
function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  key: (one: T) => string,
): [T | undefined, T | undefined][] {
  const left = new Map<string, T[]>();
  for (const one of before) left.set(key(one), [...(left.get(key(one)) ?? []), one]);
  const found = after.map((now): [T | undefined, T] => [left.get(key(now))?.shift(), now]);
  return [...found, ...[...left.values()].flat().map((old): [T, undefined] => [old, undefined])];
}

/** What a cluster that is not there costs is known: nothing. */
function costChange(
  old: ClusterJson | undefined,
  now: ClusterJson | undefined,
  read: (cluster: ClusterJson) => StowedJson['cost'],
): FigureChange {
  const costOf = (cluster: ClusterJson | undefined): number | undefined => {
    if (!cluster) return 0;
    const { usdPerHour, complete, unpriced } = read(cluster);
    return complete && Object.keys(unpriced).length === 0 ? usdPerHour : undefined;
  };
  return { before: costOf(old), after: costOf(now) };
}

const waitingOf = (stowed: StowedJson | undefined): number =>
  (stowed?.waiting ?? []).reduce((sum, { count, unknown }) => sum + (unknown === undefined ? count : 0), 0);
