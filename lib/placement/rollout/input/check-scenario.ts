import { checkDemand } from '../../input/check-demand';
import type { Checker } from '../../input/checker';
import type { RolloutInput, ScenarioStep, ServiceUpdate } from '../scenario';
import { checkRequest } from './check-cluster';
import { checkSeconds } from './check-options';

const CODES = ['first-deployment', 'continue', 'update', 'scale', 'drain', 'zone-loss', 'spot-interruption', 'observe'];

/** What a scenario may only begin with. */
const STARTS = ['first-deployment', 'continue'];

/** Checks every step of the scenario against a cluster that has been found in order. */
export function checkScenario(input: RolloutInput, check: Checker): void {
  const steps = check.list(input.scenario, 'scenario', 10_000);
  if (steps.length === 0) check.report('missing', 'scenario', input.scenario);
  steps.forEach((step, index) => {
    const path = `scenario[${index}]`;
    if (!check.record(step, path)) return;
    check.oneOf(step.code, CODES, `${path}.code`);
    if (step.atSeconds !== undefined) checkSeconds(step.atSeconds, `${path}.atSeconds`, check);
    if (STARTS.includes(step.code) && (index > 0 || (step.atSeconds ?? 0) > 0)) {
      check.report('not-allowed', `${path}.code`, step.code);
    }
    checkStep(input, step, path, check);
  });
}

function checkStep(input: RolloutInput, step: ScenarioStep, path: string, check: Checker): void {
  switch (step.code) {
    case 'continue': {
      const services = check.list(step.services, `${path}.services`);
      services.forEach((one, index) => {
        const at = `${path}.services[${index}]`;
        if (!check.record(one, at)) return;
        const service = checkKnown(input, one.name, `${at}.name`, check);
        if (service?.deployment === 'external') check.report('not-allowed', `${at}.name`, one.name);
        check.list(one.outgoing, `${at}.outgoing`);
      });
      return;
    }
    case 'first-deployment':
    case 'update': {
      if (step.services === undefined) return;
      const changes: readonly ServiceUpdate[] = check.list(step.services, `${path}.services`);
      changes.forEach((change, index) => {
        const at = `${path}.services[${index}]`;
        if (check.record(change, at)) checkUpdate(input, change, step.code, at, check);
      });
      check.unique(
        changes.map((change) => String(change?.name)),
        (index) => `${path}.services[${index}].name`,
      );
      return;
    }
    case 'scale':
      if (typeof step.to === 'string') check.oneOf(step.to, ['maximum', 'minimum', 'original'], `${path}.to`);
      else if (check.record(step.to, `${path}.to`)) {
        for (const [name, count] of Object.entries(step.to)) {
          checkKnown(input, name, `${path}.to.${name}`, check);
          check.whole(count, `${path}.to.${name}`, 0, 1_000_000);
        }
      }
      return;
    case 'drain':
      check.list(step.instances, `${path}.instances`);
      return;
    case 'zone-loss': {
      const { instances, capacities } = input.cluster;
      const zones = new Set([
        ...instances.map(({ zone }) => zone),
        ...capacities.flatMap((capacity) => capacity.zones),
      ]);
      if (!zones.has(step.zone)) check.report('not-found', `${path}.zone`, step.zone);
      return;
    }
    case 'spot-interruption':
      if (step.instances !== undefined) check.list(step.instances, `${path}.instances`);
  }
}

function checkUpdate(
  input: RolloutInput,
  change: ServiceUpdate,
  code: 'first-deployment' | 'update',
  path: string,
  check: Checker,
): void {
  const service = checkKnown(input, change.name, `${path}.name`, check);
  if (code === 'update' && service?.deployment === 'external') check.report('not-allowed', `${path}.name`, change.name);
  if (change.desiredCount !== undefined) check.whole(change.desiredCount, `${path}.desiredCount`, 0, 1_000_000);
  if (change.demand !== undefined) checkDemand(change.demand, `${path}.demand`, check);
  else if (change.constraints !== undefined && service) {
    checkRequest({ demand: service.demand, group: 'any', constraints: change.constraints }, path, check);
  }
  const { failure } = change;
  if (failure === undefined || !check.record(failure, `${path}.failure`)) return;
  check.oneOf(failure.at, ['pull', 'start', 'health'], `${path}.failure.at`);
  if (failure.every !== undefined) check.whole(failure.every, `${path}.failure.every`, 1);
  if (failure.attempts !== 'always') check.whole(failure.attempts, `${path}.failure.attempts`, 0, 1_000_000);
}

function checkKnown({ cluster }: RolloutInput, name: string, path: string, check: Checker) {
  const service = cluster.services.find((one) => one.name === name);
  if (!service) check.report('not-found', path, name);
  return service;
}
