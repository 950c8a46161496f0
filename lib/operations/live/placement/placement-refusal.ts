import {
  type Explanation,
  explain,
  type Instance,
  type InstanceRejection,
  NO_DEMAND,
  type PlacementRequest,
  place,
} from '../../../placement';

/** Why no instance takes a task. */
export interface PlacementRefusal {
  /** The instances that might have taken it: with capacity providers only theirs. */
  readonly candidates: readonly Instance[];
  /** One entry for each of them. */
  readonly rejections: readonly InstanceRejection[];
  /** The same, counted and ranked. */
  readonly explanation: Explanation;
  /** Capacity providers that have no instance, of which nobody knows what one would be like. */
  readonly emptyProviders: readonly string[];
}

/**
 * Asks the placement engine for one task about the instances as they are.
 * @param providers capacity providers of which any may take it; none: any instance may
 * @returns nothing if one takes it
 * @throws PlacementInputError for constraints that ECS would not read
 */
export function placementRefusal(
  request: PlacementRequest,
  providers: readonly string[],
  instances: readonly Instance[],
): PlacementRefusal | undefined {
  const candidates =
    providers.length === 0 ? instances : instances.filter((one) => providers.includes(one.capacityProvider ?? ''));
  const answer = place(request, candidates.map(heldByTask));
  if (answer.code === 'placed') return undefined;
  const { rejections } = answer;
  return {
    candidates,
    rejections,
    explanation: explain(rejections, candidates),
    emptyProviders: providers.filter((name) => candidates.every(({ capacityProvider }) => capacityProvider !== name)),
  };
}

/**
 * What ECS no longer has although no task at hand takes it, as a task: it is not kept for ever, and is no part of what
 * a new instance would have.
 */
function heldByTask({ reserved, ...instance }: Instance): Instance {
  if (!reserved) return instance;
  const demand = { ...NO_DEMAND, ...reserved };
  return { ...instance, tasks: [...instance.tasks, { id: 'held', group: 'held', demand }] };
}
