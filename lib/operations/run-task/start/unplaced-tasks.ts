import { type Instance, type PlacementRequest, Placer } from '../../../placement';
import type { ScaleOut } from '../../live/capacity/scale-out';
import { asNew } from '../../live/cluster/daemons';

/** Tasks that find no room. */
export interface UnplacedTasks {
  /** Absent: launch type EC2. */
  readonly capacityProvider?: string;
  readonly tasks: number;
  /** By launch type EC2: the capacity providers that the cluster has, which tasks could wait for. */
  readonly offered?: readonly string[];
  /**
   * How many more instances would take them all, by those that are there, new and with their daemons: the fewest and the most, as the
   * instances differ. `none`: no such instance would take one. Absent: there is no instance to go by.
   */
  readonly moreInstances?: { readonly least: number; readonly most: number } | 'none';
  /** How far the capacity provider grows by itself. Absent: for launch type EC2, or where it could not be read. */
  readonly scaleOut?: ScaleOut;
}

/** How many instances like these, new, would take tasks. */
export function moreInstancesFor(
  request: PlacementRequest,
  tasks: number,
  alike: readonly Instance[],
): UnplacedTasks['moreInstances'] {
  if (alike.length === 0) return undefined;
  const kinds = new Map(
    alike.map(asNew).map((one) => {
      const { instanceType, zone, registered, tasks: daemons } = one;
      return [JSON.stringify([instanceType, zone, registered, daemons.map(({ group }) => group).sort()]), one];
    }),
  );
  const needed = [...kinds.values()].flatMap((one) => {
    const placer = new Placer([one]);
    let taken = 0;
    while (taken < tasks && placer.place(request) !== undefined) taken++;
    return taken > 0 ? [Math.ceil(tasks / taken)] : [];
  });
  return needed.length > 0 ? { least: Math.min(...needed), most: Math.max(...needed) } : 'none';
}
