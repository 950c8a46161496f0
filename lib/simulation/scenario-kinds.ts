import { type Cluster, type ScenarioStep, type Service, simulate } from '../placement';

/** What is chosen within a scenario. */
export interface ScenarioChoice {
  /** Services of the cluster, by their names in the fleet. @default - all of them */
  readonly services?: readonly string[];
  /** The zone that is lost. @default - each in turn, in a simulation of its own */
  readonly zone?: string;
}

/** Why a scenario has nothing to do with a cluster. */
export type NotApplicable =
  /** It has no service on its instances. */
  | 'no-services'
  /** Another controller than ECS makes the deployments of its services. */
  | 'other-controller'
  /** No service of it scales. */
  | 'no-scaling'
  /** It has no spot instances. */
  | 'no-spot'
  /** It starts without instances. */
  | 'no-instances';

/** One simulation of a scenario. */
export interface ScenarioCase {
  /** For the loss of a zone. */
  readonly zone?: string;
  readonly steps: readonly [ScenarioStep, ...ScenarioStep[]];
}

/** The name of a scenario. */
export type ScenarioName = 'first-deployment' | 'update' | 'scale' | 'drain' | 'zone-loss' | 'spot-interruption';

/** One scenario that people may choose. */
interface ScenarioKind {
  /** What happens, as half a sentence. */
  readonly title: string;
  /** Whether it may be about some services only. */
  readonly choosesServices: boolean;
  cases(cluster: Cluster, choice: ScenarioChoice): readonly ScenarioCase[] | NotApplicable;
}

const named = ({ services }: Cluster, { services: names }: ScenarioChoice): readonly Service[] =>
  names ? services.filter(({ name }) => names.includes(name)) : services;

/** Every scenario, in the order in which a fleet meets them. */
export const SCENARIOS: Readonly<Record<ScenarioName, ScenarioKind>> = {
  'first-deployment': {
    title: 'services start from nothing',
    choosesServices: true,
    cases(cluster, choice) {
      const services = named(cluster, choice).map(({ name }) => ({ name }));
      return services.length === 0 ? 'no-services' : [{ steps: [{ code: 'first-deployment', services }] }];
    },
  },
  update: {
    title: 'services get a new revision of the same size, all at the same time',
    choosesServices: true,
    cases(cluster, choice) {
      const chosen = named(cluster, choice);
      if (chosen.length === 0) return 'no-services';
      const services = chosen.filter(({ deployment }) => deployment !== 'external').map(({ name }) => ({ name }));
      return services.length === 0 ? 'other-controller' : [{ steps: [{ code: 'update', services }] }];
    },
  },
  scale: {
    title: 'service auto scaling goes to its maximum and back',
    choosesServices: true,
    cases(cluster, choice) {
      const scaled = named(cluster, choice).filter(
        ({ scaling, desiredCount }) => scaling && scaling.maxTasks !== desiredCount,
      );
      if (scaled.length === 0) return 'no-scaling';
      const to = (count: (service: Service) => number) =>
        Object.fromEntries(scaled.map((one) => [one.name, count(one)]));
      return [
        {
          steps: [
            { code: 'scale', to: to(({ scaling }) => scaling!.maxTasks) },
            { code: 'scale', to: to(({ desiredCount }) => desiredCount) },
          ],
        },
      ];
    },
  },
  drain: {
    title: 'instances are drained and replaced one after the other, as for a new machine image',
    choosesServices: false,
    cases(cluster) {
      const [first, ...others] = instancesAtStart(cluster).map(
        (instance): ScenarioStep => ({ code: 'drain', instances: [instance], replaced: true }),
      );
      return first ? [{ steps: [first, ...others] }] : 'no-instances';
    },
  },
  'zone-loss': {
    title: 'every instance of a zone is lost, and none can be launched there',
    choosesServices: false,
    cases(cluster, { zone }) {
      if (cluster.services.length === 0) return 'no-services';
      return (zone === undefined ? zonesOf(cluster) : [zone]).map(
        (lost): ScenarioCase => ({ zone: lost, steps: [{ code: 'zone-loss', zone: lost }] }),
      );
    },
  },
  'spot-interruption': {
    title: 'EC2 takes every spot instance back at once',
    choosesServices: false,
    cases: ({ capacities }) =>
      capacities.some(({ purchaseOption }) => purchaseOption === 'spot')
        ? [{ steps: [{ code: 'spot-interruption' }] }]
        : 'no-spot',
  },
};

/** The names of the scenarios, in order. */
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

/** Zones of the capacities, sorted. */
export const zonesOf = ({ capacities }: Cluster): readonly string[] =>
  [...new Set(capacities.flatMap(({ zones }) => zones))].sort();

/** The instances that a simulation begins with, its capacities grown for the services that run already. */
function instancesAtStart(cluster: Cluster): string[] {
  return simulate({ cluster, scenario: [{ code: 'observe' }] }).timeline.flatMap((event) =>
    event.code === 'instance-found' ? [event.instance] : [],
  );
}
