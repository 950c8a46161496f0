import { Duration, type TimeZone, Token } from 'aws-cdk-lib';
import type { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { BaseService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

/** A change of the limits at certain times. */
export interface ScheduledLimits {
  /** When, as a cron or rate expression. */
  readonly schedule: Schedule;
  /** The time zone of the schedule. @default - UTC */
  readonly timeZone?: TimeZone;
  /** The fewest tasks from then on. @default - unchanged */
  readonly min?: number;
  /** The most tasks from then on. @default - unchanged */
  readonly max?: number;
}

/**
 * How the number of tasks follows the load. Every target is held by target tracking: the highest demand wins, and
 * tasks are taken away only when all targets agree.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html
 */
export interface Scaling<M extends number = number> {
  /** The fewest tasks. */
  readonly min: M;
  /** The most tasks. */
  readonly max: number;
  /** The average CPU use to hold, in percent of the CPU units reserved. */
  readonly cpuPercent?: number;
  /** The average memory use to hold, in percent of the memory reserved. */
  readonly memoryPercent?: number;
  /**
   * The requests a minute that one task is to answer. The service must have exactly one target group of an Application
   * Load Balancer and a rolling deployment: the metric belongs to one target group.
   */
  readonly requestsPerTarget?: number;
  /** Other metrics to hold, by a name of your choice; each must fall as tasks are added. */
  readonly metrics?: Readonly<Record<string, { readonly metric: IMetric; readonly target: number }>>;
  /** Limits that change at certain times, by a name of your choice. */
  readonly schedule?: Readonly<Record<string, ScheduledLimits>>;
  /** How long to wait after adding tasks. @default Duration.seconds(60) - load that grows is met quickly */
  readonly scaleOutCooldown?: Duration;
  /** How long to wait after taking tasks away. @default Duration.seconds(300) - a short lull costs no capacity */
  readonly scaleInCooldown?: Duration;
}

/** The fewest and the most tasks that the limits, scheduled ones included, allow. */
export function scalingRange({ min, max, schedule = {} }: Scaling): { min: number; max: number } {
  const limits = Object.values(schedule);
  return {
    min: Math.min(min, ...limits.flatMap((limit) => limit.min ?? [])),
    max: Math.max(max, ...limits.flatMap((limit) => limit.max ?? [])),
  };
}

/** @throws MisuseError `ScalingRange`, `ScalingTarget` */
export function validateScaling(scaling: Scaling, scope: IConstruct): void {
  requireRange('scaling', scaling.min, scaling.max, scope);
  for (const [name, { min, max }] of Object.entries(scaling.schedule ?? {})) {
    if (min === undefined && max === undefined) {
      throw new MisuseError('ScalingRange', `schedule '${name}' changes nothing; give it a min, a max or both`, scope);
    }
    requireRange(`schedule '${name}'`, min ?? 0, max ?? Number.MAX_SAFE_INTEGER, scope);
  }
  requireTarget('cpuPercent', scaling.cpuPercent, 100, scope);
  requireTarget('memoryPercent', scaling.memoryPercent, 100, scope);
  requireTarget('requestsPerTarget', scaling.requestsPerTarget, Number.POSITIVE_INFINITY, scope);
}

/** Lets the service scale. `targetGroups` are those of Application Load Balancers. */
export function applyScaling(
  service: BaseService,
  scaling: Scaling,
  targetGroups: readonly ApplicationTargetGroup[],
): ScalableTaskCount {
  const count = service.autoScaleTaskCount({ minCapacity: scaling.min, maxCapacity: scaling.max });
  const cooldowns = {
    scaleOutCooldown: scaling.scaleOutCooldown ?? Duration.seconds(60),
    scaleInCooldown: scaling.scaleInCooldown ?? Duration.seconds(300),
  };
  if (scaling.cpuPercent !== undefined) {
    count.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: scaling.cpuPercent, ...cooldowns });
  }
  if (scaling.memoryPercent !== undefined) {
    count.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: scaling.memoryPercent, ...cooldowns });
  }
  if (scaling.requestsPerTarget !== undefined) {
    const [targetGroup, another] = targetGroups;
    if (targetGroup === undefined || another !== undefined) {
      throw new MisuseError(
        'ScalingRequestsPerTarget',
        `requestsPerTarget needs exactly one target group of an Application Load Balancer and a rolling deployment; there are ${targetGroups.length} to count at`,
        service,
      );
    }
    count.scaleOnRequestCount('Requests', {
      requestsPerTarget: scaling.requestsPerTarget,
      targetGroup,
      ...cooldowns,
    });
  }
  for (const [name, { metric, target }] of Object.entries(scaling.metrics ?? {})) {
    count.scaleToTrackCustomMetric(`Metric-${name}`, { metric, targetValue: target, ...cooldowns });
  }
  for (const [name, { min, max, ...when }] of Object.entries(scaling.schedule ?? {})) {
    count.scaleOnSchedule(name, { ...when, minCapacity: min, maxCapacity: max });
  }
  return count;
}

function requireRange(what: string, min: number, max: number, scope: IConstruct): void {
  if (Token.isUnresolved(min) || Token.isUnresolved(max)) return;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max < min) {
    throw new MisuseError(
      'ScalingRange',
      `${what}: min ${min}, max ${max}; take whole numbers, 0 <= min <= max`,
      scope,
    );
  }
}

function requireTarget(what: string, value: number | undefined, most: number, scope: IConstruct): void {
  if (value === undefined || Token.isUnresolved(value) || (value > 0 && value <= most)) return;
  const range = Number.isFinite(most) ? `more than 0 and at most ${most}` : 'more than 0';
  throw new MisuseError('ScalingTarget', `${what} ${value}; take ${range}`, scope);
}
