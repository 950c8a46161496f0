import type { CpuArchitecture } from '../placement';
import type { Candidate } from './candidates';
import { type Choice, type ChoiceReason, figuresOf } from './choice';
import type { Demands } from './demands';
import { loadOf } from './floor';
import { cheapMix, leastCost } from './mix';
import type { Pool } from './pool';
import { floorOf, leastOf, packedBound, type SingleType } from './single-type';
import type { Budget } from './stow';

/** The rows for one pool, and what nothing in the catalogue can undercut. */
export interface Choices {
  /** The cheapest first. */
  readonly rows: readonly Choice[];
  /** No mix of the types that were looked at costs less in an hour. */
  readonly leastUsdPerHour: number;
  /** Whether the budget ended before every type that could have been cheaper was tried. */
  readonly cutShort: boolean;
}

/** The families that are shown: a table to choose from, not a catalogue. */
const MOST_FAMILIES = 5;

/** Of them, those for which images have to be made first. */
const MOST_CONDITIONAL = 2;

/** What costs more than this many times the cheapest is no choice. */
const MOST_TIMES_DEARER = 4;

/** What a table is made for. */
export interface ChoiceContext {
  readonly demands: Demands;
  readonly budget: Budget;
  /** The type that the group has now, if it is known. */
  readonly present?: string;
  /** Services that declare no architecture, by the architecture that they do not run on now. */
  readonly imagesFor: (architecture: CpuArchitecture) => readonly string[] | undefined;
}

/** Finds the rows to choose from: the cheapest mix and, for each of the cheapest families, its cheapest type and count. */
export function choicesOf(pool: Pool, candidates: readonly Candidate[], context: ChoiceContext): Choices {
  const { demands, budget, present, imagesFor } = context;
  const load = loadOf(pool, demands);
  const able = candidates.filter(({ takes }) => pool.services.every(({ name }) => takes.has(name)));
  const ready = candidates.filter(({ type }) => imagesFor(type.architecture) === undefined);
  const best = bestOfFamilies(pool, able, ready, { ...context, load });
  const singles = [...best.found].sort((left, right) => costOf(left) - costOf(right));
  const isReady = ({ candidate }: SingleType) => ready.includes(candidate);
  const conditional = singles.filter((one) => !isReady(one));
  const worthwhile = singles
    .filter((one) => isReady(one))
    .filter((one, _, [first]) => costOf(one) <= MOST_TIMES_DEARER * costOf(first!));
  const shown = new Set([
    ...worthwhile.slice(0, MOST_FAMILIES - Math.min(conditional.length, MOST_CONDITIONAL)),
    ...conditional.slice(0, MOST_CONDITIONAL),
  ]);
  for (const architecture of ['x86_64', 'arm64'] as const) {
    const first = singles.find(({ candidate }) => candidate.type.architecture === architecture);
    if (first) shown.add(first);
  }
  const cheapestReady = singles.find(isReady);
  if (cheapestReady) shown.add(cheapestReady);
  const same = able.find(({ type }) => type.name === present);
  const already = [...shown].find(({ candidate }) => candidate === same);
  const ofSame = same && !already ? leastOf(same, pool, { ...context, load }) : undefined;
  if (ofSame) shown.add(ofSame);
  const rows = [...shown].map((single): Choice => {
    const { type } = single.candidate;
    const reasons: ChoiceReason[] = [
      ...(single === cheapestReady ? [{ code: 'cheapest-type' } as const] : []),
      ...(best.found.has(single) ? [{ code: 'best-of-family', family: type.family } as const] : []),
      ...(singles.find(({ candidate }) => candidate.type.architecture === type.architecture) === single
        ? [{ code: 'best-of-architecture', architecture: type.architecture } as const]
        : []),
      ...(type.name === present ? [{ code: 'same-type' } as const] : []),
    ];
    const images = imagesFor(type.architecture);
    return {
      reasons,
      ...figuresOf(single.instances, [{ ...type, usdPerHour: single.candidate.usdPerHour }], pool.zones),
      bound: packedBound(single.candidate, pool, load, demands),
      ...(images && { imagesFor: images }),
    };
  });
  const mix = ready.length > 0 ? cheapMix(pool, ready, demands, budget) : undefined;
  if (mix && mix.parts.length > 1) {
    const types = mix.parts.map(({ candidate: { type, usdPerHour } }) => ({ ...type, usdPerHour }));
    const figures = figuresOf(mix.stowage.instances, types, pool.zones);
    if (!cheapestReady || Math.round(figures.usdPerHour * 1e6) < costOf(cheapestReady))
      rows.push({ reasons: [], ...figures });
  }
  const ordered = rows.sort((left, right) => left.usdPerHour - right.usdPerHour || left.instances - right.instances);
  const cheapest = ordered.find(({ imagesFor: images }) => images === undefined);
  return {
    rows: ordered.map((row) =>
      row === cheapest ? { ...row, reasons: [{ code: 'cheapest' } as const, ...row.reasons] } : row,
    ),
    leastUsdPerHour: ready.length > 0 ? leastCost(pool, ready, load, demands) : 0,
    cutShort: best.cutShort,
  };
}

const costOf = ({ candidate, instances }: SingleType): number =>
  Math.round(candidate.usdPerHour * 1e6) * instances.length;

/** For every family that may be among the cheapest, its cheapest type; types that cannot be are not tried, and those that can be had at once before others. */
function bestOfFamilies(
  pool: Pool,
  candidates: readonly Candidate[],
  first: readonly Candidate[],
  context: Parameters<typeof leastOf>[2],
): { readonly found: ReadonlySet<SingleType>; readonly cutShort: boolean } {
  const { load, demands, budget } = context;
  const floors = candidates
    .map((candidate) => ({
      candidate,
      later: first.includes(candidate) ? 0 : 1,
      floor: Math.round(candidate.usdPerHour * 1e6) * floorOf(candidate, pool, load, demands),
    }))
    .filter(({ floor }) => Number.isFinite(floor))
    .sort((left, right) => left.later - right.later || left.floor - right.floor);
  const architectures = new Set(candidates.map(({ type }) => type.architecture));
  const best = new Map<string, SingleType>();
  for (const { candidate, floor } of floors) {
    const { family, architecture } = candidate.type;
    const known = best.get(family);
    if (known && costOf(known) <= floor) continue;
    // Whatever comes now costs at least as much: it is of interest only while a family or an architecture lacks.
    const ofArchitecture = [...best.values()].filter((one) => one.candidate.type.architecture === architecture);
    const dearest = ofArchitecture.map(costOf).sort((left, right) => left - right)[MOST_FAMILIES - 1];
    if (dearest !== undefined && dearest <= floor) {
      architectures.delete(architecture);
      if (architectures.size === 0) break;
      continue;
    }
    if (budget.tasksLeft < 0) return { found: new Set(best.values()), cutShort: true };
    const found = leastOf(candidate, pool, context);
    if (found && (!known || costOf(found) < costOf(known))) best.set(family, found);
  }
  return { found: new Set(best.values()), cutShort: budget.tasksLeft < 0 };
}
