import type { Capacity, CapacityInstanceType } from '../placement';
import type { CapacityInTemplate } from '../template';

/** The type that a plan takes every new instance of a capacity to be. */
export interface DrawnType {
  readonly type: CapacityInstanceType;
  /** `only`: there is no other; `first`: the preferred of a list; `cheapest`: of those that requirements allow. */
  readonly chosen: 'only' | 'first' | 'cheapest';
}

/**
 * Which of a capacity's types to draw. EC2 chooses by availability and price, so that a plan can only take one: the
 * first where the template lists types, the cheapest where it lists requirements.
 */
export function drawnType({ instanceTypes }: Capacity, { source }: CapacityInTemplate): DrawnType {
  const [first] = instanceTypes;
  // A capacity without a type is not in the fleet.
  if (instanceTypes.length === 1) return { type: first!, chosen: 'only' };
  const byRequirements = source.group.instanceOptions.some(({ kind }) => kind === 'requirements');
  if (!byRequirements) return { type: first!, chosen: 'first' };
  const price = ({ usdPerHour = Number.POSITIVE_INFINITY }: CapacityInstanceType) => usdPerHour;
  const type = instanceTypes.reduce((best, next) => (price(next) < price(best) ? next : best));
  return { type, chosen: 'cheapest' };
}
