import {
  type Capacity,
  distributeTasks,
  fewestInstances,
  type PackableInstanceType,
  type PackableService,
  placeDaemons,
  type Service,
} from '../../placement';
import type { ClusterInTemplate, Resource } from '../../template';

/** Instances that must hold a set of tasks: those of one capacity provider, or all of a cluster. */
export interface Room {
  /** In words. */
  readonly name: string;
  /** Where its largest size is written. */
  readonly resource: Resource;
  readonly capacities: readonly Capacity[];
  readonly maxInstances: number;
  /** The tasks that are sure to go there. */
  readonly tasks: readonly RoomTasks[];
}

/** Tasks of a service that are sure to go to a room. */
export interface RoomTasks {
  readonly service: Service;
  readonly count: number;
}

/** More instances are needed than a room may have, and that is proved. */
export interface Overflow {
  readonly needed: number;
  readonly maxInstances: number;
  readonly tasks: number;
}

/** Nodes that the proof may search: it is the lower bound that counts, and it is found early. */
const NODE_LIMIT = 5000;

/** The rooms of a cluster: one for each provider that gets tasks for certain, and the cluster as a whole. */
export function roomsOf(cluster: ClusterInTemplate): readonly Room[] {
  const { source, capacities } = cluster;
  const rooms = [...capacities].flatMap(([capacity, { source: joined }]): Room[] => {
    const provider = capacity.capacityProvider;
    if (!provider) return [];
    const tasks = replicas(cluster).flatMap((service) => shareOf(service, provider.name));
    const { maxInstances } = capacity;
    const { resource } = joined.group;
    return [{ name: `the capacity provider ${provider.name}`, resource, capacities: [capacity], maxInstances, tasks }];
  });
  const first = [...capacities.values()][0];
  if (!first || !isWhole(cluster)) return rooms;
  const whole: Room = {
    name: `the cluster ${source.name}`,
    resource: capacities.size === 1 ? first.source.group.resource : source.resource!,
    capacities: [...capacities.keys()],
    maxInstances: [...capacities.keys()].reduce((sum, { maxInstances }) => sum + maxInstances, 0),
    tasks: replicas(cluster).map((service) => ({ service, count: service.desiredCount })),
  };
  return replicas(cluster).some(({ capacityProviderStrategy }) => !capacityProviderStrategy)
    ? [...rooms, whole]
    : rooms;
}

/** Whether the fleet holds every instance that may be in the cluster. */
export const isWhole = ({ source, capacities }: ClusterInTemplate): boolean =>
  source.resource !== undefined &&
  source.undecidedGroups.length === 0 &&
  capacities.size === source.capacities.length &&
  [...capacities.values()].every(({ source: { group } }) => group.resource.doubt === undefined);

const replicas = ({ cluster, services }: ClusterInTemplate): readonly Service[] =>
  cluster.services.filter((service) => !service.daemon && services.get(service)?.resource.doubt === undefined);

/** What a provider gets of a service's tasks, where that is documented. */
function shareOf(service: Service, provider: string): RoomTasks[] {
  const { capacityProviderStrategy: strategy, desiredCount } = service;
  if (!strategy?.some(({ capacityProvider }) => capacityProvider === provider)) return [];
  const { tasks, certain } = distributeTasks(strategy, desiredCount);
  return certain || strategy.length === 1 ? [{ service, count: tasks.get(provider)! }] : [];
}

/**
 * Whether a room is too small for its tasks: the proof is a lower bound on instances that takes every type, zone and
 * constraint in the tasks' favour. Services of which not even one task fits are another rule's.
 */
export function overflowOf(room: Room, cluster: ClusterInTemplate): Overflow | undefined {
  const tasks = room.tasks.filter(({ count }) => count > 0);
  if (tasks.length === 0) return undefined;
  const instanceTypes = room.capacities.flatMap((capacity) => packableTypes(capacity, cluster));
  const services = tasks.map(
    ({ service, count }, index): PackableService => ({
      name: `${service.name} #${index}`,
      demand: service.demand,
      count,
      distinctInstance: service.constraints.some(({ type }) => type === 'distinctInstance'),
    }),
  );
  const first = bound(services, instanceTypes);
  const answer =
    first.code === 'impossible'
      ? bound(
          services.filter(({ name }) => !first.services.some(({ service }) => service === name)),
          instanceTypes,
        )
      : first;
  if (answer.code === 'impossible' || answer.lowerBound <= room.maxInstances) return undefined;
  const count = tasks.reduce((sum, one) => sum + one.count, 0);
  return { needed: answer.lowerBound, maxInstances: room.maxInstances, tasks: count };
}

const bound = (services: readonly PackableService[], instanceTypes: readonly PackableInstanceType[]) =>
  fewestInstances({ services, instanceTypes, nodeLimit: NODE_LIMIT });

/** The types of a capacity with what daemons leave of an instance. */
export function packableTypes(capacity: Capacity, { cluster }: ClusterInTemplate): readonly PackableInstanceType[] {
  const daemons = cluster.services.filter(({ daemon }) => daemon);
  return capacity.instanceTypes.map(({ name, registered, attributes }) => {
    const empty = {
      id: name,
      instanceType: name,
      zone: capacity.zones[0]!,
      status: 'ACTIVE' as const,
      agentConnected: true,
      registered,
      attributes,
      tasks: [],
    };
    const [filled] = placeDaemons(daemons, [empty]).instances;
    const held = filled!.tasks.map(({ demand }) => demand);
    const less = (of: 'cpuUnits' | 'memoryMiB' | 'networkInterfaces'): number =>
      Math.max(0, registered[of] - held.reduce((sum, demand) => sum + demand[of], 0) - (filled!.reserved?.[of] ?? 0));
    return {
      name: `${capacity.name} ${name}`,
      attributes,
      registered: {
        ...registered,
        cpuUnits: less('cpuUnits'),
        memoryMiB: less('memoryMiB'),
        networkInterfaces: less('networkInterfaces'),
        reservedTcpPorts: [...new Set([...registered.reservedTcpPorts, ...held.flatMap((one) => one.tcpPorts)])],
        reservedUdpPorts: [...new Set([...registered.reservedUdpPorts, ...held.flatMap((one) => one.udpPorts)])],
      },
    };
  });
}

/** The type with most memory, then most CPU. */
export function largestType<T extends Pick<PackableInstanceType, 'registered'>>({
  instanceTypes,
}: {
  readonly instanceTypes: readonly T[];
}): T {
  const [largest] = instanceTypes.toSorted(
    ({ registered: a }, { registered: b }) => b.memoryMiB - a.memoryMiB || b.cpuUnits - a.cpuUnits,
  );
  return largest!;
}
