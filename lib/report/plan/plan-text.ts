import { checkText } from '../check/check-text';
import type { Page } from '../style';
import { clusterLines } from './cluster-lines';
import type { PlanReport } from './plan-report';

/** A plan for people: every cluster with its instances drawn, then the findings of the rules. */
export function planText(report: PlanReport, page: Page): string {
  const clusters = report.plan.clusters.flatMap((cluster) => clusterLines(cluster, report, page));
  const none = clusters.length === 0 ? ['No cluster is in the templates, and none is named by a service.', ''] : [];
  return `${[...clusters, ...none].join('\n')}\n${checkText(report, page)}`;
}
