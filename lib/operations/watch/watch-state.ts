import type { Explanation } from '../../placement';
import type { FoundService } from '../live/find-service';
import { type HealthyBounds, healthyBounds } from '../live/healthy-bounds';
import { shortName } from '../live/pages';
import { type Observation, tasksWithoutPlace } from './observation';

/** One deployment of a service, as ECS counts it. */
export interface WatchedDeployment {
  readonly id: string;
  readonly isPrimary: boolean;
  /** Such as `web:12`. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Tasks that failed to start, which the circuit breaker counts. */
  readonly failed: number;
  /** Absent where ECS does not say, as for deployments of other controllers. */
  readonly rolloutState?: string;
  readonly rolloutStateReason?: string;
}

/** Health of the targets of one target group, by state, such as `healthy` and `initial`. */
export interface WatchedTargets {
  readonly targetGroup: string;
  readonly states: Readonly<Record<string, number>>;
  /** Why targets are not healthy, in the load balancer's words. */
  readonly reasons: readonly string[];
}

/** What a deployment waits for. */
export type Waiting =
  /** No instance takes the tasks. */
  | {
      readonly code: 'placement';
      readonly tasks: number;
      readonly explanation: Explanation;
      /** Capacity providers of the service that have no instance, of which nobody knows what one would be like. */
      readonly emptyProviders: readonly string[];
    }
  /** There is a place, and ECS has not used it yet. */
  | { readonly code: 'scheduling'; readonly tasks: number }
  | { readonly code: 'starting'; readonly tasks: number }
  /** Containers or targets that are not healthy yet. */
  | { readonly code: 'health'; readonly tasks: number; readonly targets: number }
  /** Tasks of before that stop, or targets that let their connections end. */
  | { readonly code: 'draining'; readonly tasks: number; readonly targets: number }
  /** The healthy percents allow neither a start nor a stop. */
  | { readonly code: 'bounds'; readonly bounds: HealthyBounds };

/** What is shown of a service. */
export interface WatchState {
  readonly deployments: readonly WatchedDeployment[];
  /** Running tasks by zone. */
  readonly zones: Readonly<Record<string, number>>;
  readonly targets: readonly WatchedTargets[];
  /** None when steady. */
  readonly waiting: readonly Waiting[];
}

/** What an observation comes to. */
export function watchState(seen: Observation): WatchState {
  return {
    deployments: deploymentsOf(seen.service),
    zones: tally(
      seen.tasks.flatMap(({ lastStatus, availabilityZone }) =>
        lastStatus === 'RUNNING' ? [availabilityZone ?? 'unknown zone'] : [],
      ),
    ),
    targets: [...seen.targets].map(([arn, targets]) => ({
      targetGroup: arn.split('/').at(-2) ?? arn,
      states: tally(targets.map(({ TargetHealth }) => TargetHealth?.State ?? 'unknown')),
      reasons: [
        ...new Set(
          targets.flatMap(({ TargetHealth }) =>
            TargetHealth?.State === 'unhealthy' ? (TargetHealth.Description ?? TargetHealth.Reason ?? []) : [],
          ),
        ),
      ].sort(),
    })),
    waiting: waitingOf(seen),
  };
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const deploymentsOf = ({ deployments = [] }: FoundService): readonly WatchedDeployment[] =>
  deployments.map((one) => ({
    id: one.id ?? '',
    isPrimary: one.status === 'PRIMARY',
    taskDefinition: shortName(one.taskDefinition ?? ''),
    desired: one.desiredCount ?? 0,
    running: one.runningCount ?? 0,
    pending: one.pendingCount ?? 0,
    failed: one.failedTasks ?? 0,
    ...(one.rolloutState && { rolloutState: one.rolloutState }),
    ...(one.rolloutStateReason && { rolloutStateReason: one.rolloutStateReason }),
  }));

function waitingOf(seen: Observation): readonly Waiting[] {
  const { service, tasks, stopped, refused } = seen;
  const targets = [...seen.targets.values()].flat();
  const targetsIn = (...states: readonly string[]) =>
    targets.filter(({ TargetHealth }) => states.includes(TargetHealth?.State ?? '')).length;
  const waiting: Waiting[] = [];

  const starting = tasks.filter((task) => task.containerInstanceArn && task.lastStatus !== 'RUNNING').length;
  if (starting > 0) waiting.push({ code: 'starting', tasks: starting });

  const unhealthy = tasks.filter(
    ({ lastStatus, healthStatus, containers = [] }) =>
      lastStatus === 'RUNNING' &&
      (healthStatus === 'UNHEALTHY' || containers.some(({ healthStatus: own }) => own === 'UNHEALTHY')),
  ).length;
  const unready = targetsIn('initial', 'unhealthy');
  if (unhealthy + unready > 0) waiting.push({ code: 'health', tasks: unhealthy, targets: unready });

  const stopping = stopped.filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
  if (stopping + targetsIn('draining') > 0) {
    waiting.push({ code: 'draining', tasks: stopping, targets: targetsIn('draining') });
  }

  const missing = tasksWithoutPlace(service, tasks);
  const bounds = healthyBounds(service);
  const isRolling =
    (service.deploymentController?.type ?? 'ECS') === 'ECS' &&
    (service.deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING' &&
    service.schedulingStrategy !== 'DAEMON';
  const placed = tasks.filter(({ containerInstanceArn }) => containerInstanceArn).length;
  const older = placed - tasks.filter((task) => isOfPrimary(service, task) && task.containerInstanceArn).length;
  const mayStop = older > 0 && placed > bounds.atLeast;
  const mayStart = placed < bounds.atMost;
  if (missing > 0 && isRolling && !mayStop && !mayStart) waiting.push({ code: 'bounds', bounds });
  else if (missing > 0 && refused && !mayStop) {
    waiting.push({ code: 'placement', tasks: missing, ...refused });
  } else if (missing > 0) waiting.push({ code: 'scheduling', tasks: missing });
  return waiting;
}

const isOfPrimary = ({ deployments = [] }: FoundService, { startedBy }: { readonly startedBy?: string }): boolean =>
  deployments.some(({ id, status }) => status === 'PRIMARY' && id === startedBy);
