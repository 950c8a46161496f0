import type { ServiceOutcome } from '../../placement';
import { unknownSentence } from '../../rules';
import type { JudgedRollout, JudgedService, Simulation, Undecided } from '../../simulation';
import { rejectionText } from '../rejection-text';
import { namesIn } from './names';
import { stuckText } from './stuck-text';

/** Simulations for machines: version 1 of the contract that `schema/simulate-v1.json` describes. */
export interface SimulationJson {
  readonly version: 1;
  readonly simulations: readonly object[];
}

/** The simulations as the contract has them. */
export const simulationJson = (simulations: readonly Simulation[]): SimulationJson => ({
  version: 1,
  simulations: simulations.map(oneJson),
});

function oneJson(simulation: Simulation): object {
  const { scenario, zone, cluster, state, assumed } = simulation;
  const about = { scenario, zone, cluster: cluster.source.name, state, assumed: assumed.map(undecidedJson) };
  if (simulation.state === 'does-not-apply') return { ...about, because: simulation.because };
  if ('undecided' in simulation) return { ...about, unknown: simulation.undecided.map(undecidedJson) };
  const { careful, favourable } = simulation;
  return {
    ...about,
    ...figuresJson(careful),
    ...('doubts' in simulation && { doubts: simulation.doubts.map(undecidedJson) }),
    // The same cluster with the most that its instances may register.
    favourable: figuresJson(favourable),
    steps: careful.steps,
    oscillations: careful.oscillations,
    services: careful.services.map((service) => serviceJson(service, simulation)),
    timeline: careful.timeline,
  };
}

const figuresJson = ({ fails, outcome, finishedAtSeconds, peakInstances, finalInstances }: JudgedRollout) => ({
  fails,
  outcome,
  finishedAtSeconds: outcome === 'stuck' ? null : finishedAtSeconds,
  peakInstances,
  finalInstances,
});

export const undecidedJson = ({ where, figure, unknown }: Undecided) => ({
  where,
  figure,
  reason: unknownSentence(unknown),
});

function serviceJson({ outcome, minimumHealthy, ...service }: JudgedService, simulation: Simulation): object {
  return {
    ...service,
    minimumHealthy: minimumHealthy ?? null,
    outcome: outcome.code,
    ...('cause' in outcome && { cause: outcome.cause }),
    ...stuckJson(outcome, service.name, simulation),
  };
}

/** The step at which a service sticks, if it does. */
export function stuckJson(outcome: ServiceOutcome, name: string, { cluster }: Simulation) {
  const stuck = 'stuck' in outcome ? outcome.stuck : undefined;
  const service = cluster.cluster.services.find((one) => one.name === name);
  if (!stuck || !service) return {};
  const { step, fix } = stuckText(stuck, service, namesIn(cluster));
  const rejections = stuck.rejections.map(({ instanceId, rejections: reasons }) => ({
    instance: instanceId,
    reasons: reasons.map((reason) => ({ ...reason, message: rejectionText(reason) })),
  }));
  return { stuck: { ...stuck, message: step, fix, rejections } };
}
