import {
  demandedAmounts,
  freeResources,
  holdingTasks,
  type Instance,
  type PlacementReason,
  RESOURCE_NAMES,
  type ResourceName,
  type TaskDemand,
} from '../../placement';
import type { StowedCluster } from '../../plan';
import type { ClusterNames } from '../plan/cluster-names';
import { counted } from '../table';
import { escaped } from './html';
import type { Notes } from './notes';

/** What a box shows of an instance. */
const BARS: readonly { readonly resource: ResourceName; readonly title: string; readonly unit: string }[] = [
  { resource: 'cpuUnits', title: 'CPU', unit: ' units' },
  { resource: 'memoryMiB', title: 'Memory', unit: ' MiB' },
  { resource: 'networkInterfaces', title: 'ENIs', unit: '' },
  { resource: 'gpus', title: 'GPUs', unit: '' },
];

/** What a drawing needs to know of the cluster that it draws. */
export interface Legend {
  readonly names: ClusterNames;
  /** The number of a service in the page, by the task group of its tasks. */
  readonly numberOf: ReadonlyMap<string, number>;
  readonly notes: Notes;
  /** What the tasks of each service take; an instance on which none of them fits is full. */
  readonly demands: readonly TaskDemand[];
  /** By the id of the task. */
  readonly reasons: ReadonlyMap<string, PlacementReason>;
}

/** The instances of a cluster as boxes, by zone and group, with the tasks stowed in each. */
export function fleetDrawing({ instances, reasons }: StowedCluster, all: Omit<Legend, 'reasons'>): string {
  if (instances.length === 0) return '<p>No instances.</p>';
  const legend = { ...all, reasons: reasons() };
  const zones = [...new Set(instances.map(({ zone }) => zone))].sort();
  return zones.map((zone) => zoneDrawing(zone, instances, legend)).join('');
}

function zoneDrawing(zone: string, all: readonly Instance[], legend: Legend): string {
  const here = all.filter((instance) => instance.zone === zone);
  const groups = [...new Set(here.map(({ capacity }) => capacity))];
  const boxes = groups.flatMap((group) => here.filter(({ capacity }) => capacity === group));
  return (
    `<section class="zone"><h5>${escaped(zone)} <small>${counted(here.length, 'instance')}</small></h5>` +
    `<ul class="fleet">${boxes.map((instance) => instanceBox(instance, legend)).join('')}</ul></section>`
  );
}

function instanceBox(instance: Instance, legend: Legend): string {
  const { registered } = instance;
  const free = freeResources(instance);
  const bars = BARS.filter(({ resource }) => resource !== 'gpus' || registered.gpus > 0).map((one) => {
    const taken = registered[one.resource] - free[one.resource];
    return { ...one, taken, of: registered[one.resource], share: shareOf(taken, registered[one.resource]) };
  });
  // The box fills up by what runs out first.
  const limiting = bars.reduce((most, one) => (one.share > most.share ? one : most));
  const isFull = holdingTasks(instance).length > 0 && !legend.demands.some((demand) => fits(demand, instance));
  const title = `${legend.names.capacity(instance.capacity ?? '')} ${instance.instanceType}`;
  return (
    `<li class="instance"${isFull ? ' data-full' : ''}><div class="name"><span>${escaped(title)}</span>${isFull ? ' <small class="full">full</small>' : ''}</div>` +
    `<ul class="hold" aria-label="${escaped(`${title}, ${tasksText(instance, legend)}`)}">${taskBoxes(instance, limiting.resource, legend)}</ul>` +
    `<dl class="bars">${bars.map((one) => barOf(one, one === limiting)).join('')}</dl></li>`
  );
}

function fits(demand: TaskDemand, instance: Instance): boolean {
  const free = freeResources(instance);
  const needed = demandedAmounts(demand, instance.registered.gpus);
  return RESOURCE_NAMES.every((name) => needed[name] <= free[name]);
}

const shareOf = (part: number, whole: number): number => (whole <= 0 ? 0 : part / whole);

function barOf(
  { title, unit, taken, of, share }: (typeof BARS)[number] & { taken: number; of: number; share: number },
  isLimiting: boolean,
): string {
  const percent = Math.round(share * 100);
  return (
    `<div${isLimiting && share > 0 ? ' class="limiting"' : ''} title="${taken} of ${of}${unit}"><dt>${title}</dt>` +
    `<dd><span class="bar" style="--share:${Math.min(100, percent)}%"></span><span>${unit ? `${percent}%` : `${taken}/${of}`}</span></dd></div>`
  );
}

function taskBoxes(instance: Instance, resource: ResourceName, { names, numberOf, notes, reasons }: Legend): string {
  const { registered } = instance;
  return holdingTasks(instance)
    .map(({ id, group, demand }) => {
      // Instances of a plan hold tasks of its services only.
      const number = numberOf.get(group)!;
      const width = (shareOf(demandedAmounts(demand, registered.gpus)[resource], registered[resource]) * 100).toFixed(
        2,
      );
      return `<li style="--w:${width}%"><button type="button" class="t" tabindex="-1" data-s="${number}" data-r="${notes.reason(reasons.get(id))}" data-k="${number % 8}" data-p="${Math.floor(number / 8) % 3}">${escaped(names.group(group))}</button></li>`;
    })
    .join('');
}

function tasksText(instance: Instance, { names }: Legend): string {
  const counts = new Map<string, number>();
  for (const { group } of holdingTasks(instance)) counts.set(group, (counts.get(group) ?? 0) + 1);
  if (counts.size === 0) return 'empty';
  return [...counts].map(([group, count]) => `${count} of ${names.group(group)}`).join(', ');
}
