import { FILTERS } from './filters';
import type { RejectionCode } from './rejection';
import type { PlacementStep } from './strategies';

/** Why ECS puts a task on an instance. Data; sentences are made elsewhere. */
export interface PlacementReason {
  readonly instanceId: string;
  /** Instances that were asked. */
  readonly instances: number;
  /** Those of them that can and may take the task. */
  readonly candidates: number;
  /** What refuses on the others, the most frequent first; an instance with several reasons counts for each. */
  readonly refused: readonly RefusalCount[];
  /** How the strategies, then the tie-break, narrowed the candidates to one. */
  readonly steps: readonly PlacementStep[];
}

/** How many instances refuse a task for one reason. */
export interface RefusalCount {
  readonly code: RejectionCode;
  readonly instances: number;
}

/** The counts of refusals, the most frequent first, equals in the order of the checks. */
export const refusalCounts = (counts: ReadonlyMap<RejectionCode, number>): readonly RefusalCount[] =>
  FILTERS.flatMap(({ code }) => {
    const instances = counts.get(code) ?? 0;
    return instances > 0 ? [{ code, instances }] : [];
  }).sort((left, right) => right.instances - left.instances);
