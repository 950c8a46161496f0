import type { Plan } from '../../plan';
import type { Rollouts } from '../../simulation';
import type { CheckReport } from '../check/check-report';

/** A plan with the findings of the rules on the same templates. */
export interface PlanReport extends CheckReport {
  readonly plan: Plan;
  /** The update of each service. @default - not shown */
  readonly rollouts?: Rollouts;
}
