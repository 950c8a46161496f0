import type { Choice, Shortfall } from '../../size';
import { usd } from '../plan/cost-text';
import { tableLines } from '../plan/table-lines';
import type { Page } from '../style';
import { columns, counted } from '../table';

type Column = readonly [title: string, cell: (row: Choice) => string];

const COLUMNS = {
  instances: ['', (row) => partsText(row)],
  zones: ['zones', ({ zones }) => Object.values(zones).join('+')],
  cost: ['an hour', ({ usdPerHour }) => usd(usdPerHour)],
  cpu: ['CPU', ({ fill }) => percent(fill.cpuPercent)],
  memory: ['mem', ({ fill }) => percent(fill.memoryPercent)],
  interfaces: ['ENIs', ({ fill: { networkInterfaces: all } }) => `${all.taken}/${all.registered}`],
  gpus: ['GPUs', ({ fill: { gpus } }) => `${gpus.taken}/${gpus.registered}`],
  free: ['free', ({ freePercent }) => `${Math.floor(freePercent)}%`],
  packed: [
    'packed',
    ({ bound }) => (bound?.packed ? `${bound.packed.instances}${bound.packed.optimal ? '' : '?'}` : '-'),
  ],
  fewest: ['fewest', (row) => fewestText(row)],
  why: ['', (row) => whyText(row)],
} satisfies Readonly<Record<string, Column>>;

/** What a narrow page does without, the first first; JSON has all of it. */
const DISPENSABLE = ['free', 'packed', 'interfaces'] as const;

/** The rows as a table with titles, and with as many columns as fit. */
export function rowTable(rows: readonly Choice[], page: Page): string[] {
  const takes = (name: 'networkInterfaces' | 'gpus') => rows.some(({ fill }) => fill[name].taken > 0);
  const columnsFor = (without: readonly string[]): readonly Column[] =>
    Object.entries<Column>(COLUMNS).flatMap(([name, column]) =>
      without.includes(name) ||
      (name === 'interfaces' && !takes('networkInterfaces')) ||
      (name === 'gpus' && !takes('gpus'))
        ? []
        : [column],
    );
  const tables = [0, 1, 2, 3].map((dropped) => {
    const used = columnsFor(DISPENSABLE.slice(0, dropped));
    return [used.map(([title]) => title), ...rows.map((row) => used.map(([, cell]) => cell(row)))];
  });
  const fits = (table: string[][]) =>
    columns(table).every((line) => page.width === undefined || line.length + 4 <= page.width);
  return tableLines(tables.find(fits) ?? tables[0]!, page);
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
    ...(has('cheapest') ? ['cheapest'] : has('cheapest-type') ? ['best type'] : []),
    ...(has('same-type') && !has('now') ? ['as now'] : []),
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
