import type { Cluster } from '../fleet';
import type { PlacementConstraint } from '../placement-request';
import type { TaskDemand } from '../task-demand';
import type { RolloutAssumptions } from './assumptions';
import type { TimingOptions } from './timings';
import type { TrafficOptions } from './traffic';

/** A fault of a revision: its tasks fail, each time or a number of times, at the named point of their start. */
export interface StartFailure {
  /** While the image is pulled, while containers start, or at the health checks of a running task. */
  readonly at: 'pull' | 'start' | 'health';
  /** How many tasks fail before the others work. */
  readonly attempts: number | 'always';
  /** Only every so manieth start fails, the first one among them. @default 1: each one */
  readonly every?: number;
}

/** The revision that an update brings. */
export interface ServiceUpdate {
  readonly name: string;
  /** @default - as before */
  readonly demand?: TaskDemand;
  /** @default - as before */
  readonly constraints?: readonly PlacementConstraint[];
  /** @default - as before */
  readonly desiredCount?: number;
  /** @default - its tasks start and become healthy */
  readonly failure?: StartFailure;
}

/** A deployment that has begun and not ended. */
export interface DeploymentUnderWay {
  readonly name: string;
  /** Ids of the tasks on the cluster's instances that are of the revision before. */
  readonly outgoing: readonly string[];
}

interface Timed {
  /**
   * Seconds since the start.
   * @default - when everything before it in the scenario has come to rest
   */
  readonly atSeconds?: number;
}

/** One thing that happens to a cluster. */
export type ScenarioStep = Timed &
  (
    | {
        /** Services are created and start from nothing. Only as the first step, at 0. */
        readonly code: 'first-deployment';
        /** @default - every service of the cluster */
        readonly services?: readonly Pick<ServiceUpdate, 'name' | 'failure'>[];
      }
    | {
        /**
         * Deployments that are under way go on from the tasks that are there: nothing that a service lacks has been
         * placed before, and no capacity has grown for it. What a service asks for is that of its new revision, which
         * has the number 0. Only as the first step, at 0.
         */
        readonly code: 'continue';
        readonly services: readonly DeploymentUnderWay[];
      }
    | {
        /** Services get a new revision, all at the same time. */
        readonly code: 'update';
        /** @default - every service whose deployments ECS itself controls, each with a revision like the old one */
        readonly services?: readonly ServiceUpdate[];
      }
    | {
        /** Services get another desired count: the bound of their auto scaling, the one they began with, or by name. */
        readonly code: 'scale';
        readonly to: 'maximum' | 'minimum' | 'original' | Readonly<Record<string, number>>;
      }
    | {
        /** Instances are set to DRAINING. */
        readonly code: 'drain';
        readonly instances: readonly string[];
        /**
         * Whether they are drained to be terminated, as an instance refresh does: each goes once its service tasks have
         * left, and its Auto Scaling group launches another at once, since one that waits to be terminated no longer
         * counts.
         * @default false
         */
        readonly replaced?: boolean;
      }
    | {
        /** Every instance of a zone is lost, and no new one is launched there. */
        readonly code: 'zone-loss';
        readonly zone: string;
      }
    | {
        /** EC2 announces that it takes spot instances back. */
        readonly code: 'spot-interruption';
        /** @default - every instance of every spot capacity */
        readonly instances?: readonly string[];
      }
    | {
        /** Nothing is done: managed scaling alone is at work. */
        readonly code: 'observe';
      }
  );

/** What to simulate. */
export interface RolloutInput {
  /**
   * The cluster. It starts with its instances, with every capacity at its desired size, and, unless the first step is
   * `first-deployment` or `continue`, with the tasks of every service; capacities that are too small for these have
   * grown already.
   * Instances that are launched are named `<capacity>/<number>`, counted from 1.
   */
  readonly cluster: Cluster;
  /** In order; at least one step. */
  readonly scenario: readonly ScenarioStep[];
  /** @default - the defaults of {@link TaskTimings} and {@link FleetTimings} */
  readonly timings?: TimingOptions;
  /** How staged deployments move traffic, by service name. @default - the defaults of {@link TrafficOptions} */
  readonly traffic?: Readonly<Record<string, TrafficOptions>>;
  /** @default - {@link DEFAULT_ROLLOUT_ASSUMPTIONS} */
  readonly assumptions?: Partial<RolloutAssumptions>;
}
