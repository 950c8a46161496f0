import type { Capacity, CapacityProviderStrategyItem, Service } from '../../../fleet';
import type { Instance } from '../../../instance';
import type { PlacementConstraint } from '../../../placement-request';
import type { ScalingAssumptions, ScalingDecision, ScalingMemory } from '../../../scaling';
import type { TaskDemand } from '../../../task-demand';
import type { RolloutAssumptions } from '../../assumptions';
import type { Oscillation, StuckStep } from '../../result';
import type { ScenarioStep, StartFailure } from '../../scenario';
import type { FailureCause, TimelineEvent } from '../../timeline';
import type { FleetTimings, TaskTimings } from '../../timings';
import type { TrafficStep } from '../../traffic';
import type { Board } from './board';
import type { EventQueue } from './event-queue';

/**
 * How far a task has come: waiting (PROVISIONING), pending (placed; the host is not free yet), starting, running (not
 * healthy yet), healthy, stopping, gone.
 */
export type TaskPhase = 'waiting' | 'pending' | 'starting' | 'running' | 'healthy' | 'stopping' | 'gone';

export interface SimTask {
  readonly id: string;
  readonly service: SimService;
  readonly revision: number;
  readonly provider?: string;
  phase: TaskPhase;
  instance?: SimInstance;
  /** Counts transitions: an event made for an earlier phase is void. */
  epoch: number;
  /** How the current start will end, if not well. */
  failsAt?: StartFailure['at'];
}

/** What a revision asks for. */
export interface Revision {
  readonly demand: TaskDemand;
  readonly constraints: readonly PlacementConstraint[];
  /** Failing starts that are still to come. */
  failuresLeft: number;
  /** Starts so far. */
  starts: number;
  readonly failure?: StartFailure;
}

/** A blue/green, linear or canary deployment on its way. */
export interface StagedDeployment {
  readonly startedAt: number;
  readonly steps: readonly TrafficStep[];
  /** The index of the traffic step that lasts; -1 while the new tasks start. */
  step: number;
  /** Why it can only wait for the limit of its stage. */
  stuck?: StuckStep;
}

export interface SimService {
  readonly service: Service;
  readonly group: string;
  /** Its own capacity provider strategy, else the cluster's; empty for a launch-type service. */
  readonly strategy: readonly CapacityProviderStrategyItem[];
  readonly timings: TaskTimings;
  readonly trafficSteps: readonly TrafficStep[];
  desired: number;
  readonly revisions: Revision[];
  /** The revision that its deployment brings. */
  primary: number;
  /** The revision of the last deployment that completed. */
  completed?: number;
  /** Tasks that are not gone, oldest first. */
  readonly tasks: Set<SimTask>;
  created: number;
  healthy: number;
  lowestHealthy: number;
  peakTasks: number;
  /** Failures that the circuit breaker counts. */
  failures: number;
  /** Failing starts at different times since the last healthy task. */
  failingWaves: number;
  lastFailureAt?: number;
  retryAt: number;
  staged?: StagedDeployment;
  deploying: boolean;
  /** A deployment that was given up; `back` when its predecessor took over. */
  givenUp?: {
    readonly cause: FailureCause;
    readonly back: boolean;
    readonly atSeconds: number;
    readonly stuck?: StuckStep;
  };
  /** Its starts always fail and the pauses have reached their longest: it is not tried again. */
  hopeless: boolean;
  move?: { readonly task: SimTask; readonly stopIn: string };
  steadyAt?: number;
}

/** `lost`: gone, but neither ECS nor the Auto Scaling group has noticed. */
export type SimInstanceStatus = 'launching' | 'active' | 'draining' | 'lost' | 'gone';

export interface SimInstance {
  readonly id: string;
  readonly zone: string;
  readonly group?: SimGroup;
  readonly launchedAt: number;
  /** What it registers, with the tasks on it that belong to no service. */
  readonly facts: Instance;
  status: SimInstanceStatus;
  /** The Auto Scaling group takes it away as soon as it is drained. */
  terminating: boolean;
  /** Tasks of services that have been placed and are not gone, oldest first. */
  readonly tasks: Set<SimTask>;
  /** Placed tasks that wait for room on the host, in order. */
  readonly queue: SimTask[];
}

export interface SimGroup {
  readonly capacity: Capacity;
  /** Instances that are not gone. */
  readonly instances: Set<SimInstance>;
  launched: number;
  memory: ScalingMemory;
  lastDecision?: ScalingDecision;
  /** Whether a datapoint is in the queue. */
  armed: boolean;
  /** Fingerprints of the states at which it scaled out, and when. */
  readonly scaleOuts: Map<string, number>;
  oscillation?: Oscillation;
}

export type SimEvent =
  | {
      readonly code: 'task';
      readonly task: SimTask;
      readonly epoch: number;
      readonly to: 'running' | 'healthy' | 'failed' | 'gone';
    }
  | { readonly code: 'instance-registered'; readonly instance: SimInstance }
  | { readonly code: 'instance-gone'; readonly instance: SimInstance }
  | { readonly code: 'datapoint'; readonly group: SimGroup }
  | { readonly code: 'retry'; readonly service: SimService }
  | { readonly code: 'stage'; readonly service: SimService; readonly staged: StagedDeployment; readonly step: number }
  | { readonly code: 'scenario'; readonly step: number };

/** The whole state of a simulation. */
export interface World {
  now: number;
  readonly queue: EventQueue<SimEvent>;
  readonly board: Board;
  readonly assumptions: RolloutAssumptions;
  readonly scaling: ScalingAssumptions;
  readonly timings: FleetTimings;
  readonly scenario: readonly ScenarioStep[];
  /** In the order of the cluster, as are `daemons` and `replicas`. */
  readonly services: readonly SimService[];
  readonly daemons: readonly SimService[];
  readonly replicas: readonly SimService[];
  readonly byName: ReadonlyMap<string, SimService>;
  readonly instances: Map<string, SimInstance>;
  readonly groups: readonly SimGroup[];
  readonly lostZones: Set<string>;
  /** Tasks in PROVISIONING, in the order in which they were created. */
  readonly waiting: Set<SimTask>;
  /** Services that something has happened to since their last round. */
  readonly touched: Set<SimService>;
  /** Services whose last round could not place a task. */
  readonly blocked: Set<SimService>;
  /** Whether room may have come free since tasks were last refused. */
  roomFreed: boolean;
  readonly oscillations: Oscillation[];
  peakInstances: number;
  readonly timeline: TimelineEvent[];
}

/** An event without its time. */
type Untimed<Event> = Event extends { readonly atSeconds: number } ? Omit<Event, 'atSeconds'> : never;

/** Writes an event into the timeline. */
export function note(world: World, event: Untimed<TimelineEvent>): void {
  world.timeline.push({ atSeconds: world.now, ...event } as TimelineEvent);
}

/** The revision that the service's deployment brings. */
export const primaryOf = (service: SimService): Revision => service.revisions[service.primary]!;
