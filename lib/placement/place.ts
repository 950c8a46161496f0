import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
import { rejectionsOf } from './filters';
import { type Candidate, candidateOf } from './filters/candidate';
import { checkInstances } from './input/check-instances';
import { Checker } from './input/checker';
import { parseRequest } from './input/parse-request';
import type { Instance } from './instance';
import type { PlacementRequest } from './placement-request';
import { type PlacementReason, refusalCounts } from './reason';
import type { InstanceRejection, RejectionCode } from './rejection';
import { decide, type RandomSource, seededRandom } from './strategies';

/** What a placement may hang on besides the request and the instances. */
export interface PlacementOptions {
  /** @default - {@link DEFAULT_ASSUMPTIONS} */
  readonly assumptions?: Partial<Assumptions>;
  /** Where the `random` strategy takes its numbers from. @default - the same numbers each time */
  readonly random?: RandomSource;
}

/** Where a task goes, or why each instance refuses it. */
export type Placement =
  | { readonly code: 'placed'; readonly instanceId: string }
  | {
      readonly code: 'rejected';
      /** One entry for each instance, in the order given; none if there are no instances at all. */
      readonly rejections: readonly InstanceRejection[];
    };

/**
 * Where ECS puts one task: instances that cannot or may not take it are filtered out, with every reason; each
 * strategy in turn keeps the best of the rest; ties go to the fewest tasks of the group, then to the first id.
 *
 * Nothing is changed. To place many tasks one after another, use a {@link Placer}, which gives the same answers.
 * @throws PlacementInputError
 */
export function place(
  request: PlacementRequest,
  instances: readonly Instance[],
  options: PlacementOptions = {},
): Placement {
  const { refusals, decision } = answer(request, instances, options);
  return decision
    ? { code: 'placed', instanceId: decision.chosen.instance.id }
    : { code: 'rejected', rejections: refusals };
}

/**
 * Why {@link place} puts a task where it does: what refused it elsewhere, and how each strategy narrowed the choice.
 * Undefined if no instance can take it; {@link explain} says why.
 * @throws PlacementInputError
 */
export function explainPlace(
  request: PlacementRequest,
  instances: readonly Instance[],
  options: PlacementOptions = {},
): PlacementReason | undefined {
  const { refusals, decision } = answer(request, instances, options);
  if (!decision) return undefined;
  const counts = new Map<RejectionCode, number>();
  for (const { rejections } of refusals) {
    for (const code of new Set(rejections.map((one) => one.code))) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return {
    instanceId: decision.chosen.instance.id,
    instances: instances.length,
    candidates: instances.length - refusals.length,
    refused: refusalCounts(counts),
    steps: decision.steps,
  };
}

function answer(request: PlacementRequest, instances: readonly Instance[], options: PlacementOptions) {
  const check = new Checker();
  checkInstances(instances, check);
  check.finish();
  const parsed = parseRequest(request);
  const { group, strategies } = parsed;
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...options.assumptions };

  const all = instances.map(candidateOf);
  const answers = all.map((candidate) => ({ candidate, rejections: rejectionsOf(parsed, candidate, assumptions) }));
  const refusals = answers
    .filter(({ rejections }) => rejections.length > 0)
    .map(({ candidate, rejections }): InstanceRejection => ({ instanceId: candidate.instance.id, rejections }));
  // A random choice depends on the order of the candidates; by id, it does not depend on how they were listed.
  const candidates = answers
    .filter(({ rejections }) => rejections.length === 0)
    .map(({ candidate }) => candidate)
    .sort((left, right) => (left.instance.id < right.instance.id ? -1 : 1));
  const random = options.random ?? seededRandom(1);
  const draw = (from: readonly Candidate[]) => from[Math.floor(random() * from.length)]!;
  const decision =
    candidates.length > 0 ? decide(candidates, { group, all, assumptions, strategies, draw }) : undefined;
  return { refusals, decision };
}
