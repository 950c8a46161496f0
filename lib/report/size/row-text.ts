import type { Choice, Shortfall } from '../../size';
import { usd } from '../plan/cost-text';
import { counted } from '../table';

/** The titles of a table of rows. */
export const TITLES = ['', 'zones', 'an hour', 'CPU', 'mem', 'ENIs', 'free', 'packed', 'fewest', ''];

/** A row in cells, as {@link TITLES} heads them. */
export function rowCells(row: Choice): string[] {
  const { taken, registered } = row.fill.networkInterfaces;
  return [
    partsText(row),
    Object.values(row.zones).join('+'),
    usd(row.usdPerHour),
    percent(row.fill.cpuPercent),
    percent(row.fill.memoryPercent),
    taken > 0 ? `${taken}/${registered}` : '-',
    `${Math.floor(row.freePercent)}%`,
    row.bound?.packed ? `${row.bound.packed.instances}${row.bound.packed.optimal ? '' : '?'}` : '-',
    fewestText(row),
    whyText(row),
  ];
}

/** `2 × m7g.large + 1 × c7g.large`. */
export const partsText = ({ parts }: Choice): string =>
  parts.map(({ count, instanceType }) => `${count} × ${instanceType}`).join(' + ');

const percent = (value: number): string => `${Math.round(value)}%`;

/** Whether fewer of the row's type could do, however tasks are placed. */
function fewestText({ bound, instances }: Choice): string {
  if (!bound) return '-';
  return bound.atLeast === instances ? 'proved' : `>= ${bound.atLeast}`;
}

function whyText({ reasons, shortfall, imagesFor, parts }: Choice): string {
  const has = (code: (typeof reasons)[number]['code']) => reasons.some((reason) => reason.code === code);
  return [
    ...(has('now') ? [shortfall ? 'now, short' : 'now'] : []),
    ...(has('cheapest') ? ['cheapest'] : has('cheapest-type') ? ['cheapest single type'] : []),
    ...(has('same-type') && !has('now') ? ['type as now'] : []),
    ...(imagesFor ? [`${parts[0]!.architecture} images`] : []),
  ].join(', ');
}

/** What instances do not meet, as half a sentence. */
export function shortfallText(shortfall: Shortfall, service: (name: string) => string): string {
  switch (shortfall.code) {
    case 'no-place':
      return shortfall.tasks > 0
        ? `${counted(shortfall.tasks, 'task')} would have no place`
        : 'its tasks have no place';
    case 'spread':
      return `${service(shortfall.service)} would not be in every zone`;
    case 'headroom':
      return 'it is fuller than the headroom allows';
    case 'rollout':
      return `the next deployment of ${service(shortfall.service)} finds no room to begin`;
    case 'zone':
      return `without ${shortfall.zone} some tasks would have no place`;
  }
}
