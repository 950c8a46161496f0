import type { JudgedRollout } from '../../simulation';
import type { ClusterInTemplate } from '../../template';
import { clock } from '../clock';
import { embedded, escaped } from '../page/html';
import { healthyCharts } from './healthy-chart';
import { type Moment, type StuckMoment, type TimelineData, timelineData } from './timeline-data';

/** Where a timeline stands. */
export interface TimelinePlace {
  /** Unique in the page, of letters, digits and hyphens. */
  readonly id: string;
  /** What is rolled out, such as `update in the cluster Shop`. */
  readonly label: string;
}

/**
 * One rollout as a part of a page: where it sticks, a slider over its moments with the fleet at each, the healthy tasks
 * over time, and every event as a list. Without a script, all but the slider is there.
 */
export function timelineSection(
  rollout: JudgedRollout,
  cluster: ClusterInTemplate,
  { id, label }: TimelinePlace,
): string {
  const data = timelineData(rollout, cluster);
  return (
    `<div class="timeline" id="${id}">` +
    data.stuck.map((one) => stuckBlock(one, data)).join('') +
    controls(data, { id, label }) +
    healthyCharts(data) +
    eventList(data) +
    `<script type="application/json">${embedded(data)}</script></div>`
  );
}

function stuckBlock({ moment, service, step, reasons, fix, givenUp }: StuckMoment, data: TimelineData): string {
  const at = clock(data.moments[moment]!.atSeconds);
  return (
    `<div class="tl-stuck" data-moment="${moment}"><h4>${escaped(data.services[service]!.name)} ${givenUp ? 'is given up' : 'sticks'} at ${at}</h4>` +
    `<p>${escaped(step)}</p><ul>${reasons.map((one) => `<li>${escaped(one)}</li>`).join('')}</ul>` +
    `<p><strong>What helps:</strong> ${escaped(fix)}</p>` +
    `<button type="button" class="tl-jump" data-moment="${moment}" hidden>Show the fleet where it sticks</button></div>`
  );
}

/** What the script brings to life; hidden until it does. */
function controls({ moments }: TimelineData, { id, label }: TimelinePlace): string {
  return (
    `<div class="tl-live" hidden><div class="tl-controls" role="group" aria-label="${escaped(label)}: moments">` +
    '<button type="button" class="tl-previous" aria-label="Previous moment">◀</button>' +
    '<button type="button" class="tl-play">Play</button>' +
    '<button type="button" class="tl-next" aria-label="Next moment">▶</button>' +
    `<label for="${id}-slider">Moment</label><input type="range" id="${id}-slider" min="0" max="${Math.max(0, moments.length - 1)}" value="0" step="1">` +
    '<output class="tl-clock"></output></div>' +
    '<div class="tl-said" aria-live="polite" aria-atomic="true"></div>' +
    `<div class="tl-table" role="region" aria-label="${escaped(label)}: services at this moment" tabindex="0"></div>` +
    '<p class="tl-waiting"></p>' +
    `<details class="tl-legend"><summary>How to read the boxes</summary>${LEGEND}</details>` +
    '<ul class="tl-fleet" aria-label="Instances at this moment"></ul></div>'
  );
}

const LEGEND =
  '<ul><li><i class="tl-task" data-state="4" data-rev="0">✓</i> square: revision 0, which ran before; ' +
  '<i class="tl-task" data-state="4" data-rev="1">✓</i> round: a later revision</li>' +
  '<li><i class="tl-task" data-state="2" data-rev="1">…</i> PENDING: pulls its image, starts, or waits until stopping tasks have left</li>' +
  '<li><i class="tl-task" data-state="3" data-rev="1">▸</i> RUNNING, not healthy yet: waits for health checks</li>' +
  '<li><i class="tl-task" data-state="4" data-rev="1">✓</i> healthy</li>' +
  '<li><i class="tl-task" data-state="5" data-rev="0">×</i> stopping: leaves its target group, then its containers stop</li>' +
  '<li><i class="tl-task" data-state="6" data-rev="0">?</i> lost with its instance, which ECS has not noticed yet</li></ul>';

function eventList({ moments, stuck }: TimelineData): string {
  const marks = new Map<number, string[]>();
  for (const { moment, service } of stuck) marks.set(moment, [...(marks.get(moment) ?? []), String(service)]);
  const items = moments.flatMap((moment, index) =>
    moment.lines.length === 0 ? [] : [eventItem(moment, index, marks.has(index))],
  );
  return `<details class="tl-events"${items.length > MOST_OPEN ? '' : ' open'}><summary>All events (${items.length} moments)</summary><ol>${items.join('')}</ol></details>`;
}

/** A longer list begins closed. */
const MOST_OPEN = 40;

const eventItem = ({ atSeconds, lines }: Moment, index: number, sticks: boolean): string =>
  `<li data-moment="${index}"><span class="tl-at">${clock(atSeconds)}</span> <span>${lines.map(escaped).join('<br>')}${
    sticks ? '<br><strong>Here it sticks.</strong>' : ''
  }</span></li>`;
