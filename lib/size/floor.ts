import { type Instance, type ResourceAmounts, type Service, unusedResources } from '../placement';
import type { Candidate } from './candidates';
import { type Demands, firstStep, zonesWanted } from './demands';
import type { Pool } from './pool';

/** The counted resources that every task states as a number. */
const COUNTED = ['cpuUnits', 'memoryMiB', 'networkInterfaces', 'ebsVolumes'] as const;
type Counted = (typeof COUNTED)[number];

/** What must be there whatever the instances are. */
export interface Load {
  /** What all tasks take together. */
  readonly tasks: Readonly<Record<Counted, number>>;
  /** The same with what the most demanding first step of a deployment adds. */
  readonly withStep: Readonly<Record<Counted, number>>;
  /** Instances that are needed since some tasks cannot share one, or are to be in different zones. */
  readonly apart: number;
  /** Of those, what is left to be needed when a zone is lost: for tasks that cannot share an instance, at rest. */
  readonly apartAtRest: number;
}

/** Adds up what the tasks of a pool take. */
export function loadOf({ services, zones }: Pool, { rollout }: Demands): Load {
  const amount = (name: Counted) => services.reduce((sum, one) => sum + one.demand[name] * one.desiredCount, 0);
  const step = (name: Counted) => services.map((one) => (rollout ? firstStep(one) : 0) * one.demand[name]);
  const record = (value: (name: Counted) => number): Load['tasks'] => ({
    cpuUnits: value('cpuUnits'),
    memoryMiB: value('memoryMiB'),
    networkInterfaces: value('networkInterfaces'),
    ebsVolumes: value('ebsVolumes'),
  });
  const atRest = services.map((one) => (sharesNoInstance(one) ? one.desiredCount : 1));
  const alone = services.map((one, index) => atRest[index]! + (rollout && sharesNoInstance(one) ? firstStep(one) : 0));
  return {
    tasks: record(amount),
    withStep: record((name) => amount(name) + Math.max(0, ...step(name))),
    apart: Math.max(0, ...alone, ...services.map((one) => zonesWanted(one, zones))),
    apartAtRest: Math.max(0, ...atRest),
  };
}

/** Whether no two tasks of a service fit on one instance, however large it is. */
const sharesNoInstance = ({ demand, constraints }: Service): boolean =>
  demand.gpus === 'all' ||
  demand.tcpPorts.length + demand.udpPorts.length > 0 ||
  constraints.some(({ type }) => type === 'distinctInstance');

/** What tasks may take of an instance if a share of all that is registered is to stay free. */
export const usable = ({ registered, room }: Candidate, name: Counted, { headroomPercent }: Demands): number =>
  name === 'cpuUnits' || name === 'memoryMiB'
    ? Math.max(0, room[name] - (registered[name] * headroomPercent) / 100)
    : room[name];

/** Fewer instances of a type than this cannot meet the demands: the sums alone forbid it. */
export function fewestByLoad(candidate: Candidate, load: Load, demands: Demands): number {
  const needs = COUNTED.flatMap((name) => [
    ratio(load.tasks[name], usable(candidate, name, demands)),
    ratio(load.withStep[name], candidate.room[name]),
  ]);
  return Math.max(load.apart, ...needs.map((need) => Math.ceil(need - 1e-9)));
}

/** Fewer instances of a type than this cannot hold the tasks at rest, with nothing else asked. */
export const fewestAtRest = ({ room }: Candidate, load: Load): number =>
  Math.max(load.apartAtRest, ...COUNTED.map((name) => Math.ceil(ratio(load.tasks[name], room[name]) - 1e-9)));

/** No mix of these types costs less in an hour, in US dollars: each resource alone costs as much where it is cheapest. */
export function cheapestByLoad(candidates: readonly Candidate[], load: Load, demands: Demands): number {
  const cheapest = (amount: number, offer: (one: Candidate) => number) =>
    amount === 0 ? 0 : amount * Math.min(...candidates.map((one) => ratio(one.usdPerHour, offer(one))));
  return Math.max(
    load.apart * Math.min(...candidates.map(({ usdPerHour }) => usdPerHour)),
    ...COUNTED.flatMap((name) => [
      cheapest(load.tasks[name], (one) => usable(one, name, demands)),
      cheapest(load.withStep[name], ({ room }) => room[name]),
    ]),
  );
}

const ratio = (amount: number, each: number): number =>
  amount === 0 ? 0 : each > 0 ? amount / each : Number.POSITIVE_INFINITY;

/** How many instances leave so many when the fullest of the zones is lost. */
export function withZoneToLose(instances: number, zones: number): number {
  let all = instances;
  while (all - Math.ceil(all / zones) < instances) all++;
  return all;
}

/** Percent of what instances register that is taken, and of their network interfaces. */
export function fillOf(instances: readonly Instance[]): Fill {
  const registered = (name: keyof ResourceAmounts) => instances.reduce((sum, one) => sum + one.registered[name], 0);
  const unused = (name: keyof ResourceAmounts) => instances.reduce((sum, one) => sum + unusedResources(one)[name], 0);
  const percent = (name: keyof ResourceAmounts) =>
    registered(name) === 0 ? 0 : 100 - (100 * unused(name)) / registered(name);
  const taken = (name: 'networkInterfaces' | 'gpus') => ({
    taken: registered(name) - unused(name),
    registered: registered(name),
  });
  return {
    cpuPercent: percent('cpuUnits'),
    memoryPercent: percent('memoryMiB'),
    networkInterfaces: taken('networkInterfaces'),
    gpus: taken('gpus'),
  };
}

/** How full a fleet is, daemons included. */
export interface Fill {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly networkInterfaces: { readonly taken: number; readonly registered: number };
  readonly gpus: { readonly taken: number; readonly registered: number };
}
