import { didYouMean } from '../../lib/placement';
import { choosableServices, SCENARIO_NAMES, SCENARIOS, type ScenarioName, zonesOf } from '../../lib/simulation';
import type { Model } from '../../lib/template';
import { UsageError } from '../usage-error';

/** The scenarios with these names, each once. @throws UsageError with the near ones */
export function scenariosNamed(names: readonly string[], choosesServices: boolean): readonly ScenarioName[] {
  const found = names.flatMap((name) => (name === 'all' ? SCENARIO_NAMES : scenarioNamed(name)));
  const whole = found.find((name) => !SCENARIOS[name].choosesServices);
  if (choosesServices && whole !== undefined) {
    throw new UsageError(`--service does not go with ${whole}, which is about all services; leave one of them out`);
  }
  return [...new Set(found)];
}

function scenarioNamed(name: string): ScenarioName {
  const found = SCENARIO_NAMES.find((one) => one === name);
  if (found) return found;
  throw new UsageError(`no scenario '${name}'; ${near(name, [...SCENARIO_NAMES, 'all'])}`);
}

/** The services that are called so, by the names of the fleet. @throws UsageError with the near ones */
export function servicesNamed(names: readonly string[], model: Model): readonly string[] {
  const all = choosableServices(model);
  return names.flatMap((name) => {
    const found = all.filter((one) => one.names.includes(name));
    if (found.length === 0) {
      throw new UsageError(`no service '${name}'; ${near(name, [...new Set(all.flatMap((one) => one.names))])}`);
    }
    const here = found.filter(({ elsewhere }) => elsewhere === undefined);
    if (here.length === 0) {
      throw new UsageError(`the service ${name} runs on ${found[0]!.elsewhere}; choose one that runs on instances`);
    }
    return here.map((one) => one.name);
  });
}

/** A zone of some capacity. @throws UsageError with the near ones */
export function zoneNamed(zone: string, scenarios: readonly ScenarioName[], model: Model): string {
  if (!scenarios.includes('zone-loss')) {
    throw new UsageError('--zone goes with zone-loss only; add --scenario zone-loss');
  }
  const { fleet } = model.fleetOf({ bound: 'conservative', counts: 'desired' });
  const zones = [...new Set(fleet.clusters.flatMap(zonesOf))];
  if (zones.includes(zone)) return zone;
  throw new UsageError(`no instances in the zone '${zone}'; ${near(zone, zones)}`);
}

/** The names that were probably meant, else as many as fit in a line. */
function near(name: string, names: readonly string[]): string {
  const part = names.filter((one) => name.length > 2 && one.toLowerCase().includes(name.toLowerCase()));
  const nearest = didYouMean(name, names);
  const meant = [...new Set([...(nearest === undefined ? [] : [nearest]), ...part])].slice(0, 3);
  if (meant.length > 0) return `did you mean ${meant.join(' or ')}?`;
  if (names.length === 0) return 'there is none in what was read';
  return `known are ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}`;
}
