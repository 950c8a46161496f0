/**
 * What AWS does not document about placement, each with the value that is assumed unless told otherwise.
 * `unknown` keeps an answer open where the readings differ, so that nothing is promised that may not hold.
 */
export interface Assumptions {
  /**
   * Whether `=~` must match the whole value. Every example of AWS ends in `.*`, as only whole matches need.
   * @default 'anchored'; where an unanchored match would answer differently the evaluation says so
   */
  readonly regexMatching: 'anchored' | 'unanchored' | 'unknown';
  /**
   * What `task:group != x` (and `!in`, `!~`) asks of an instance: that no running task is in such a group, or
   * that some task is in another group.
   * @default 'unknown' where the two differ
   */
  readonly negatedTaskGroup: 'no-member' | 'some-other-member' | 'unknown';
  /**
   * Whether a task may go where a constraint's answer is unknown.
   * @default 'refuse': a plan must not hang on an undocumented answer
   */
  readonly unknownConstraint: 'refuse' | 'accept';
  /**
   * Whether a CPU architecture other than the task's refuses an instance. ECS adds no attribute for it on EC2, so
   * that a mismatch shows only when the container starts.
   * @default false
   */
  readonly architectureFilter: boolean;
  /**
   * Where `spread` puts instances that lack the attribute: into one group of their own, or nowhere as long as
   * another instance has it.
   * @default 'own-group'
   */
  readonly missingSpreadAttribute: 'own-group' | 'last';
}

/** The assumptions that hold unless others are given. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  regexMatching: 'anchored',
  negatedTaskGroup: 'unknown',
  unknownConstraint: 'refuse',
  architectureFilter: false,
  missingSpreadAttribute: 'own-group',
};
