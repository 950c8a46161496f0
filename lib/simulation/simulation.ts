import { PlacementInputError, simulate, type TimingOptions, type TrafficOptions } from '../placement';
import { type ClusterInTemplate, type Model, serviceName, type TemplateSet } from '../template';
import { doubtsOf } from './doubt';
import { type JudgedRollout, judge } from './judge';
import {
  type NotApplicable,
  SCENARIOS,
  type ScenarioCase,
  type ScenarioChoice,
  type ScenarioName,
} from './scenario-kinds';
import { type Durations, durationsIn } from './template-timings';
import { assumedOf, type Undecided, undecidedOf, unusable } from './undecided';

/** What to simulate. */
export interface SimulationRequest extends ScenarioChoice {
  readonly scenario: ScenarioName;
  /** Win over what templates say. @default - as templates say, else those of the engine */
  readonly timings?: TimingOptions;
  /** How every staged deployment moves traffic. @default - as templates say, else as the engine has it */
  readonly traffic?: TrafficOptions;
}

/** What happens to one cluster in one scenario. */
export type Simulation = {
  readonly scenario: ScenarioName;
  /** The zone that is lost. */
  readonly zone?: string;
  readonly cluster: ClusterInTemplate;
  /** What is taken for granted without being known. */
  readonly assumed: readonly Undecided[];
} & (
  | {
      /** Every bound that AWS leaves open gives the same verdict. */
      readonly state: 'finishes' | 'fails';
      /** With the least that instances may register. */
      readonly careful: JudgedRollout;
      /** With the most that they may register. */
      readonly favourable: JudgedRollout;
    }
  | { readonly state: 'unknown'; readonly undecided: readonly Undecided[] }
  | {
      /** The verdict hangs on what instances register or report. */
      readonly state: 'unknown';
      readonly careful: JudgedRollout;
      readonly favourable: JudgedRollout;
      /** What it hangs on where it fails with the most that instances may register, too. */
      readonly doubts: readonly Undecided[];
    }
  | { readonly state: 'does-not-apply'; readonly because: NotApplicable }
);

/** Plays a scenario through on every cluster of a model that has services, or on those that have chosen services. */
export function simulationsOf(model: Model, request: SimulationRequest): readonly Simulation[] {
  const careful = model.fleetOf({ bound: 'conservative', counts: 'desired' });
  const favourable = model.fleetOf({ bound: 'optimistic', counts: 'desired' });
  return careful.clusters.flatMap((cluster, index) =>
    concerns(cluster, request) ? inCluster(cluster, favourable.clusters[index]!, { request, set: model.set }) : [],
  );
}

/** Whether a cluster runs services on instances, of those that are chosen if any are. */
function concerns({ cluster, gaps, source }: ClusterInTemplate, { services }: SimulationRequest): boolean {
  if (!services) return cluster.services.length > 0 || (source.services.length > 0 && gaps.length > 0);
  return [...cluster.services.map(({ name }) => name), ...source.services.map(serviceName)].some((name) =>
    services.includes(name),
  );
}

function inCluster(
  cluster: ClusterInTemplate,
  favourable: ClusterInTemplate,
  { request, set }: { readonly request: SimulationRequest; readonly set: TemplateSet },
): readonly Simulation[] {
  const { scenario } = request;
  const about = { scenario, cluster, assumed: assumedOf(cluster, scenario) };
  const undecided = undecidedOf(cluster, scenario);
  if (undecided.length > 0) return [{ ...about, state: 'unknown', undecided }];
  try {
    const cases = SCENARIOS[scenario].cases(cluster.cluster, request);
    if (typeof cases === 'string') return [{ ...about, state: 'does-not-apply', because: cases }];
    const atBest = SCENARIOS[scenario].cases(favourable.cluster, request);
    return cases.map((one, index): Simulation => {
      const [worst, best] = [
        played(cluster, one, durationsIn(cluster, set, request)),
        // Where instances hold more, fewer of them may be there to begin with.
        played(favourable, (atBest as readonly ScenarioCase[])[index] ?? one, durationsIn(favourable, set, request)),
      ];
      const both = { careful: worst, favourable: best };
      const verdict = { ...about, ...(one.zone !== undefined && { zone: one.zone }), ...both };
      if (!worst.fails && !best.fails) return { ...verdict, state: 'finishes' };
      const doubts = best.fails ? doubtsOf(best, favourable, set) : [];
      return worst.fails && best.fails && doubts.length === 0
        ? { ...verdict, state: 'fails' }
        : { ...verdict, state: 'unknown', doubts };
    });
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    return [{ ...about, state: 'unknown', undecided: unusable(error.problems) }];
  }
}

function played({ cluster }: ClusterInTemplate, { steps }: ScenarioCase, durations: Durations): JudgedRollout {
  return judge(simulate({ cluster, scenario: steps, ...durations }), cluster, steps);
}
