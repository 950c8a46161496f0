import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
import { rejectionsOf } from './filters';
import { type Candidate, candidateOf } from './filters/candidate';
import { checkInstances } from './input/check-instances';
import { Checker } from './input/checker';
import { parseRequest } from './input/parse-request';
import type { Instance } from './instance';
import type { PlacementRequest } from './placement-request';
import type { InstanceRejection } from './rejection';
import { breakTie, narrow, type RandomSource, seededRandom } from './strategies';

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
  const check = new Checker();
  checkInstances(instances, check);
  check.finish();
  const parsed = parseRequest(request);
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...options.assumptions };

  const all = instances.map(candidateOf);
  const answers = all.map((candidate) => ({ candidate, rejections: rejectionsOf(parsed, candidate, assumptions) }));
  let best: readonly Candidate[] = answers.filter((one) => one.rejections.length === 0).map((one) => one.candidate);
  if (best.length === 0) {
    const rejections = answers.map(({ candidate, rejections }) => ({ instanceId: candidate.instance.id, rejections }));
    return { code: 'rejected', rejections };
  }

  // A random choice depends on the order of the candidates; by id, it does not depend on how they were listed.
  best = best.toSorted((left, right) => (left.instance.id < right.instance.id ? -1 : 1));
  const context = { group: parsed.group, all, assumptions, random: options.random ?? seededRandom(1) };
  for (const strategy of parsed.strategies) best = narrow(best, strategy, context);
  return { code: 'placed', instanceId: breakTie(best, parsed.group).instance.id };
}
