import { instanceTypeSources } from '../placement';
import type { Model } from '../template';
import { type ClusterInPlan, clusterPlan } from './cluster-plan';

/** Where every task lands, how many instances that takes, and what they cost. */
export interface Plan {
  readonly clusters: readonly ClusterInPlan[];
  /** Whose on-demand prices are used, and of which day they are. */
  readonly prices: { readonly region: string; readonly date: string };
}

/**
 * Plans every cluster of a model; pure, and the same for the same model. Where AWS leaves a figure open (the memory
 * that an instance registers, ENI trunking) the careful side is taken, so that what finds a place here finds one in
 * fact; for tasks that find none, the plan says whether they would on the other side.
 */
export function planOf(model: Model): Plan {
  const { region, date } = instanceTypeSources().prices;
  const fleet = (bound: 'conservative' | 'optimistic', counts: 'desired' | 'maximum') =>
    model.fleetOf({ bound, counts }).clusters;
  const clusters = fleet('conservative', 'desired').map((desired, index) =>
    clusterPlan({
      desired,
      maximum: fleet('conservative', 'maximum')[index]!,
      optimistic: () => ({
        desired: fleet('optimistic', 'desired')[index]!,
        maximum: fleet('optimistic', 'maximum')[index]!,
      }),
    }),
  );
  return { clusters, prices: { region, date } };
}
