import type { ClusterInPlan } from '../../plan';
import { type Page, paragraph, printable, styled } from '../style';
import { assumptionTexts, gapTexts } from './assumption-texts';
import { type ClusterNames, clusterNames } from './cluster-names';
import { capacityRows, jobRows, serviceRows } from './cluster-tables';
import { clusterCostAssumptions, costRows } from './cost-text';
import { fewestTexts } from './fewest-text';
import { instanceLines } from './instance-lines';
import type { PlanReport } from './plan-report';
import { rolloutLines } from './plan-rollouts';
import { sceneText, stowedScenes } from './scene-text';
import { tableLines } from './table-lines';
import { waitingLines } from './waiting-lines';

/** One cluster of a plan: its capacity, its tasks, where they land, and what that costs. */
export function clusterLines(plan: ClusterInPlan, report: PlanReport, page: Page): string[] {
  const names = clusterNames(plan);
  const { source } = plan;
  const where = source.source.resource ? '' : ' (not in the templates)';
  const title = styled(page, 'bold', printable(`CLUSTER ${source.cluster.name}${where}`));
  const section = (heading: string, lines: readonly string[]) =>
    lines.length > 0 ? [`  ${styled(page, 'bold', heading)}`, ...lines, ''] : [];
  const texts = (all: readonly string[]) => all.flatMap((text) => paragraph(page, printable(text), '    ', '      '));
  const tables = [
    ...section('Capacity', tableLines(capacityRows(plan, names), page)),
    ...section('Services', tableLines(serviceRows(plan, names), page)),
  ];
  const rollouts = report.rollouts ? rolloutLines(report.rollouts, plan, names, page) : [];
  const unknown = section('Not known', texts(gapTexts(plan)));
  if (plan.capacities.length === 0) {
    const nothing = 'No instances can be drawn: what the cluster runs on is not known from the templates.';
    return [title, ...tables, ...section('Instances', texts([nothing])), ...unknown];
  }
  return [
    title,
    ...tables,
    ...scenes(plan, names, page).flatMap(([heading, lines]) => section(heading, lines)),
    ...section('Fewest instances', texts(fewestTexts(plan, names))),
    ...section('Jobs, each run beside the services at their desired counts', tableLines(jobRows(plan, names), page)),
    ...section('Updates that stick, or have fewer healthy tasks on the way', rollouts),
    ...section('Cost an hour', costLines(plan, report, page)),
    ...section('Assumed', texts(assumptionTexts(plan, names, report.model.assumptions))),
    ...unknown,
  ];
}

function scenes(plan: ClusterInPlan, names: ClusterNames, page: Page): (readonly [string, readonly string[]])[] {
  return stowedScenes(plan).map(({ when, stowed }) => [
    `${when}: ${sceneText(stowed)}`,
    [...instanceLines(stowed, names, page), ...waitingLines(stowed, plan, names, page)],
  ]);
}

function costLines(plan: ClusterInPlan, report: PlanReport, page: Page): string[] {
  return [...tableLines(costRows(plan), page), ...paragraph(page, clusterCostAssumptions(plan, report.plan), '    ')];
}
