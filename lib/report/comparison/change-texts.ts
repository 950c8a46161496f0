import { usd } from '../plan/cost-text';
import type { CapacityJson, PlaceJson, ServiceJson } from '../plan/plan-contract';
import { counted } from '../table';
import type { ClusterComparison, FieldChange, FigureChange, PartChange } from './compare-plans';

/** One change, for people. */
export interface ChangeText {
  readonly change: 'added' | 'removed' | 'changed' | 'replaced';
  readonly what: string;
  readonly name: string;
  /** What is different. */
  readonly details: string;
  /** What it means for what runs. */
  readonly effect: string;
}

/** The changes of a cluster, groups first. */
export const changeTexts = ({ capacities, services }: ClusterComparison): ChangeText[] => [
  ...capacities.map((one) => textOf('group', one, capacityDetails, capacityEffect)),
  ...services.map((one) => textOf('service', one, serviceDetails, serviceEffect)),
];

function textOf<T extends PlaceJson>(
  what: string,
  one: PartChange<T>,
  details: (part: T) => string,
  effect: (one: PartChange<T>) => string,
): ChangeText {
  const part = one.change === 'removed' ? one.before : one.after;
  const said =
    one.change === 'added' || one.change === 'removed' ? details(part) : one.fields.map(fieldText).join('; ');
  return { change: one.change, what, name: part.constructPath ?? part.logicalId, details: said, effect: effect(one) };
}

const fieldText = ({ field, before, after }: FieldChange): string =>
  `${field} ${valueText(before)} → ${valueText(after)}`;

function valueText(value: unknown): string {
  if (value === null) return 'none';
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value);
}

const capacityDetails = ({ minInstances, maxInstances, instanceTypes }: CapacityJson): string => {
  const figure = (value: unknown): string => (typeof value === 'number' ? String(value) : '?');
  return `${figure(minInstances)} to ${figure(maxInstances)} instances${Array.isArray(instanceTypes) ? ` of ${instanceTypes.join(', ')}` : ''}`;
};

function capacityEffect(one: PartChange<CapacityJson>): string {
  switch (one.change) {
    case 'added':
      return '';
    case 'removed':
      return 'its instances go, and the tasks on them stop';
    case 'replaced':
      return 'new instances join before the old ones go, and the tasks on those stop';
    case 'changed':
      return one.fields.some(({ field }) => field === 'types' || field === 'purchase option')
        ? 'instances that run stay as they are until something replaces them'
        : '';
  }
}

const serviceDetails = ({ daemon, desiredCount, maximumCount }: ServiceJson): string => {
  if (daemon) return 'one task on every instance';
  return maximumCount > desiredCount ? `${desiredCount} to ${maximumCount} tasks` : counted(desiredCount, 'task');
};

/** What counts may change without a deployment of the service. */
const COUNTS: readonly string[] = ['desired count', 'scaling maximum'];

function serviceEffect(one: PartChange<ServiceJson>): string {
  switch (one.change) {
    case 'added':
      return '';
    case 'removed':
      return 'its tasks stop';
    case 'changed':
      return one.fields.every(({ field }) => COUNTS.includes(field)) ? '' : 'a deployment replaces its tasks';
    case 'replaced':
      return replacementEffect(one.before, one.after);
  }
}

/** CloudFormation creates first and deletes then: both services run for a while, unless they cannot both be there. */
function replacementEffect(before: ServiceJson, after: ServiceJson): string {
  if (typeof after.serviceName === 'string' && after.serviceName === before.serviceName) {
    return `the update fails: a new service ${after.serviceName} cannot be created while the old one has the name`;
  }
  const tasks = ({ daemon, desiredCount }: ServiceJson) =>
    daemon ? 'a task on every instance' : counted(desiredCount, 'task');
  return `a new service starts ${tasks(after)} beside ${tasks(before)} of the old one, which stop only then: both need room at once`;
}

/** The cost of a cluster before and after, and its tasks without a place where there are any. */
export function figureTexts({ cost, waiting }: ClusterComparison): [string, string][] {
  const waits = Object.entries(waiting).filter(([, { before = 0, after = 0 }]) => before + after > 0);
  return [
    ['Cost an hour, minimum sizes', costChange(cost.minimum)],
    ['Cost an hour, desired counts', costChange(cost.desired)],
    ['Cost an hour, scaling maxima', costChange(cost.peak)],
    ...waits.map(([when, { before, after }]): [string, string] => [
      `Tasks without a place, ${when === 'peak' ? 'scaling maxima' : 'desired counts'}`,
      `${before} → ${after}`,
    ]),
  ];
}

function costChange({ before, after }: FigureChange): string {
  const text = (value: number | undefined): string => (value === undefined ? 'not known' : usd(value));
  if (before === after) return before === undefined ? 'not known' : `${text(before)}, unchanged`;
  if (before === undefined || after === undefined) return `${text(before)} → ${text(after)}`;
  const difference = after - before;
  return `${usd(before)} → ${usd(after)} (${difference > 0 ? '+' : '-'}${usd(Math.abs(difference))})`;
}
