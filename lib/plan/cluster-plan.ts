import type { Capacity, Service } from '../placement';
import {
  type CapacityInTemplate,
  type ClusterCapacity,
  type ClusterInTemplate,
  knownHostsOf,
  type TaskOrigin,
} from '../template';
import { type DrawnType, drawnType } from './drawn-type';
import { emptyOffer } from './empty-offer';
import { type HourlyCost, hourlyCost } from './hourly-cost';
import { type JobInPlan, jobsOf } from './jobs';
import { firstInstances, type GrowingCapacity, type Settled, settle } from './settle';
import { type StowedCluster, stowedCluster } from './stowed-cluster';

/** A cluster with its tasks on its instances. */
export interface ClusterInPlan {
  /** What it is planned from; its `gaps` are everything that the plan had to assume or leave out. */
  readonly source: ClusterInTemplate;
  /** Groups whose instances are in the plan. */
  readonly capacities: readonly CapacityInPlan[];
  /** Groups that it lacks, since their types or sizes are not known. */
  readonly missingCapacities: readonly ClusterCapacity[];
  readonly services: readonly ServiceInPlan[];
  readonly jobs: readonly JobInPlan[];
  /** What the groups cost at their minimum sizes. */
  readonly minimumCost: HourlyCost;
  /** At rest with the desired counts. */
  readonly desired: StowedCluster;
  /** At rest once every service has scaled to its maximum; the same object as `desired` if none scales. */
  readonly peak: StowedCluster;
}

/** A group of the plan. */
export interface CapacityInPlan {
  readonly source: CapacityInTemplate;
  readonly capacity: Capacity;
  /** What its instances are drawn as. */
  readonly drawn: DrawnType;
}

/** A service of the plan. */
export interface ServiceInPlan {
  readonly source: TaskOrigin;
  /** With its desired count. */
  readonly service: Service;
  /** Tasks at the scaling maximum. */
  readonly maximumCount: number;
}

/** The same cluster as the template has it, seen from several sides. */
export interface ClusterSides {
  readonly desired: ClusterInTemplate;
  readonly maximum: ClusterInTemplate;
  /** With the figures that AWS leaves open at their best; made only where something does not fit. */
  readonly optimistic: () => Pick<ClusterSides, 'desired' | 'maximum'>;
}

/** Plans one cluster. */
export function clusterPlan({ desired: source, maximum, optimistic }: ClusterSides): ClusterInPlan {
  const { cluster } = source;
  const growing = growingOf(source);
  const { atRest, atPeak } = atBothCounts(source, maximum, growing);
  let best: ReturnType<typeof atBothCounts> | undefined;
  const bestCase = () => {
    const sides = optimistic();
    best ??= atBothCounts(sides.desired, sides.maximum, growingOf(sides.desired));
    return best;
  };
  const origins = new Map([...source.services].map(([{ name }, origin]) => [name, origin]));
  const common = { growing, others: (service: string) => knownHostsOf(origins.get(service)!)?.others };
  const desired = stowedCluster(atRest, { ...common, services: cluster.services, best: () => bestCase().atRest });
  const peak = () =>
    stowedCluster(atPeak, { ...common, services: maximum.cluster.services, best: () => bestCase().atPeak });
  const capacities = [...source.capacities].map(([capacity, from]) => ({
    source: from,
    capacity,
    drawn: drawnType(capacity, from),
  }));
  const known = new Set(capacities.map((one) => one.source.source));
  return {
    source,
    capacities,
    missingCapacities: source.source.capacities.filter((one) => !known.has(one)),
    services: [...source.services].map(([service, from], index) => ({
      source: from,
      service,
      maximumCount: maximum.cluster.services[index]!.desiredCount,
    })),
    jobs: jobsOf(source, growing, atRest),
    minimumCost: hourlyCost(
      capacities.map(({ capacity: { minInstances: count, purchaseOption }, drawn: { type } }) => ({
        type,
        count,
        purchaseOption,
      })),
    ),
    desired,
    peak: atPeak === atRest ? desired : peak(),
  };
}

const growingOf = ({ cluster, capacities }: ClusterInTemplate): readonly GrowingCapacity[] =>
  [...capacities].map(([capacity, source]) => ({
    capacity,
    type: drawnType(capacity, source).type.name,
    offers: capacity.instanceTypes.map(({ name }) => emptyOffer(capacity, name, cluster.services)),
  }));

/** At rest with the desired counts, and from there with the largest; the same if nothing scales. */
function atBothCounts(
  desired: ClusterInTemplate,
  maximum: ClusterInTemplate,
  growing: readonly GrowingCapacity[],
): { atRest: Settled; atPeak: Settled } {
  const atRest = settle(desired.cluster, growing, firstInstances(growing));
  const scales = maximum.cluster.services.some(
    ({ desiredCount }, index) => desiredCount > desired.cluster.services[index]!.desiredCount,
  );
  if (!scales) return { atRest, atPeak: atRest };
  const atPeak = settle(maximum.cluster, growing, atRest.instances);
  const reasons = () => new Map([...atRest.reasons(), ...atPeak.reasons()]);
  return { atRest, atPeak: { ...atPeak, reasons } };
}
