import {
  type Capacity,
  type CpuArchitecture,
  distributeTasks,
  launchInstances,
  Placer,
  type Service,
  serviceGroup,
} from '../placement';
import type { CapacityInTemplate, ClusterInTemplate } from '../template';
import type { PurchaseWay, SizeOptions } from './size-options';

/** The tasks of one Auto Scaling group, or of one that is yet to be made: what is sized by itself. */
export interface Pool {
  /** The capacity's name; absent for a group that is yet to be made. */
  readonly capacity?: Capacity;
  readonly source?: CapacityInTemplate;
  readonly zones: readonly string[];
  readonly purchase: readonly PurchaseWay[];
  /** What the tasks declare that they run on. */
  readonly declared?: CpuArchitecture;
  /** Replicas with as many tasks as come to the pool, free of their capacity provider strategy. */
  readonly services: readonly Service[];
  /** How many tasks of each service run before it scales, by name: those are placed first. */
  readonly desired: ReadonlyMap<string, number>;
  /** Run once on every instance that they may. */
  readonly daemons: readonly Service[];
}

/** The pools of a cluster: a group's tasks together, but apart where they declare different architectures. */
export function poolsOf(
  { cluster, capacities }: ClusterInTemplate,
  desired: readonly Service[],
  options: SizeOptions,
): readonly Pool[] {
  const wanted = cluster.services.filter(
    ({ name, daemon, desiredCount }) => !daemon && desiredCount > 0 && (options.services?.includes(name) ?? true),
  );
  const daemons = cluster.services.filter(({ daemon }) => daemon);
  const hosts = cluster.capacities.length > 0 ? cluster.capacities : [undefined];
  return hosts.flatMap((capacity) => {
    const here = wanted.flatMap((service) => {
      const count = share(service, capacity, cluster.capacities);
      return count > 0 ? [{ ...service, desiredCount: count, capacityProviderStrategy: undefined }] : [];
    });
    const declared = [...new Set(here.map(({ demand }) => demand.cpuArchitecture))];
    // Tasks that declare none go along with those that do.
    const architectures = declared.filter((one) => one !== undefined);
    const parts = architectures.length > 1 ? architectures : [architectures[0]];
    const zones = zonesOf(capacity, options.zones);
    return parts.flatMap((architecture, index) => {
      const belongs = ({ demand }: Service) =>
        demand.cpuArchitecture === architecture || (demand.cpuArchitecture === undefined && index === 0);
      const services = here.filter(belongs).map((service) => reachable(service, zones));
      const pool: Pool = {
        ...(capacity && { capacity, source: capacities.get(capacity)! }),
        zones,
        purchase: options.purchase ?? waysOf(capacity),
        ...(architecture && { declared: architecture }),
        services,
        desired: new Map(desired.map((service) => [service.name, share(service, capacity, cluster.capacities)])),
        daemons: daemons
          .filter(
            ({ demand }) =>
              architecture === undefined ||
              demand.cpuArchitecture === undefined ||
              demand.cpuArchitecture === architecture,
          )
          .map((service) => reachable(service, zones)),
      };
      return services.length > 0 ? [pool] : [];
    });
  });
}

/** Tasks of a service that come to a capacity; those by launch type go to the first that takes one. */
function share(service: Service, capacity: Capacity | undefined, all: readonly Capacity[]): number {
  const { capacityProviderStrategy: strategy, desiredCount } = service;
  if (capacity === undefined) return desiredCount;
  if (strategy === undefined) return (all.find((one) => takes(one, service)) ?? all[0]) === capacity ? desiredCount : 0;
  return distributeTasks(strategy, desiredCount).tasks.get(capacity.capacityProvider?.name ?? '') ?? 0;
}

function takes(capacity: Capacity, { name, demand, constraints, subnetZones }: Service): boolean {
  const empty = capacity.instanceTypes.flatMap(({ name: instanceType }) =>
    launchInstances({ ...capacity, name: instanceType }, capacity.zones.length, { instanceType }),
  );
  return new Placer(empty).find({ group: serviceGroup(name), demand, constraints, subnetZones }) !== undefined;
}

/** Zones of a group that is yet to be made: AWS's regions have three or more. */
const ZONES_OF_NEW = 3;

/** The first of a group's zones; where more are asked for than it has, zones by number. */
function zonesOf(capacity: Capacity | undefined, asked: number | undefined): readonly string[] {
  const known = capacity?.zones ?? [];
  const count = asked ?? (known.length || ZONES_OF_NEW);
  return count <= known.length ? known.slice(0, count) : Array.from({ length: count }, (_, one) => `zone ${one + 1}`);
}

/** A service whose subnets say nothing of zones that are only numbers. */
const reachable = (service: Service, zones: readonly string[]): Service =>
  service.subnetZones?.some((zone) => zones.includes(zone)) === false
    ? { ...service, subnetZones: undefined }
    : service;

const waysOf = (capacity: Capacity | undefined): readonly PurchaseWay[] => {
  const option = capacity?.purchaseOption ?? 'on-demand';
  return option === 'mixed' ? ['on-demand', 'spot'] : [option];
};
