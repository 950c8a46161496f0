import type { Assumptions } from '../assumptions';
import type { Expression } from '../expression';
import type { PlacementRequest, PlacementStrategy } from '../placement-request';
import type { Rejection } from '../rejection';
import type { Candidate } from './candidate';

/** A request that has been checked, its expressions read and its defaults filled in. */
export interface ParsedRequest extends PlacementRequest {
  readonly strategies: readonly PlacementStrategy[];
  /** One for each `memberOf` constraint. */
  readonly expressions: readonly { readonly text: string; readonly expression: Expression }[];
}

/** Every reason of one kind why a task may not go on an instance; none if it may. Filters change nothing. */
export type Filter = (request: ParsedRequest, candidate: Candidate, assumptions: Assumptions) => readonly Rejection[];

/** What a filter that finds nothing answers. */
export const PASSED: readonly Rejection[] = [];
