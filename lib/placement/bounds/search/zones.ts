import type { LowerBoundMethod, PackingMethod } from '../packing-answer';
import { type Packed, pack, relaxedBound } from './pack';
import { costOf, type PackingModel, type PatternUse, type SearchBudget } from './pattern';

/** A packing of every zone, and what no such packing costs less than. */
export interface ZonedPacking {
  readonly zones: readonly (readonly PatternUse[])[];
  readonly lowerBound: number;
  readonly packedBy: PackingMethod;
  readonly boundedBy: LowerBoundMethod;
}

/**
 * Packs zones among which the tasks of each shape are spread evenly. Where they do not divide, it is open which zones
 * get one more: either all shapes begin at the first zone, or each where the last one left off. Both are packed.
 */
export function packZones(model: PackingModel, zones: number, budget: SearchBudget): ZonedPacking {
  if (zones === 1) {
    const { packing, ...packed } = pack(model, model.counts, budget);
    return { zones: [packing], ...packed };
  }
  const ways = [spread(model.counts, zones, false), spread(model.counts, zones, true)];
  const base = model.counts.map((count) => Math.floor(count / zones));
  const distinct = new Map([base, ...ways.flat()].map((tasks) => [tasks.join(), tasks]));
  const share = Math.floor(budget.nodesLeft / (distinct.size + 1));
  const packed = new Map([...distinct].map(([key, tasks]) => [key, pack(model, tasks, { nodesLeft: share })]));
  budget.nodesLeft = share;
  const [together, rotated] = ways.map((way) => way.map((tasks) => packed.get(tasks.join())!)) as [Packed[], Packed[]];
  const best = zonesCost(rotated) < zonesCost(together) ? rotated : together;
  return {
    zones: best.map(({ packing }) => packing),
    lowerBound: zonedBound(model, zones, base, packed.get(base.join())!.lowerBound, budget),
    packedBy: best.reduce((a, b) => (costOf(b.packing) > costOf(a.packing) ? b : a)).packedBy,
    boundedBy: 'zones',
  };
}

const zonesCost = (zones: readonly Packed[]): number => zones.reduce((sum, { packing }) => sum + costOf(packing), 0);

/** The tasks of each zone. */
function spread(counts: readonly number[], zones: number, rotate: boolean): readonly (readonly number[])[] {
  let first = 0;
  const firsts = counts.map((count) => {
    const own = first;
    if (rotate) first = (first + count) % zones;
    return own;
  });
  return Array.from({ length: zones }, (_, zone) =>
    counts.map((count, shape) => {
      const turn = (zone - firsts[shape]! + zones) % zones;
      return Math.floor(count / zones) + (turn < count % zones ? 1 : 0);
    }),
  );
}

/**
 * Every zone holds at least the tasks that divide, and for each shape some zones hold one more; and all zones
 * together hold everything. The highest of these bounds counts.
 */
function zonedBound(
  model: PackingModel,
  zones: number,
  base: readonly number[],
  ofBase: number,
  budget: SearchBudget,
): number {
  let bound = Math.max(relaxedBound(model, model.counts, budget), zones * ofBase);
  for (let shape = 0; shape < base.length && budget.nodesLeft > 0; shape++) {
    const more = model.counts[shape]! % zones;
    if (more === 0) continue;
    const withOne = base.map((count, at) => count + (at === shape ? 1 : 0));
    bound = Math.max(bound, more * relaxedBound(model, withOne, budget) + (zones - more) * ofBase);
  }
  return bound;
}
