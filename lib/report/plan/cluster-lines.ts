import { holdingTasks } from '../../placement';
import type { ClusterInPlan, StowedCluster } from '../../plan';
import { type Page, paragraph, printable, styled } from '../style';
import { counted } from '../table';
import { assumptionTexts, gapTexts } from './assumption-texts';
import { type ClusterNames, clusterNames } from './cluster-names';
import { capacityRows, jobRows, serviceRows } from './cluster-tables';
import { costAssumptions, costText } from './cost-text';
import { fewestText } from './fewest-text';
import { instanceLines } from './instance-lines';
import type { PlanReport } from './plan-report';
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
    ...section('Cost an hour', costLines(plan, report, page)),
    ...section('Assumed', texts(assumptionTexts(plan, names, report.model.assumptions))),
    ...unknown,
  ];
}

function scenes(plan: ClusterInPlan, names: ClusterNames, page: Page): (readonly [string, readonly string[]])[] {
  const { desired, peak } = plan;
  const scene = (when: string, stowed: StowedCluster) =>
    [
      `${when}: ${sceneText(stowed)}`,
      [...instanceLines(stowed, names, page), ...waitingLines(stowed, plan, names, page)],
    ] as const;
  const first = scene('At the desired counts', desired);
  return peak === desired ? [first] : [first, scene('At the scaling maxima', peak)];
}

function sceneText({ instances, waiting }: StowedCluster): string {
  const tasks = instances.reduce((sum, one) => sum + holdingTasks(one).length, 0);
  const without = waiting.reduce((sum, { count, others }) => sum + (others ? 0 : count), 0);
  const text = `${counted(tasks, 'task')} on ${counted(instances.length, 'instance')}`;
  return without === 0 ? text : `${text}, ${without} without a place`;
}

function fewestTexts({ desired, peak }: ClusterInPlan, names: ClusterNames): string[] {
  const texts = (when: string, { fewest }: StowedCluster) =>
    fewest.map((one) => `${names.capacity(one.capacity)}${when}: ${fewestText(one)}`);
  return [...texts('', desired), ...(peak === desired ? [] : texts(', at the maxima', peak))];
}

function costLines(plan: ClusterInPlan, report: PlanReport, page: Page): string[] {
  const { minimumCost, desired, peak, source } = plan;
  const stacks = [...source.capacities.values()].map((one) => one.source.group.resource.stack.source);
  const regions = [...new Set(stacks.flatMap(({ region }) => region ?? []))];
  const rows = [
    ['minimum sizes', costText(minimumCost)],
    ['desired counts', costText(desired.cost)],
    ['scaling maxima', peak === desired ? 'the same: nothing scales' : costText(peak.cost)],
  ];
  return [...tableLines(rows, page), ...paragraph(page, costAssumptions(plan, report.plan, regions), '    ')];
}
