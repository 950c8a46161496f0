import type { Checker } from '../../input/checker';
import type { RolloutAssumptions } from '../assumptions';
import type { TimingOptions } from '../timings';
import type { TrafficOptions } from '../traffic';

/** Ten years: longer than anything that is simulated. */
const MAX_SECONDS = 315_360_000;

/** A finite number of seconds, zero or more, whole or not. */
export function checkSeconds(value: unknown, path: string, check: Checker): void {
  checkNumber(value, path, 0, MAX_SECONDS, check);
}

function checkNumber(value: unknown, path: string, min: number, max: number, check: Checker): void {
  if (typeof value !== 'number' || Number.isNaN(value)) check.report('not-a-number', path, value);
  else if (value < 0) check.report('negative', path, value);
  else if (value > MAX_SECONDS) check.report('too-large', path, value);
  else if (value < min || value > max) check.report('not-allowed', path, value);
}

/** Checks every duration. */
export function checkTimings(timings: TimingOptions, check: Checker): void {
  if (!check.record(timings, 'timings')) return;
  const { tasks, services, ...fleet } = timings;
  checkDurations(fleet, 'timings', check);
  if (tasks !== undefined) checkDurations(tasks, 'timings.tasks', check);
  if (services === undefined || !check.record(services, 'timings.services')) return;
  for (const [name, own] of Object.entries(services)) checkDurations(own, `timings.services.${name}`, check);
}

function checkDurations(durations: object, path: string, check: Checker): void {
  if (!check.record(durations, path)) return;
  for (const [name, value] of Object.entries(durations)) {
    if (value !== undefined) checkSeconds(value, `${path}.${name}`, check);
  }
}

/** Checks percentages against the limits of the ECS API, and durations. */
export function checkTraffic(traffic: Readonly<Record<string, TrafficOptions>>, check: Checker): void {
  if (!check.record(traffic, 'traffic')) return;
  for (const [name, options] of Object.entries(traffic)) {
    const path = `traffic.${name}`;
    if (!check.record(options, path)) continue;
    const { stepPercent = 100, canaryPercent = 100, ...durations } = options;
    checkNumber(stepPercent, `${path}.stepPercent`, 3, 100, check);
    checkNumber(canaryPercent, `${path}.canaryPercent`, 0.1, 100, check);
    checkDurations(durations, path, check);
  }
}

/** Checks the assumptions that are numbers or choices; those of placement are placement's to check. */
export function checkAssumptions(assumptions: Partial<RolloutAssumptions>, check: Checker): void {
  if (!check.record(assumptions, 'assumptions')) return;
  const { order, provisioningLimit, instanceLimit, scaling } = assumptions;
  if (order !== undefined) check.oneOf(order, ['stop-first', 'start-first'], 'assumptions.order');
  if (provisioningLimit !== undefined) check.whole(provisioningLimit, 'assumptions.provisioningLimit');
  if (instanceLimit !== undefined) check.whole(instanceLimit, 'assumptions.instanceLimit');
  if (scaling === undefined || !check.record(scaling, 'assumptions.scaling')) return;
  const { fromZero, demandGroups, ...numbers } = scaling;
  if (fromZero !== undefined) check.oneOf(fromZero, ['two', 'proportional'], 'assumptions.scaling.fromZero');
  if (demandGroups !== undefined) check.oneOf(demandGroups, ['largest', 'sum'], 'assumptions.scaling.demandGroups');
  for (const [name, value] of Object.entries(numbers)) {
    if (value !== undefined) check.whole(value, `assumptions.scaling.${name}`, name === 'datapointSeconds' ? 1 : 0);
  }
}
