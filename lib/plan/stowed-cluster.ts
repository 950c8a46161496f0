import type { Explanation, HoldReason, Instance, PlacementReason, Service, UnplacedTasks } from '../placement';
import type { Unknown } from '../template';
import { type Fewest, fewestOf } from './fewest';
import { countOf, type HourlyCost, hourlyCost } from './hourly-cost';
import type { GrowingCapacity, Settled } from './settle';

/** Instances with their tasks, at one count of every service. */
export interface StowedCluster {
  readonly instances: readonly Instance[];
  /**
   * Why each task of a service is on its instance, as things stood when it was placed, by the id of the task; daemons,
   * which run everywhere, have none. Worked out when first asked for: a look at every instance for every task.
   */
  readonly reasons: () => ReadonlyMap<string, PlacementReason>;
  /** Tasks without a place. */
  readonly waiting: readonly WaitingTasksInPlan[];
  /** Daemon tasks that wait for room, by service. */
  readonly waitingDaemons: Readonly<Record<string, number>>;
  readonly fewest: readonly Fewest[];
  readonly cost: HourlyCost;
}

/** Tasks of one service for which no instance has room. */
export interface WaitingTasksInPlan {
  readonly service: string;
  readonly capacityProvider?: string;
  readonly count: number;
  /** Of them, those that find no place either where the figures that AWS leaves open turn out well. */
  readonly certain: number;
  readonly explanation: Explanation;
  /** Why the group does not grow for them; absent where no group grows: for launch-type tasks, without managed scaling. */
  readonly held?: HoldReason;
  /** Why they may have a place all the same: on instances that are in no template given. */
  readonly others?: Unknown;
}

/** What taking stock needs besides the cluster at rest. */
export interface StockOptions {
  readonly growing: readonly GrowingCapacity[];
  readonly services: readonly Service[];
  /** The same cluster at rest where every open figure turns out well. */
  readonly best: () => Settled;
  /** Why a service may run on instances that are in no template given. */
  readonly others: (service: string) => Unknown | undefined;
}

/** Takes stock of a cluster at rest. */
export function stowedCluster(settled: Settled, { growing, services, best, others }: StockOptions): StowedCluster {
  const { instances, unplaced, held, reasons } = settled;
  const groupOf = new Map(growing.map(({ capacity }) => [capacity.capacityProvider?.name, capacity.name]));
  return {
    instances,
    reasons,
    waiting: unplaced.map((tasks) => {
      const because = tasks.capacityProvider && held.get(groupOf.get(tasks.capacityProvider)!);
      const elsewhere = others(tasks.service);
      return {
        ...tasks,
        certain: elsewhere ? 0 : certainOf(tasks, best()),
        ...(because && { held: because }),
        ...(elsewhere && { others: elsewhere }),
      };
    }),
    waitingDaemons: waitingDaemons(settled),
    fewest: growing.map((one) => fewestOf(one, settled, services)),
    cost: hourlyCost(
      growing.map(({ capacity, type }) => ({
        type: capacity.instanceTypes.find(({ name }) => name === type)!,
        count: countOf(capacity.name, instances),
        purchaseOption: capacity.purchaseOption,
      })),
    ),
  };
}

const certainOf = ({ service, capacityProvider, count }: UnplacedTasks, best: Settled): number =>
  Math.min(
    count,
    best.unplaced.find((one) => one.service === service && one.capacityProvider === capacityProvider)?.count ?? 0,
  );

function waitingDaemons({ instances, daemonAbsences }: Settled): Record<string, number> {
  // Instances that were there for a while, before managed scaling took them away, count no more.
  const present = new Set(instances.map(({ id }) => id));
  const waiting: Record<string, number> = {};
  for (const { service, state, instanceId } of daemonAbsences) {
    if (state === 'waits' && present.has(instanceId)) waiting[service] = (waiting[service] ?? 0) + 1;
  }
  return waiting;
}
