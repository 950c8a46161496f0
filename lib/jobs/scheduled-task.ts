import { Duration } from 'aws-cdk-lib';
import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import { PlacementStrategy, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type ISchedule,
  type IScheduleGroup,
  type IScheduleTarget,
  Schedule,
  type ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { EcsRunEc2Task } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { capacityAssociation, renderStrategy } from '../cluster';
import { runtimeDependencies } from '../task';
import { renderOverrides } from './container-overrides';
import type { Job, NamedJob } from './job';
import { requireRunnable } from './require-runnable';
import { checkSchedule, type RetryOptions } from './schedule-limits';
import { type TaskNetwork, taskNetwork } from './task-network';

/** When a {@link ScheduledTask} starts which task where. */
export interface ScheduledTaskProps<C extends string, T extends TaskDefinition> extends Job<C, T>, ScheduleOptions {}

/** When a {@link ScheduledTask} starts, and what happens when it cannot. */
export interface ScheduleOptions {
  /**
   * When the task starts: `ScheduleExpression.cron()`, `rate()` or `at()`. A cron expression has a time zone of its own
   * (`timeZone`), and follows its summer time; without one it is UTC.
   */
  readonly schedule: ScheduleExpression;

  /**
   * Within how long after its time the task may start, 1 minute to 24 hours; spreads jobs that share a time.
   *
   * @default - at its time
   */
  readonly flexibleWindow?: Duration;

  /**
   * How often, and until when, starting is tried again when ECS refuses it.
   *
   * @default - 4 times within an hour: enough for a disturbance, and a nightly job never starts in the morning rush
   * (Scheduler's own default is 185 times within a day)
   */
  readonly retry?: RetryOptions;

  /**
   * Queue for starts that failed for good. Alarm on its length: otherwise nobody sees them.
   *
   * @default - none; they are only counted, in `Schedule.metricAllDropped()`
   */
  readonly deadLetterQueue?: IQueue;

  /**
   * How many tasks start each time, 1 to 10.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * Whether the schedule starts tasks.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Group of the schedule.
   *
   * @default - the group `default`
   */
  readonly scheduleGroup?: IScheduleGroup;

  /**
   * Name of the schedule.
   *
   * @default - generated, so that a replacement never collides
   */
  readonly scheduleName?: string;

  /**
   * What the schedule is for.
   *
   * @default - none
   */
  readonly description?: string;
}

/**
 * A task that starts by the clock, on the capacities it names: a nightly export, a report every hour.
 *
 * It is a `scheduler.Schedule`. EventBridge Scheduler starts it at least once each time, so two tasks may run in rare
 * cases: make it safe to repeat.
 *
 * @throws MisuseError `JobNotForEc2`, `JobManagedVolume`, `JobArchitecture`, `JobContainerUnknown`, `JobNetworkMode`,
 * `JobWithoutPrivateSubnets`, `ScheduleLimits`, `ScheduleEveryMinute`, and those of a capacity strategy
 *
 * @example
 * new ScheduledTask(this, 'Export', {
 *   cluster, taskDefinition, capacity: { burst: { weight: 1 } },
 *   schedule: ScheduleExpression.cron({ hour: '3', minute: '15', timeZone: TimeZone.EUROPE_BERLIN }),
 * });
 */
export class ScheduledTask<C extends string = string, T extends TaskDefinition = TaskDefinition>
  extends Schedule
  implements IConnectable
{
  /** The task's own security groups in awsvpc mode, those of the cluster's instances otherwise. */
  readonly connections: Connections;

  /** The role with which the schedule starts the task: this task, with its roles, and nothing else. */
  readonly role: IRole;

  constructor(scope: Construct, id: string, props: ScheduledTaskProps<C, T>) {
    checkSchedule(props, scope);
    // The conditional type of the overrides stays open here, where the task definition is unknown; callers have met it.
    const target = new JobTarget(props as unknown as NamedJob & ScheduleOptions);
    super(scope, id, {
      schedule: props.schedule,
      target,
      timeWindow: props.flexibleWindow ? TimeWindow.flexible(props.flexibleWindow) : TimeWindow.off(),
      enabled: props.enabled ?? true,
      scheduleGroup: props.scheduleGroup,
      scheduleName: props.scheduleName,
      description: props.description,
    });
    const { network, role } = target.bound!;
    this.connections = network.connections;
    this.role = role;
    // Not the whole construct: its role would then wait for its own policy.
    this.node.defaultChild!.node.addDependency(
      capacityAssociation(props.cluster),
      runtimeDependencies(props.taskDefinition),
      role,
    );
  }
}

/** The L2's target with a role and a security group below the schedule, which exists only once the target is bound. */
class JobTarget implements IScheduleTarget {
  bound?: { readonly network: TaskNetwork; readonly role: IRole };

  constructor(private readonly job: NamedJob & ScheduleOptions) {}

  bind(schedule: ISchedule) {
    const { job } = this;
    requireRunnable(job, schedule);
    const scope = schedule as Schedule;
    const network = taskNetwork(job, scope);
    const role = new Role(scope, 'Role', { assumedBy: schedulerOf(schedule) });
    job.deadLetterQueue?.grantSendMessages(role);
    this.bound = { network, role };
    const { attempts = 4, within = Duration.hours(1) } = job.retry ?? {};
    return new EcsRunEc2Task(job.cluster, {
      taskDefinition: job.taskDefinition,
      capacityProviderStrategies: renderStrategy(job.cluster, job.capacity, schedule),
      placementStrategies: [...(job.placementStrategies ?? [PlacementStrategy.packedByMemory()])],
      ...(network.awsvpc && {
        vpcSubnets: { subnets: network.awsvpc.subnets },
        securityGroups: network.awsvpc.securityGroups,
      }),
      role,
      taskCount: job.count ?? 1,
      retryAttempts: attempts,
      maxEventAge: within,
      deadLetterQueue: job.deadLetterQueue,
      // Costs can be told apart by cluster and by whatever tags the task definition has.
      enableEcsManagedTags: true,
      propagateTags: true,
      ...(job.overrides && {
        input: ScheduleTargetInput.fromObject(renderOverrides(job.overrides, job.taskDefinition, schedule)),
      }),
    }).bind(schedule);
  }
}

/** EventBridge Scheduler, when it acts for the schedules of this group: another account's schedule cannot use the role. */
function schedulerOf({ stack, scheduleGroup }: ISchedule): ServicePrincipal {
  return new ServicePrincipal('scheduler.amazonaws.com', {
    conditions: {
      StringEquals: {
        'aws:SourceAccount': stack.account,
        'aws:SourceArn':
          scheduleGroup?.scheduleGroupArn ??
          stack.formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' }),
      },
    },
  });
}
