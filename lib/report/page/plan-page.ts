import { serviceGroup } from '../../placement';
import type { ClusterInPlan, StowedCluster } from '../../plan';
import { assumptionTexts, gapTexts } from '../plan/assumption-texts';
import { type ClusterNames, clusterNames } from '../plan/cluster-names';
import { capacityRows, demandText, jobRows, serviceRows } from '../plan/cluster-tables';
import { clusterCostAssumptions, costRows } from '../plan/cost-text';
import { fewestTexts } from '../plan/fewest-text';
import type { PlanReport } from '../plan/plan-report';
import { sceneText, stowedScenes } from '../plan/scene-text';
import { waitingLines } from '../plan/waiting-lines';
import { rolloutsSection } from '../timeline/rollouts-section';
import { TIMELINE_SCRIPT } from '../timeline/timeline-script';
import { TIMELINE_STYLE } from '../timeline/timeline-style';
import { htmlTable, listed, pageDocument, paragraphs } from './document';
import { findingsSection, shownCounts } from './findings-section';
import { fleetDrawing } from './fleet-drawing';
import { escaped } from './html';
import { Notes, shareText } from './notes';
import { PAGE_STYLE } from './page-style';
import { PLAN_SCRIPT } from './plan-script';
import { PLAN_STYLE } from './plan-style';

/** A plan as one page that needs no network: every instance with its tasks, tables, costs and findings. */
export function planPage(report: PlanReport): string {
  const { clusters } = report.plan;
  const notes = new Notes();
  const sections = clusters.map((cluster, index) => clusterSection(cluster, report, `cluster-${index + 1}`, notes));
  const links = clusters.map(
    ({ source }, index) => `<li><a href="#cluster-${index + 1}">${escaped(source.cluster.name)}</a></li>`,
  );
  return pageDocument({
    title: 'Where every task lands',
    styles: [PAGE_STYLE, PLAN_STYLE, TIMELINE_STYLE],
    lead: `<nav aria-label="On this page"><ul>${links.join('')}${report.rollouts ? '<li><a href="#rollouts">Rollouts</a></li>' : ''}<li><a href="#findings">Findings <small>${shownCounts(report)}</small></a></li></ul></nav>`,
    main:
      (sections.join('\n') || '<p>No cluster is in the templates, and none is named by a service.</p>') +
      rolloutsPart(report) +
      findingsSection(report) +
      '<div id="note" role="status" aria-live="polite"></div>' +
      `<script type="application/json" id="notes">${notes.toJson()}</script>`,
    foot: 'Made by stowage plan. It needs no network, and sends nothing anywhere.',
    scripts: [PLAN_SCRIPT, TIMELINE_SCRIPT],
  });
}

const rolloutsPart = ({ rollouts }: PlanReport): string =>
  rollouts
    ? `<section id="rollouts" aria-labelledby="rollouts-title"><h2 id="rollouts-title">Rollouts: the update of each service alone</h2>${rolloutsSection(rollouts, 'rollout')}</section>`
    : '';

function clusterSection(plan: ClusterInPlan, report: PlanReport, id: string, notes: Notes): string {
  const names = clusterNames(plan);
  const numberOf = new Map(
    plan.services.map(({ service }) => {
      const number = notes.service({
        name: names.service(service.name),
        demand: demandText(service.demand),
        share: shareText(service, names),
      });
      return [serviceGroup(service.name), number] as const;
    }),
  );
  const part = (heading: string, html: string) => (html === '' ? '' : `<h3>${heading}</h3>${html}`);
  const title = escaped(plan.source.cluster.name);
  const where = plan.source.source.resource ? '' : ' <small>(not in the templates)</small>';
  const scenes = stowedScenes(plan).map(({ when, stowed }, index) =>
    scene(stowed, { plan, names, numberOf, notes, when, id: `${id}-${index}` }),
  );
  return (
    `<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">Cluster ${title}${where}</h2>` +
    figures(plan) +
    part(
      'Instances and their tasks',
      plan.capacities.length === 0
        ? '<p>No instances can be drawn: what the cluster runs on is not known from the templates.</p>'
        : sceneChoice(plan, id) + scenes.join(''),
    ) +
    part('Services', servicesTable(plan, names, numberOf, id)) +
    part('Capacity', htmlTable(capacityRows(plan, names), 'Capacity')) +
    part('Fewest instances', listed(fewestTexts(plan, names))) +
    part('Jobs, each run beside the services at their desired counts', jobsTable(plan, names)) +
    part('Cost an hour', plan.capacities.length === 0 ? '' : costPart(plan, report)) +
    part('Assumed', listed(assumptionTexts(plan, names, report.model.assumptions))) +
    part('Not known', listed(gapTexts(plan))) +
    '</section>'
  );
}

/** What a glance wants: how much runs on how much, and for how much. */
function figures(plan: ClusterInPlan): string {
  const [smallest, desired, largest] = costRows(plan) as [string[], string[], string[]];
  const cards = [
    ...stowedScenes(plan).map(({ when, stowed }) => [when, sceneText(stowed)]),
    ...(plan.capacities.length === 0
      ? []
      : [
          ['An hour at minimum sizes', smallest[1]!],
          ['An hour at the desired counts', desired[1]!],
          ['An hour at the scaling maxima', largest[1]!],
        ]),
  ];
  return `<dl class="figures">${cards.map(([name, text]) => `<div><dt>${escaped(name!)}</dt><dd>${escaped(text!)}</dd></div>`).join('')}</dl>`;
}

function sceneChoice(plan: ClusterInPlan, id: string): string {
  const scenes = stowedScenes(plan);
  if (scenes.length === 1) return '';
  const choices = scenes.map(
    ({ when }, index) =>
      `<label><input type="radio" name="${id}-scene" value="${id}-${index}"${index === 0 ? ' checked' : ''}> ${when}</label>`,
  );
  return `<fieldset class="choice" hidden><legend>Show</legend>${choices.join('')}</fieldset>`;
}

interface SceneOptions {
  readonly plan: ClusterInPlan;
  readonly names: ClusterNames;
  readonly numberOf: ReadonlyMap<string, number>;
  readonly notes: Notes;
  readonly when: string;
  readonly id: string;
}

function scene(stowed: StowedCluster, { plan, names, numberOf, notes, when, id }: SceneOptions): string {
  return (
    `<div class="scene" id="${id}"><h4>${when}: ${escaped(sceneText(stowed))}</h4>` +
    waitingBlock(stowed, plan, names) +
    `${fleetDrawing(stowed, { names, numberOf, notes, demands: plan.services.map(({ service }) => service.demand) })}</div>`
  );
}

/** The lines of the text begin further in where they say why. */
function waitingBlock(stowed: StowedCluster, plan: ClusterInPlan, names: ClusterNames): string {
  const lines = waitingLines(stowed, plan, names, { colour: false });
  const items = lines.map((line) =>
    line.startsWith('      ') ? `<p>${escaped(line.trim())}</p>` : `<p><strong>${escaped(line.trim())}</strong></p>`,
  );
  return items.length === 0 ? '' : `<div class="waiting">${items.join('')}</div>`;
}

function servicesTable(
  plan: ClusterInPlan,
  names: ClusterNames,
  numberOf: ReadonlyMap<string, number>,
  id: string,
): string {
  const [head, ...rows] = serviceRows(plan, names);
  if (!head) return '';
  const waiting = new Set(plan.desired.waiting.concat(plan.peak.waiting).map(({ service }) => service));
  const body = rows.map(([name, ...cells], index) => {
    const service = plan.services[index]?.service;
    const number = service && numberOf.get(serviceGroup(service.name));
    const waits = service !== undefined && waiting.has(service.name);
    const title =
      number === undefined
        ? escaped(name!)
        : `<button type="button" class="pick" aria-pressed="false" data-s="${number}"><span class="key" data-k="${number % 8}" data-p="${Math.floor(number / 8) % 3}" aria-hidden="true"></span>${escaped(name!)}</button>`;
    return `<tr data-state="${waits ? 'waits' : 'placed'}"><th scope="row">${title}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}<td>${waits ? 'some without a place' : 'all placed'}</td></tr>`;
  });
  const titles = ['service', ...head.slice(1), 'state'].map((one) => `<th scope="col">${one}</th>`).join('');
  return (
    `<form class="filter" hidden><label>Filter services <input type="search" autocomplete="off"></label>` +
    `<label>State <select><option value="">all</option><option value="waits">some without a place</option><option value="placed">all placed</option></select></label>` +
    `<output aria-live="polite"></output></form>` +
    `<div class="scrolls" role="region" tabindex="0" aria-label="Services"><table class="services" id="${id}-services"><thead><tr>${titles}</tr></thead><tbody>${body.join('')}</tbody></table></div>`
  );
}

const jobsTable = (plan: ClusterInPlan, names: ClusterNames): string => {
  const rows = jobRows(plan, names);
  return rows.length === 0 ? '' : htmlTable([['', 'run', 'each takes', 'room'], ...rows], 'Jobs');
};

const costPart = (plan: ClusterInPlan, report: PlanReport): string =>
  htmlTable([['', 'US dollars an hour'], ...costRows(plan)], 'Cost an hour') +
  paragraphs([clusterCostAssumptions(plan, report.plan)]);
