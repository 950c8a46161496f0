import {
  DEFAULT_STRATEGIES,
  fewestInstances,
  holdingTasks,
  type Instance,
  type PackableService,
  type PackingAnswer,
  type Service,
  serviceGroup,
} from '../placement';
import type { GrowingCapacity, Settled } from './settle';

/** How few instances of the drawn type would hold the tasks that a capacity gets, and how many it has. */
export interface Fewest {
  readonly capacity: string;
  readonly instanceType: string;
  /** Instances of the capacity in the plan. */
  readonly present: number;
  /** Below this the group does not go, whatever would do. */
  readonly minInstances: number;
  /**
   * Whether a constraint was left out that looks at other tasks or at figures of the running instance: the bound
   * holds, but the packing may not be allowed.
   */
  readonly relaxed: boolean;
  /** In any zones. */
  readonly answer: PackingAnswer;
  /** With each service even over this many zones; absent where placement does not keep them so. */
  readonly spread?: { readonly zones: number; readonly answer: PackingAnswer };
}

/** Enough for an answer at once; what is left open is told as a gap. */
const NODE_LIMIT = 100_000;

/** Asks for the fewest instances of one capacity: for the tasks on it, and those that wait for it. */
export function fewestOf(one: GrowingCapacity, settled: Settled, services: readonly Service[]): Fewest {
  const { capacity, type } = one;
  const members = settled.instances.filter((instance) => instance.capacity === capacity.name);
  const placed = tasksByGroup(members);
  const wanted = services.flatMap((service) => {
    const here = placed.get(serviceGroup(service.name)) ?? 0;
    const count = service.daemon ? 0 : here + waitingFor(one, settled, service);
    return count > 0 ? [{ service, count }] : [];
  });
  const zones = capacity.zones.length;
  const spread = zones > 1 && wanted.every(({ service }) => spreadsOverZones(service, capacity.zones));
  const index = capacity.instanceTypes.findIndex(({ name }) => name === type);
  const { name, attributes } = capacity.instanceTypes[index]!;
  const problem = {
    services: wanted.map(
      ({ service, count }): PackableService => ({
        name: service.name,
        demand: service.demand,
        count,
        distinctInstance: service.constraints.some((constraint) => constraint.type === 'distinctInstance'),
      }),
    ),
    instanceTypes: [{ name, attributes, registered: one.offers[index]! }],
    nodeLimit: NODE_LIMIT,
  };
  return {
    capacity: capacity.name,
    instanceType: type,
    present: members.length,
    minInstances: capacity.minInstances,
    relaxed: wanted.some(({ service }) => service.constraints.some((constraint) => constraint.type === 'memberOf')),
    answer: fewestInstances(problem),
    ...(spread && { spread: { zones, answer: fewestInstances({ ...problem, zones }) } }),
  };
}

function tasksByGroup(instances: readonly Instance[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { group } of instances.flatMap(holdingTasks)) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

const waitingFor = ({ capacity }: GrowingCapacity, { unplaced }: Settled, service: Service): number =>
  unplaced.find(
    (tasks) => tasks.service === service.name && tasks.capacityProvider === (capacity.capacityProvider?.name ?? ''),
  )?.count ?? 0;

/** Whether ECS keeps the tasks of a service even over all the zones of a capacity. */
function spreadsOverZones(
  { strategies = DEFAULT_STRATEGIES, subnetZones }: Service,
  zones: readonly string[],
): boolean {
  const [first] = strategies;
  return (
    first?.type === 'spread' &&
    first.field === 'attribute:ecs.availability-zone' &&
    (subnetZones === undefined || zones.every((zone) => subnetZones.includes(zone)))
  );
}
