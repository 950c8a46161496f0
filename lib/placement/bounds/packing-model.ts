import { MAX_RESERVED_PORTS } from '../filters/ports';
import { RESOURCE_NAMES } from '../resources';
import { demandedAmounts } from '../task-demand';
import type { PackableInstanceType, PackableService } from './packing-problem';
import type { ModelType, Need, PackingModel } from './search/pattern';
import { greatestCommonDivisor, roomFor } from './search/pattern';
import { typeRejections } from './task-fit';

/** A model and the services behind each of its shapes. */
export interface ShapedModel {
  readonly model: PackingModel;
  readonly shapes: readonly (readonly PackableService[])[];
}

/** What tasks may compete for: what a task takes of it, and what a type has of it. */
interface Dimension {
  need(service: PackableService, type: PackableInstanceType): number;
  capacity(type: PackableInstanceType): number;
}

/**
 * Puts a problem into bare numbers. Every service has at least one task and fits on at least one type.
 * @param cost whole and positive for each type
 */
export function modelOf(
  services: readonly PackableService[],
  instanceTypes: readonly PackableInstanceType[],
  cost: (type: PackableInstanceType) => number,
  zones: number,
): ShapedModel {
  // Every service is spread over zones by itself.
  const shapes = zones > 1 ? services.map((service) => [service]) : groupAlike(services);
  const counts = shapes.map((shape) => shape.reduce((sum, { count }) => sum + count, 0));
  const examples = shapes.map(([first]) => first!);
  // Only a task that wants all GPUs takes something else on another type: the most it can take is looked at here.
  const widest = instanceTypes.reduce((a, b) => (b.registered.gpus > a.registered.gpus ? b : a));
  const dimensions = dimensionsOf(examples).filter((dimension) => {
    const wanted = examples.reduce((sum, service, shape) => sum + dimension.need(service, widest) * counts[shape]!, 0);
    return instanceTypes.some((type) => wanted > dimension.capacity(type));
  });
  const usual = examples.map((service) => needsOf(service, widest, dimensions));
  const types = instanceTypes.map((type): ModelType => {
    const capacity = dimensions.map((dimension) => dimension.capacity(type));
    const demands = examples.map((service, shape) =>
      service.demand.gpus === 'all' ? needsOf(service, type, dimensions) : usual[shape]!,
    );
    const most = examples.map((service, shape) =>
      typeRejections(service, type).length > 0 ? 0 : roomFor(demands[shape]!, capacity, counts[shape]!),
    );
    return { name: type.name, cost: cost(type), capacity, demands, most };
  });
  const useful = types.filter(({ most }) => most.some((tasks) => tasks > 0));
  const model = {
    counts,
    types: withoutDominated(useful),
    costUnit: useful.map(({ cost }) => cost).reduce(greatestCommonDivisor),
  };
  return { model, shapes };
}

/** Services whose tasks are interchangeable, in the order of their first ones. */
function groupAlike(services: readonly PackableService[]): readonly PackableService[][] {
  const shapes = new Map<string, PackableService[]>();
  for (const service of services) {
    const { demand, instanceTypes } = service;
    const distinct = service.distinctInstance === true && service.count > 1 && service.name;
    const key = JSON.stringify([demand, instanceTypes?.toSorted(), distinct]);
    const shape = shapes.get(key);
    if (shape) shape.push(service);
    else shapes.set(key, [service]);
  }
  return [...shapes.values()];
}

function dimensionsOf(services: readonly PackableService[]): readonly Dimension[] {
  const tcp = new Set(services.flatMap(({ demand }) => demand.tcpPorts));
  const udp = new Set(services.flatMap(({ demand }) => demand.udpPorts));
  return [
    ...RESOURCE_NAMES.map(
      (name): Dimension => ({
        // A task that wants all GPUs wants one at least.
        need: ({ demand }, { registered }) => demandedAmounts(demand, Math.max(1, registered.gpus))[name],
        capacity: ({ registered }) => registered[name],
      }),
    ),
    {
      need: ({ demand }) => demand.tcpPorts.length + demand.udpPorts.length,
      capacity: ({ registered: { reservedTcpPorts, reservedUdpPorts } }) =>
        Math.max(0, MAX_RESERVED_PORTS - reservedTcpPorts.length - reservedUdpPorts.length),
    },
    ...[...tcp].map(
      (port): Dimension => ({ need: ({ demand }) => (demand.tcpPorts.includes(port) ? 1 : 0), capacity: () => 1 }),
    ),
    ...[...udp].map(
      (port): Dimension => ({ need: ({ demand }) => (demand.udpPorts.includes(port) ? 1 : 0), capacity: () => 1 }),
    ),
    ...services
      .filter(({ distinctInstance, count }) => distinctInstance && count > 1)
      .map((distinct): Dimension => ({ need: (service) => (service === distinct ? 1 : 0), capacity: () => 1 })),
  ];
}

const needsOf = (
  service: PackableService,
  type: PackableInstanceType,
  dimensions: readonly Dimension[],
): readonly Need[] =>
  dimensions.flatMap((dimension, index) => {
    const amount = dimension.need(service, type);
    return amount > 0 ? [{ dimension: index, amount }] : [];
  });

/** Leaves out every type in whose place another one can always be used at no higher cost. */
function withoutDominated(types: readonly ModelType[]): readonly ModelType[] {
  const kept: ModelType[] = [];
  // Cheapest first, so that a type can be dominated only by one before it; of equals the first stays.
  const byCost = [...types].sort((a, b) => a.cost - b.cost || total(b.capacity) - total(a.capacity));
  for (const type of byCost) if (!kept.some((other) => dominates(other, type))) kept.push(type);
  return kept;
}

function dominates(better: ModelType, worse: ModelType): boolean {
  return (
    worse.capacity.every((amount, dimension) => amount <= better.capacity[dimension]!) &&
    worse.most.every(
      (tasks, shape) =>
        tasks === 0 ||
        (better.most[shape]! > 0 &&
          better.demands[shape]!.every((need, at) => need.amount <= worse.demands[shape]![at]!.amount)),
    )
  );
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
