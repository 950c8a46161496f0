import { shortName } from '../aws/arn';
import { breakerLimit } from '../live/service/breaker-limit';
import type { FoundService } from '../live/service/find-service';
import type { Observation } from './observation';
import type { ServiceRollout } from './service-rollout';
import { isWithinBounds, type Waiting, waitingOf } from './waiting';

/** One deployment of a service, as ECS counts it. */
export interface WatchedDeployment {
  readonly id: string;
  readonly isPrimary: boolean;
  /** Such as `web:12`. */
  readonly taskDefinition: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** Tasks that failed in a row, which the circuit breaker counts. */
  readonly failed: number;
  /** Absent where ECS does not say, as for deployments of other controllers. */
  readonly rolloutState?: string;
  readonly rolloutStateReason?: string;
}

/** The circuit breaker of a deployment that is under way. */
export interface WatchedBreaker {
  readonly failures: number;
  /** Failures at which it ends the deployment. */
  readonly limit: number;
  /** Whether it goes back to the deployment of before. */
  readonly rollsBack: boolean;
}

/** Health of the targets of one target group, by state, such as `healthy` and `initial`. */
export interface WatchedTargets {
  readonly targetGroup: string;
  readonly states: Readonly<Record<string, number>>;
  /** Why targets are unhealthy or not used, in the load balancer's words. */
  readonly reasons: readonly string[];
}

/** What is shown of a service. */
export interface WatchState {
  readonly deployments: readonly WatchedDeployment[];
  /** Absent without one, and once the deployment has ended. */
  readonly breaker?: WatchedBreaker;
  /** What the API for service deployments says; absent where it may not be asked or knows none. */
  readonly rollout?: ServiceRollout;
  /** Running tasks by zone. */
  readonly zones: Readonly<Record<string, number>>;
  /** Running tasks by instance: by EC2's id, or the container instance's where that may not be read. */
  readonly instances: Readonly<Record<string, number>>;
  readonly targets: readonly WatchedTargets[];
  /** None when steady. */
  readonly waiting: readonly Waiting[];
}

/** What an observation comes to. */
export function watchState(seen: Observation): WatchState {
  const { service, rollout, instanceNames } = seen;
  const running = seen.tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const deployments = deploymentsOf(service);
  const breaker = breakerOf(service, deployments, rollout);
  return {
    deployments,
    ...(breaker && { breaker }),
    ...(rollout && { rollout }),
    zones: tally(running.map(({ availabilityZone }) => availabilityZone ?? 'unknown zone')),
    instances: tally(
      running.flatMap(({ containerInstanceArn: arn }) => (arn ? (instanceNames.get(arn) ?? shortName(arn)) : [])),
    ),
    targets: targetsOf(seen),
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

/** ECS's own figures where it gives them, else what its documentation makes of the service's settings. */
function breakerOf(
  service: FoundService,
  deployments: readonly WatchedDeployment[],
  rollout: ServiceRollout | undefined,
): WatchedBreaker | undefined {
  const primary = deployments.find(({ isPrimary }) => isPrimary);
  if (primary?.rolloutState !== 'IN_PROGRESS') return undefined;
  const limit = isWithinBounds(service) ? breakerLimit(service, primary.desired) : undefined;
  const figures = rollout?.breaker ?? (limit === undefined ? undefined : { failures: primary.failed, limit });
  const rollsBack = service.deploymentConfiguration?.deploymentCircuitBreaker?.rollback ?? false;
  return figures && { ...figures, rollsBack };
}

const targetsOf = ({ targets }: Observation): readonly WatchedTargets[] =>
  [...targets].map(([arn, descriptions]) => {
    const reasons = descriptions.flatMap(({ TargetHealth: { State, Description, Reason } = {} }) =>
      State === 'unhealthy' || State === 'unused' ? (Description ?? Reason ?? []) : [],
    );
    return {
      targetGroup: arn.split('/').at(-2) ?? arn,
      states: tally(descriptions.map(({ TargetHealth }) => TargetHealth?.State ?? 'unknown')),
      reasons: [...new Set(reasons)].sort(),
    };
  });
