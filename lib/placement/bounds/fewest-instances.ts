import type { BoundedPacking, PackedInstances, PackingAnswer } from './packing-answer';
import { checkProblem } from './packing-input';
import { modelOf, type ShapedModel } from './packing-model';
import {
  DEFAULT_NODE_LIMIT,
  type PackableInstanceType,
  type PackableService,
  type PackingProblem,
} from './packing-problem';
import { costOf, type PatternUse } from './search/pattern';
import { packZones } from './search/zones';
import { typeRejections } from './task-fit';

/**
 * The fewest instances that hold all tasks at once, with a packing and a proof of how near to the fewest it is.
 * The instances are new ones: nothing runs on them yet.
 * @throws PlacementInputError if the problem is not one
 */
export function fewestInstances(problem: PackingProblem): PackingAnswer {
  checkProblem(problem, false);
  return answer(problem, () => 1, 1);
}

/** A price in the units that are compared. */
const MICRO_USD = 1e6;

/**
 * The cheapest mix of instances that holds all tasks at once, with a packing and a proof of how near to the cheapest
 * it is. Prices are compared in millionths of a dollar.
 * @throws PlacementInputError if the problem is not one, or a type has no price
 */
export function cheapestInstances(problem: PackingProblem): PackingAnswer {
  checkProblem(problem, true);
  return answer(problem, ({ usdPerHour }) => Math.round(usdPerHour! * MICRO_USD), MICRO_USD);
}

function answer(
  problem: PackingProblem,
  cost: (type: PackableInstanceType) => number,
  unitsPerCost: number,
): PackingAnswer {
  const { instanceTypes, zones = 1, nodeLimit = DEFAULT_NODE_LIMIT } = problem;
  const services = problem.services.filter(({ count }) => count > 0);
  const nowhere = services.filter((service) => instanceTypes.every((type) => typeRejections(service, type).length > 0));
  if (nowhere.length > 0) {
    const types = (service: PackableService) =>
      instanceTypes.map((type) => ({ instanceType: type.name, rejections: typeRejections(service, type) }));
    return {
      code: 'impossible',
      services: nowhere.map((service) => ({ service: service.name, types: types(service) })),
    };
  }
  if (services.length === 0) return NOTHING;

  const shaped = modelOf(services, instanceTypes, cost, zones);
  const budget = { nodesLeft: nodeLimit };
  const packed = packZones(shaped.model, zones, budget);
  const value = packed.zones.reduce((sum, zone) => sum + costOf(zone), 0);
  const packing = packed.zones.flatMap((uses, zone) =>
    named(uses, shaped).map((instances) => (problem.zones === undefined ? instances : { ...instances, zone })),
  );
  return {
    code: 'bounded',
    packing,
    instances: packing.reduce((sum, { count }) => sum + count, 0),
    ...usdPerHour(packing, instanceTypes),
    lowerBound: packed.lowerBound / unitsPerCost,
    gap: (value - packed.lowerBound) / value,
    optimal: value === packed.lowerBound,
    packedBy: packed.packedBy,
    boundedBy: packed.boundedBy,
    nodes: nodeLimit - budget.nodesLeft,
  };
}

const NOTHING: BoundedPacking = {
  code: 'bounded',
  packing: [],
  instances: 0,
  usdPerHour: 0,
  lowerBound: 0,
  gap: 0,
  optimal: true,
  packedBy: 'nothing-to-pack',
  boundedBy: 'nothing-to-pack',
  nodes: 0,
};

function usdPerHour(
  packing: readonly PackedInstances[],
  types: readonly PackableInstanceType[],
): { usdPerHour?: number } {
  const prices = new Map(types.map((type) => [type.name, type.usdPerHour]));
  let micros = 0;
  for (const { instanceType, count } of packing)
    micros += Math.round((prices.get(instanceType) ?? Number.NaN) * MICRO_USD) * count;
  return Number.isNaN(micros) ? {} : { usdPerHour: micros / MICRO_USD };
}

/** Tasks of a service that are not given to an instance yet. */
interface Queued {
  readonly name: string;
  left: number;
}

/** Gives the tasks of each shape to its services, one after another, and keeps instances that hold the same together. */
function named(uses: readonly PatternUse[], { shapes }: ShapedModel): readonly PackedInstances[] {
  const queues = shapes.map((services) => services.map(({ name, count }): Queued => ({ name, left: count })));
  return uses.flatMap(({ pattern, count }) => {
    const groups: PackedInstances[] = [];
    for (let left = count; left > 0; ) {
      const given = pattern.tasks.flatMap((tasks, shape) => nextTasks(queues[shape]!, tasks));
      // The next instance holds the same if the same services are still in front.
      const copies = given.every(({ whole }) => whole)
        ? given.reduce((least, { queued, tasks }) => Math.min(least, Math.floor(queued.left / tasks)), left)
        : 1;
      for (const { queued, tasks } of given) queued.left -= tasks * copies;
      groups.push({
        instanceType: pattern.type.name,
        count: copies,
        tasks: Object.fromEntries(given.map(({ queued, tasks }) => [queued.name, tasks])),
      });
      left -= copies;
    }
    return groups;
  });
}

/** Which services the next tasks of a shape belong to; `whole` if they are all of one. */
function nextTasks(
  queue: readonly Queued[],
  wanted: number,
): readonly { queued: Queued; tasks: number; whole: boolean }[] {
  const given = [];
  let missing = wanted;
  for (const queued of queue) {
    const tasks = Math.min(missing, queued.left);
    if (tasks > 0) given.push({ queued, tasks, whole: tasks === wanted });
    missing -= tasks;
  }
  return given;
}
