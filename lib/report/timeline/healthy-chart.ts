import { clock } from '../clock';
import { escaped } from '../page/html';
import { healthyCounts, type TimelineData } from './timeline-data';

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [420, 96, 34, 10, 18];

/** Services beyond this many get no chart: those without trouble are left out first. */
const MOST_CHARTS = 12;

/** The healthy tasks of services over time, with the minimum that they promise, as pictures that need no script. */
export function healthyCharts(data: TimelineData): string {
  const counts = healthyCounts(data);
  const order = data.services.map((_, index) => index);
  const inTrouble = (service: number) => Number(data.services[service]!.inTrouble);
  order.sort((left, right) => inTrouble(right) - inTrouble(left) || left - right);
  const hidden = order.length - MOST_CHARTS;
  const charts = order.slice(0, MOST_CHARTS).map((service) =>
    chart(
      data,
      service,
      counts.map((one) => one[service]!),
    ),
  );
  const rest =
    hidden > 0 ? `<p class="tl-note">${hidden} more services have no chart; those in trouble come first.</p>` : '';
  return `<div class="tl-charts">${charts.join('')}</div>${rest}`;
}

function chart({ services, moments, stuck }: TimelineData, service: number, healthy: readonly number[]): string {
  const { name, minimum } = services[service]!;
  const end = Math.max(1, moments.at(-1)?.atSeconds ?? 1);
  const most = Math.max(1, minimum ?? 0, ...healthy);
  const x = (seconds: number) => round(LEFT + ((WIDTH - LEFT - 6) * seconds) / end);
  const y = (count: number) => round(HEIGHT - BOTTOM - ((HEIGHT - BOTTOM - TOP) * count) / most);
  const path = moments.map(({ atSeconds }, index) =>
    index === 0 ? `M${x(atSeconds)} ${y(healthy[0]!)}` : `H${x(atSeconds)}V${y(healthy[index]!)}`,
  );
  const lowest = Math.min(...healthy);
  const at = stuck.find((one) => one.service === service);
  const sentence = `${name}: healthy tasks from ${clock(0)} to ${clock(end)}, between ${lowest} and ${Math.max(...healthy)}${
    minimum === null ? '' : `; at least ${minimum} promised`
  }${at ? `; ${at.givenUp ? 'given up' : 'stuck'} at ${clock(moments[at.moment]!.atSeconds)}` : ''}`;
  const floor =
    minimum === null
      ? ''
      : `<line class="tl-minimum" x1="${LEFT}" x2="${WIDTH - 6}" y1="${y(minimum)}" y2="${y(minimum)}"/>`;
  const stop = at
    ? `<line class="tl-sticks" x1="${x(moments[at.moment]!.atSeconds)}" x2="${x(moments[at.moment]!.atSeconds)}" y1="2" y2="${HEIGHT - BOTTOM}"/>`
    : '';
  return (
    `<figure class="tl-chart"><figcaption>${escaped(name)}: healthy tasks${minimum === null ? '' : `, at least ${minimum}`}</figcaption>` +
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(sentence)}" data-end="${end}" data-left="${LEFT}" data-span="${WIDTH - LEFT - 6}">` +
    `<text x="${LEFT - 5}" y="${y(most) + 4}" text-anchor="end">${most}</text>` +
    `<text x="${LEFT - 5}" y="${y(0)}" text-anchor="end">0</text>` +
    `<text x="${LEFT}" y="${HEIGHT - 3}">${clock(0)}</text>` +
    `<text x="${WIDTH - 6}" y="${HEIGHT - 3}" text-anchor="end">${at && !at.givenUp ? 'for ever' : clock(end)}</text>` +
    `<line class="tl-axis" x1="${LEFT}" x2="${WIDTH - 6}" y1="${y(0)}" y2="${y(0)}"/>${floor}` +
    `<path class="tl-healthy" d="${path.join('')}H${WIDTH - 6}"/>${stop}` +
    `<line class="tl-now" x1="${LEFT}" x2="${LEFT}" y1="2" y2="${HEIGHT - BOTTOM}"/></svg></figure>`
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
