import type {
  Capacity,
  Fleet,
  Cluster as FleetCluster,
  Service as FleetService,
  StandaloneTask,
} from '../../placement';
import type { Cluster } from '../ecs/cluster';
import { isUnknown } from '../known';
import type { Model } from '../model';
import { type Destination, destinationOf } from '../origin/destination';
import type { TaskOrigin } from '../origin/task-origin';
import type { Resource } from '../stack/resource';
import type { Bound, CapacityInTemplate } from './capacity';
import { capacityOf } from './fleet-capacity';
import type { FleetGap } from './fleet-gap';
import { fleetStrategy, serviceOf, standaloneTaskOf } from './fleet-service';

/** From which side a fleet is looked at. */
export interface FleetOptions {
  /** Which side to take where AWS leaves a figure open. */
  readonly bound: Bound;
  /** `desired`: what the templates ask for; `maximum`: as far as service auto scaling may go. */
  readonly counts: 'desired' | 'maximum';
  /**
   * What becomes of tasks of which it is not known to which capacity they go: whether they are left out, or there as
   * if by launch type.
   * @default 'left-out': where they run cannot be told
   */
  readonly unknownCapacity?: 'left-out' | 'assumed';
}

/** A fleet as far as templates tell. */
export interface FleetInTemplate {
  readonly fleet: Fleet;
  /** The clusters of the fleet, in its order, with where each part comes from. */
  readonly clusters: readonly ClusterInTemplate[];
}

/** A cluster of the fleet with where each part of it comes from, and what is missing. */
export interface ClusterInTemplate {
  readonly source: Cluster;
  /** What the engine is asked about. Everything in it is known, or is listed among the gaps as assumed. */
  readonly cluster: FleetCluster;
  readonly capacities: ReadonlyMap<Capacity, CapacityInTemplate>;
  readonly services: ReadonlyMap<FleetService, TaskOrigin>;
  readonly standaloneTasks: ReadonlyMap<StandaloneTask, TaskOrigin>;
  /** Everything that is not known of it. */
  readonly gaps: readonly FleetGap[];
  /** Services and calls whose tasks run on no instance of the fleet, such as on Fargate. */
  readonly elsewhere: readonly {
    readonly resource: Resource;
    readonly where: Extract<Destination, { kind: 'elsewhere' }>['where'];
  }[];
}

/** Builds the engine's fleet from a model; {@link Model.fleetOf} keeps it. */
export function fleetInTemplate(model: Model, options: FleetOptions): FleetInTemplate {
  const origins = new Map<Cluster, TaskOrigin[]>(model.clusters.map((cluster) => [cluster, []]));
  for (const origin of model.taskOrigins) origins.get(origin.cluster)?.push(origin);
  const clusters = model.clusters.map((cluster) =>
    clusterOf(cluster, model.capacitiesOf(cluster), origins.get(cluster) ?? [], { model, options }),
  );
  return { fleet: { clusters: clusters.map(({ cluster }) => cluster) }, clusters };
}

function clusterOf(
  source: Cluster,
  sources: readonly CapacityInTemplate[],
  origins: readonly TaskOrigin[],
  context: { readonly model: Model; readonly options: FleetOptions },
): ClusterInTemplate {
  const gaps: FleetGap[] = [];
  const capacities = new Map<Capacity, CapacityInTemplate>();
  const services = new Map<FleetService, TaskOrigin>();
  const standaloneTasks = new Map<StandaloneTask, TaskOrigin>();
  const elsewhere: ClusterInTemplate['elsewhere'][number][] = [];
  const uniqueCapacity = uniqueNames();
  const uniqueTasks = uniqueNames();
  for (const one of sources) {
    const read = capacityOf(one, context.options.bound);
    gaps.push(...read.gaps);
    if (read.value) capacities.set({ ...read.value, name: uniqueCapacity(read.value.name) }, one);
  }
  const providers = new Map(
    [...capacities].flatMap(([{ capacityProvider }, one]) => (capacityProvider ? [[one, capacityProvider.name]] : [])),
  );
  for (const origin of origins) {
    const { resource, destination } = origin;
    if (destination.kind === 'elsewhere') {
      elsewhere.push({ resource, where: destination.where });
    } else if (origin.service) {
      const read = serviceOf(origin, providers, context.options, context.model.set);
      gaps.push(...read.gaps);
      if (read.value) services.set({ ...read.value, name: uniqueTasks(read.value.name) }, origin);
    } else {
      const read = standaloneTaskOf(origin, providers, context.model.set);
      gaps.push(...read.gaps);
      if (read.value) standaloneTasks.set({ ...read.value, group: uniqueTasks(read.value.group) }, origin);
    }
  }
  const defaults = destinationOf({ strategy: [], daemon: false }, source, sources, context.model.capacityProviders);
  const defaultStrategy = defaults.kind === 'providers' ? fleetStrategy(defaults.shares, providers) : undefined;
  const cluster: FleetCluster = {
    name: source.name,
    capacities: [...capacities.keys()],
    instances: [],
    services: [...services.keys()],
    standaloneTasks: [...standaloneTasks.keys()],
    ...(defaultStrategy && !isUnknown(defaultStrategy) && { defaultCapacityProviderStrategy: defaultStrategy }),
  };
  return { source, cluster, capacities, services, standaloneTasks, gaps, elsewhere };
}

/** The engine tells things apart by their names; where two stacks use the same, the second gets a number. */
function uniqueNames(): (name: string) => string {
  const taken = new Map<string, number>();
  return (name) => {
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  };
}
