/** How one strategy, or the tie-break after the last, narrowed the choice. A choice of one is narrowed no more. */
export type PlacementStep = {
  /** Instances there were to choose from; at least two. */
  readonly from: number;
  /** Instances that it left. */
  readonly kept: number;
} & (
  | {
      /** The value of an attribute that had the fewest tasks of the group. */
      readonly code: 'spread';
      /** Such as `ecs.availability-zone`. */
      readonly attribute: string;
      /** The value of the chosen instance; empty for one without the attribute. */
      readonly value: string;
      /** Tasks of the group on all instances with the value. Absent where those without the attribute come last. */
      readonly tasks?: number;
    }
  | {
      /** The instances with the fewest tasks of the group: `spread` over instances, or the tie-break. */
      readonly code: 'fewest-tasks';
      /** Whether no strategy asked for it. */
      readonly tieBreak: boolean;
      readonly tasks: number;
    }
  | {
      /** The instances with the least of a resource left. */
      readonly code: 'binpack';
      readonly resource: 'cpu' | 'memory';
      /** What was free, in CPU units or MiB. */
      readonly free: number;
    }
  | { readonly code: 'random' }
  /** The end of the tie-break. */
  | { readonly code: 'first-id' }
);
