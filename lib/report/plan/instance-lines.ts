import { freeResources, holdingTasks, type Instance, type ResourceName } from '../../placement';
import type { StowedCluster } from '../../plan';
import { type Page, paragraph, printable, styled } from '../style';
import { bar } from './bar';
import type { ClusterNames } from './cluster-names';

/** What is drawn of an instance; GPUs only where there are any. */
const DRAWN: readonly { readonly resource: ResourceName; readonly title: string; readonly inPercent: boolean }[] = [
  { resource: 'cpuUnits', title: 'CPU', inPercent: true },
  { resource: 'memoryMiB', title: 'memory', inPercent: true },
  { resource: 'networkInterfaces', title: 'ENIs', inPercent: false },
  { resource: 'gpus', title: 'GPUs', inPercent: false },
];

/** `100%`, `12/120`. */
const FIGURE_WIDTH = 6;
const INDENT = '    ';
const LONGEST_BAR = 24;

/** The instances of a cluster, zone by zone, like ones together. */
export function instanceLines({ instances }: StowedCluster, names: ClusterNames, page: Page): string[] {
  if (instances.length === 0) return [`${INDENT}no instances`];
  const drawn = DRAWN.filter(
    ({ resource }) => resource !== 'gpus' || instances.some(({ registered }) => registered.gpus),
  );
  const likes = likeInstances(instances, names);
  const zones = [...new Set(likes.map(({ zone }) => zone))].sort();
  const width = Math.min(page.width ?? 80, 160);
  const longest = Math.max(...likes.map(({ label }) => label.length));
  // Bars beside long labels would be too short to say anything: then they go below.
  const isBeside = longest <= width * 0.4;
  const labelWidth = Math.max(...zones.map((zone) => zone.length), isBeside ? longest : 0);
  const room = Math.floor((width - INDENT.length - labelWidth) / drawn.length) - FIGURE_WIDTH - 3;
  const barWidth = Math.max(4, Math.min(LONGEST_BAR, room));
  const cell = barWidth + 1 + FIGURE_WIDTH;
  const line = (label: string, cells: readonly string[]) =>
    `${INDENT}${printable(label.padEnd(labelWidth))}${cells.map((one) => `  ${one}`).join('')}`.trimEnd();
  return zones.flatMap((zone) => [
    styled(
      page,
      'bold',
      line(
        zone,
        drawn.map(({ title }) => title.padEnd(cell)),
      ),
    ),
    ...likes
      .filter((one) => one.zone === zone)
      .flatMap(({ label, first, tasks }) => [
        ...(isBeside ? [] : [`${INDENT}${printable(label)}`]),
        line(
          isBeside ? label : '',
          drawn.map((one) => measure(first, one, barWidth, page)),
        ),
        ...paragraph(page, printable(tasks), `${INDENT}  `),
      ]),
  ]);
}

interface LikeInstances {
  readonly zone: string;
  readonly label: string;
  readonly first: Instance;
  readonly count: number;
  /** `2 × Web, Worker`. */
  readonly tasks: string;
}

/** Instances of one capacity, type and zone with the same tasks, together. */
function likeInstances(instances: readonly Instance[], names: ClusterNames): LikeInstances[] {
  const likes = new Map<string, { first: Instance; tasks: string; count: number }>();
  for (const instance of instances) {
    const tasks = tasksText(instance, names);
    const key = [instance.zone, instance.capacity, instance.instanceType, tasks].join('\n');
    const like = likes.get(key);
    if (like) like.count++;
    else likes.set(key, { first: instance, tasks, count: 1 });
  }
  const order = [...new Set(instances.map(({ capacity }) => capacity))];
  const sorted = [...likes.values()].sort((a, b) => order.indexOf(a.first.capacity) - order.indexOf(b.first.capacity));
  return sorted.map(({ first, tasks, count }) => {
    const times = count > 1 ? `${count} × ` : '';
    return {
      zone: first.zone,
      label: `${times}${names.capacity(first.capacity!)} ${first.instanceType}`,
      first,
      count,
      tasks,
    };
  });
}

function tasksText(instance: Instance, names: ClusterNames): string {
  const counts = new Map<string, number>();
  for (const { group } of holdingTasks(instance)) counts.set(group, (counts.get(group) ?? 0) + 1);
  if (counts.size === 0) return 'empty';
  return [...counts].map(([group, count]) => (count === 1 ? '' : `${count} × `) + names.group(group)).join(', ');
}

function measure(
  instance: Instance,
  { resource, inPercent }: (typeof DRAWN)[number],
  width: number,
  page: Page,
): string {
  const registered = instance.registered[resource];
  const taken = registered - freeResources(instance)[resource];
  const share = registered === 0 ? 0 : taken / registered;
  const figure = inPercent ? `${Math.round(share * 100)}%` : `${taken}/${registered}`;
  return `${bar(page, share, width)} ${figure.padEnd(FIGURE_WIDTH)}`;
}
