import { type ClusterInTemplate, type FleetGap, knownHostsOf, Unknown } from '../template';
import type { ScenarioName } from './scenario-kinds';

/** Something without which nothing true can be said of a simulation. */
export interface Undecided {
  /** The service, group or call it concerns. */
  readonly where: string;
  /** What is not known of it, such as `demand`. */
  readonly figure: string;
  readonly unknown: Unknown;
}

/** Figures that change where things are called or that only some scenarios ask for, and not what happens. */
const HARMLESS: ReadonlySet<string> = new Set(['zones', 'subnets', 'purchase option', 'zone rebalancing']);

const OF_SCALING: ReadonlySet<string> = new Set(['scaling minimum', 'scaling maximum']);

function stops({ figure, effect }: FleetGap, scenario: ScenarioName): boolean {
  if (effect === 'left-out') return true;
  if (figure === 'purchase option') return scenario === 'spot-interruption';
  if (figure === 'zones') return scenario === 'zone-loss';
  return OF_SCALING.has(figure) ? scenario === 'scale' : !HARMLESS.has(figure);
}

/** What is not known of a cluster and decides what happens in a scenario. */
export function undecidedOf(cluster: ClusterInTemplate, scenario: ScenarioName): readonly Undecided[] {
  const gaps = cluster.gaps
    .filter((gap) => stops(gap, scenario))
    .map(({ resource, figure, unknown }) => ({ where: nameOf(resource), figure, unknown }));
  const hosts = [...cluster.services.values()].flatMap((origin): Undecided[] => {
    const others = knownHostsOf(origin)?.others;
    return others ? [{ where: origin.name, figure: 'instances', unknown: others }] : [];
  });
  return [...gaps, ...hosts];
}

/** What is assumed of a cluster for a scenario, since it hardly changes what happens. */
export const assumedOf = (cluster: ClusterInTemplate, scenario: ScenarioName): readonly Undecided[] =>
  cluster.gaps
    .filter((gap) => !stops(gap, scenario))
    .map(({ resource, figure, unknown }) => ({ where: nameOf(resource), figure, unknown }));

/** What the engine cannot take as it is written. */
export const unusable = (problems: readonly { readonly path: string; readonly code: string }[]): readonly Undecided[] =>
  problems.map(({ path, code }) => ({
    where: path,
    figure: 'value',
    unknown: new Unknown({ code: 'assumption', name: `the value cannot be simulated (${code})` }, ''),
  }));

const nameOf = ({ constructPath, logicalId }: FleetGap['resource']): string => constructPath ?? logicalId;
