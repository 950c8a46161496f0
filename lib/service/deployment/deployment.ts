import type { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IDeploymentLifecycleHookTarget } from 'aws-cdk-lib/aws-ecs';
import type { Refused } from '../../task';
import type { CircuitBreaker } from './circuit-breaker';

/** What every deployment strategy takes. */
interface CommonDeployment {
  /**
   * How much of the desired count must stay healthy while tasks are replaced, in percent (rounded up).
   *
   * @default 100 - a deployment never takes capacity away; 0 for a daemon, which can only stop before it starts
   */
  readonly minimumHealthyPercent?: number;

  /**
   * How much of the desired count may run at most while tasks are replaced, in percent (rounded down).
   *
   * @default 200 - the new tasks start beside the old ones; 100 for a daemon, as ECS demands
   */
  readonly maximumPercent?: number;

  /**
   * The alarms that end a deployment, all of them: alarms themselves, or their names. An alarm on a metric of this very
   * service must be given by a name of your own choice, otherwise service and alarm depend on each other.
   *
   * @default - none
   */
  readonly alarms?: readonly (IAlarm | string)[];

  /**
   * What an alarm does: go back to the last version that worked, or only fail the deployment.
   *
   * @default 'rollback' - the old version was running a moment ago
   */
  readonly onAlarm?: 'rollback' | 'fail';

  /** Lambda functions that ECS calls at stages of the deployment and that may stop it. @default - none */
  readonly lifecycleHooks?: readonly IDeploymentLifecycleHookTarget[];
}

/** Tasks are replaced a few at a time, within the two percentages. */
export interface RollingDeployment extends CommonDeployment {
  readonly strategy?: 'rolling';

  /**
   * When the deployment is given up because tasks fail; `false` turns the breaker off.
   *
   * @default - on, with rollback: without it a deployment of a broken version lasts up to three hours
   */
  readonly circuitBreaker?: CircuitBreaker | false;

  /** How long ECS watches the alarms after the tasks are replaced. @default - ECS derives it from the alarms */
  readonly bakeTime?: Duration;

  /**
   * Calls the deployment successful before every task is replaced.
   *
   * @default - successful when all tasks are replaced
   */
  readonly earlySuccess?: {
    /** The percentage of the desired count that must be healthy; not below `minimumHealthyPercent`. */
    readonly healthyPercent: number;
    /** Whether the old tasks are removed before the deployment ends (`blocking`) or after it (`deferred`). */
    readonly cleanup: 'blocking' | 'deferred';
  };
}

/** What the strategies take that start a complete second set of tasks and then move the traffic to it. */
interface ShiftingDeployment extends CommonDeployment {
  /**
   * How long both sets of tasks keep running after the traffic has moved.
   *
   * @default Duration.minutes(5) - long enough for alarms of one-minute periods; each minute costs the double capacity
   */
  readonly bakeTime?: Duration;
  readonly circuitBreaker?: Refused<'only rolling deployments have a circuit breaker'>;
  readonly earlySuccess?: Refused<'only rolling deployments can succeed early'>;
}

/** All traffic moves at once. */
export interface BlueGreenDeployment extends ShiftingDeployment {
  readonly strategy: 'blue-green';
}

/** The traffic moves in equal steps. */
export interface LinearDeployment extends ShiftingDeployment {
  readonly strategy: 'linear';
  /** The percentage of the traffic that moves in one step; 3 to 100, in tenths. @default 10 - ECS's own */
  readonly stepPercent?: number;
  /** The time between steps; 0 to 24 hours in whole minutes. @default Duration.minutes(6) - ECS's own */
  readonly stepBakeTime?: Duration;
}

/** A small part of the traffic moves first, the rest after a while. */
export interface CanaryDeployment extends ShiftingDeployment {
  readonly strategy: 'canary';
  /** The percentage of the traffic that moves first; 0.1 to 100, in tenths. @default 5 - ECS's own */
  readonly canaryPercent?: number;
  /** The time until the rest follows; 0 to 24 hours in whole minutes. @default Duration.minutes(10) - ECS's own */
  readonly canaryBakeTime?: Duration;
}

/**
 * How a new version replaces the old one.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html
 */
export type Deployment = RollingDeployment | BlueGreenDeployment | LinearDeployment | CanaryDeployment;

/** Whether a deployment starts a second set of tasks and moves traffic between load-balancer targets. */
export function shiftsTraffic(deployment: Deployment): deployment is Exclude<Deployment, RollingDeployment> {
  return deployment.strategy !== undefined && deployment.strategy !== 'rolling';
}
