import type { ClusterInPlan } from '../../plan';
import { isInTrouble, type JudgedRollout, type JudgedService, type Rollouts, type Simulation } from '../../simulation';
import { duration } from '../clock';
import { nameList } from '../name-list';
import { stuckJson, undecidedJson } from '../simulation/simulation-json';
import { healthyText, OUTCOMES } from '../simulation/simulation-words';
import { type Page, paragraph, printable } from '../style';
import type { ClusterNames } from './cluster-names';
import type { PlayedRolloutJson, RolloutEndJson, RolloutJson } from './plan-contract';
import { tableLines } from './table-lines';

type PlayedSimulation = Extract<Simulation, { readonly careful: JudgedRollout }>;

/** The update of one service that was played through. */
interface Played {
  readonly simulation: PlayedSimulation;
  /** The service that is updated, as it fares with the least that instances may register. */
  readonly careful: JudgedService;
  readonly favourable: JudgedService;
}

const inCluster = ({ simulations }: Rollouts, { source }: ClusterInPlan): readonly Simulation[] =>
  simulations.filter(({ cluster }) => cluster.source === source.source);

function playedOf(simulation: Simulation): readonly Played[] {
  if (!('careful' in simulation)) return [];
  const [step] = simulation.careful.steps;
  const updated = step?.code === 'update' ? (step.services ?? []) : [];
  const part = (rollout: JudgedRollout, name: string) => rollout.services.find((one) => one.name === name)!;
  return updated.map(({ name }) => ({
    simulation,
    careful: part(simulation.careful, name),
    favourable: part(simulation.favourable, name),
  }));
}

/** The rollouts of one cluster as the contract has them. */
export const rolloutsJson = (rollouts: Rollouts, plan: ClusterInPlan): readonly RolloutJson[] =>
  inCluster(rollouts, plan).flatMap((simulation): readonly RolloutJson[] => {
    if ('undecided' in simulation) return [{ state: 'unknown', unknown: simulation.undecided.map(undecidedJson) }];
    return playedOf(simulation).map(({ simulation: played, careful, favourable }) => ({
      service: careful.name,
      state: played.state,
      ...endJson(played.careful, careful),
      minimumHealthy: careful.minimumHealthy ?? null,
      ...stuckPart(careful, played),
      favourable: endJson(played.favourable, favourable),
    }));
  });

/** Without every instance's reasons, which a simulation tells. */
function stuckPart({ outcome, name }: JudgedService, simulation: Simulation): Pick<PlayedRolloutJson, 'stuck'> {
  const { stuck } = stuckJson(outcome, name, simulation);
  if (!stuck) return {};
  const { cause, atSeconds, message, fix } = stuck;
  return { stuck: { cause, atSeconds, message, fix } };
}

const endJson = (rollout: JudgedRollout, service: JudgedService): RolloutEndJson => ({
  outcome: service.outcome.code,
  endedAtSeconds: service.outcome.code === 'stuck' ? null : service.endedAtSeconds,
  lowestHealthy: service.lowestHealthy,
  belowMinimum: service.belowMinimum,
  peakTasks: service.peakTasks,
  peakInstances: rollout.peakInstances,
});

/** More rows than that nobody reads in a terminal. */
const MOST_ROWS = 12;

/** The rollouts of one cluster that stick, or have fewer healthy tasks on the way than are desired; none of the rest. */
export function rolloutLines(rollouts: Rollouts, plan: ClusterInPlan, names: ClusterNames, page: Page): string[] {
  const desired = new Map(plan.services.map(({ service }) => [service.name, service.desiredCount]));
  const told = inCluster(rollouts, plan)
    .flatMap(playedOf)
    .filter(({ careful }) => isInTrouble(careful) || careful.lowestHealthy < (desired.get(careful.name) ?? 0))
    .sort((left, right) => Number(isInTrouble(right.careful)) - Number(isInTrouble(left.careful)));
  if (told.length === 0) return [];
  const shown = told.slice(0, MOST_ROWS);
  const rows = shown.map(({ careful, simulation }) => [
    names.service(careful.name),
    simulation.state === 'unknown' ? `${OUTCOMES[careful.outcome.code]}, or not` : OUTCOMES[careful.outcome.code],
    careful.outcome.code === 'stuck' ? 'never' : duration(careful.endedAtSeconds),
    healthyText(careful),
  ]);
  const alike = new Map<string, string[]>();
  for (const { careful, simulation } of shown) {
    const { stuck } = stuckJson(careful.outcome, careful.name, simulation);
    if (!stuck) continue;
    const text = `${stuck.message}. Fix: ${stuck.fix}`;
    alike.set(text, [...(alike.get(text) ?? []), names.service(careful.name)]);
  }
  const stuck = [...alike].flatMap(([text, services]) =>
    paragraph(page, printable(`${nameList(services)}: ${text}`), '    ', '      '),
  );
  const more = told.length > shown.length ? [`    and ${told.length - shown.length} more`] : [];
  return [...tableLines([['', 'ends', 'after', 'fewest healthy'], ...rows], page), ...more, ...stuck];
}
