import type { Capacity, ResourceAmounts, Service, TaskDemand } from '../../placement';
import type { ClusterInTemplate } from '../../template';
import { largestType, packableTypes } from './rooms';

const DIMENSIONS = ['cpuUnits', 'memoryMiB', 'networkInterfaces'] as const;
type Dimension = (typeof DIMENSIONS)[number];

/**
 * Which capacities of a cluster, at their largest size and with their largest type, have room to spare wherever tasks are put: a quick answer for
 * most clusters, in place of placing every task.
 *
 * A task that takes only CPU, memory and a network interface is refused by an instance only where others hold more
 * than it leaves of one of them. If all tasks that may go to a capacity, in shares of an instance added up over the
 * three, hold less than that on every instance, then some instance takes it, whatever the order and the strategy.
 */
export class Roominess {
  private readonly room: ReadonlyMap<Capacity, Room>;

  constructor(private readonly cluster: ClusterInTemplate) {
    const { capacities, services } = cluster.cluster;
    this.room = new Map(
      capacities.map((capacity) => {
        const type = largestType(capacity);
        const offer = packableTypes({ ...capacity, instanceTypes: [type] }, cluster)[0]!.registered;
        const those = services.filter((service) => !service.daemon && mayGoTo(service, capacity));
        const load = those.reduce((sum, { demand, desiredCount }) => sum + desiredCount * shareOf(demand, offer), 0);
        return [capacity, { offer, load }];
      }),
    );
  }

  /** Whether all tasks of a service, and one more, are sure to find an instance. */
  takes(service: Service): boolean {
    const { demand, constraints, subnetZones } = service;
    const isPlain =
      constraints.length === 0 &&
      demand.gpus === 0 &&
      demand.ebsVolumes === 0 &&
      demand.tcpPorts.length + demand.udpPorts.length === 0;
    if (!isPlain) return false;
    const capacities = this.cluster.cluster.capacities.filter((capacity) => mayGoTo(service, capacity));
    return capacities.length > 0 && capacities.every((one) => covers(subnetZones, one) && this.has(one, demand));
  }

  private has(capacity: Capacity, demand: TaskDemand): boolean {
    const { offer, load } = this.room.get(capacity)!;
    const left = Math.min(...DIMENSIONS.map((name) => 1 - fraction(demand[name], offer[name])));
    return load < capacity.maxInstances * left;
  }
}

interface Room {
  readonly offer: Pick<ResourceAmounts, Dimension>;
  /** All tasks that may go there, in instances. */
  readonly load: number;
}

const mayGoTo = ({ capacityProviderStrategy: strategy }: Service, { capacityProvider }: Capacity): boolean =>
  strategy === undefined || strategy.some((item) => item.capacityProvider === capacityProvider?.name);

/** Whether the subnets of the tasks keep none of the capacity's instances from taking them. */
const covers = (subnetZones: Service['subnetZones'], { zones }: Capacity): boolean =>
  subnetZones === undefined || zones.every((zone) => subnetZones.includes(zone));

const fraction = (needed: number, offered: number): number =>
  needed === 0 ? 0 : offered > 0 ? needed / offered : Number.POSITIVE_INFINITY;

const shareOf = (demand: TaskDemand, offer: Room['offer']): number =>
  DIMENSIONS.reduce((sum, name) => sum + fraction(demand[name], offer[name]), 0);
