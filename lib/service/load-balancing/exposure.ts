import type { Duration } from 'aws-cdk-lib';
import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import type { IAlternateTarget } from 'aws-cdk-lib/aws-ecs';
import type {
  ApplicationProtocol,
  ApplicationProtocolVersion,
  ApplicationTargetGroup,
  IApplicationListener,
  ListenerCondition,
  NetworkListener,
  NetworkTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Refused } from '../../task';
import type { ContainerPort, NamedPort } from '../container-port';

/** Options that do not exist here, with the reason that the compiler prints. */
type Without<Option extends string, Why extends string> = { readonly [O in Option]?: Refused<Why> };

type RuleOption = 'conditions' | 'priority' | 'protocol' | 'protocolVersion' | 'slowStart' | 'stickiness';

/** How a load balancer finds out whether a task is healthy. It asks the port that gets the traffic. */
export interface TargetHealth {
  /**
   * The path to ask for. A Network Load Balancer without one only opens a connection.
   *
   * @default - '/' for an Application Load Balancer, none for a Network Load Balancer
   */
  readonly path?: string;
  /** The status codes that mean healthy, such as `200-299`. @default '200' - a redirect is no sign of health */
  readonly codes?: string;
  /**
   * The time between two checks; 5 to 300 seconds.
   *
   * @default Duration.seconds(10) - with two checks a task gets traffic 20 seconds after it is up, instead of 150
   */
  readonly interval?: Duration;
  /** How long an answer may take; less than the interval. @default Duration.seconds(5) */
  readonly timeout?: Duration;
  /** How many checks in a row make a task healthy; 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** How many checks in a row make a task unhealthy; 2 to 10. @default 3 - one lost packet kills no task */
  readonly unhealthyThreshold?: number;
}

/** What every target group made for a service may be told. */
export interface TargetGroupOptions {
  /** How the load balancer checks the tasks. @default - see the fields */
  readonly health?: TargetHealth;
  /**
   * How long a task that is about to stop still answers the requests it has; 0 to 3600 seconds. Only after it does ECS
   * ask the containers to stop, so that every rollout step takes this long and the stop timeout.
   *
   * @default Duration.seconds(30) - most requests are much shorter, and a rollout waits for it at every step
   */
  readonly deregistrationDelay?: Duration;
}

/** A listener of an Application Load Balancer, for which a target group is made. */
export interface ApplicationExposure
  extends TargetGroupOptions,
    Without<'clients' | 'healthPort' | 'preserveClientIp', 'an Application Load Balancer hides its clients'>,
    Without<'targetGroup' | 'alternateTarget', 'give a listener or a targetGroup'> {
  /** The listener. Without conditions it must be made in this app. */
  readonly listener: IApplicationListener;
  /**
   * Which requests come here.
   *
   * @default - all that no rule takes: the target group becomes the listener's default action
   */
  readonly conditions?: readonly ListenerCondition[];
  /** The place of the rule among the listener's rules; 1 to 50,000, each only once. Goes with `conditions`. */
  readonly priority?: number;
  /**
   * The rule for test traffic to the new version; only for deployments that shift traffic.
   *
   * @default - no test traffic
   */
  readonly test?: {
    readonly listener: IApplicationListener;
    readonly conditions: readonly ListenerCondition[];
    readonly priority: number;
  };
  /** What is spoken to the task. @default ApplicationProtocol.HTTP - encryption ends at the load balancer */
  readonly protocol?: ApplicationProtocol;
  /** The version of HTTP that is spoken to the task. @default - HTTP/1.1 */
  readonly protocolVersion?: ApplicationProtocolVersion;
  /** How long a new task's share of requests grows; 30 to 900 seconds. @default - full share at once */
  readonly slowStart?: Duration;
  /** How long a client stays with one task. @default - every request may go elsewhere */
  readonly stickiness?: Duration;
}

/** A listener of a Network Load Balancer, for which a target group is made. */
export interface NetworkExposure
  extends TargetGroupOptions,
    Without<RuleOption, 'a Network Load Balancer has no rules and speaks no HTTP'>,
    Without<'targetGroup' | 'alternateTarget', 'give a listener or a targetGroup'> {
  /** The listener, made in this app; its default action becomes the target group. */
  readonly listener: NetworkListener;
  /**
   * Who may reach the tasks besides the load balancer. Needed when the load balancer has no security group, because
   * then tasks may see the addresses of the clients.
   *
   * @default - nobody
   */
  readonly clients?: readonly IPeer[];
  /**
   * The TCP port of the tasks, or of their instances, that is asked for health instead. A UDP port needs one, because it
   * cannot be asked itself.
   *
   * @default - the port that gets the traffic
   */
  readonly healthPort?: number;
  /** Whether the tasks see the clients' addresses. @default - ELB's own: yes, except TCP and TLS to awsvpc tasks */
  readonly preserveClientIp?: boolean;
  /** The listener for test traffic to the new version; only for deployments that shift traffic. @default - none */
  readonly test?: { readonly listener: NetworkListener };
}

/** A target group that exists already; its health check and delays are its own. */
export interface TargetGroupExposure
  extends Without<
    RuleOption | 'listener' | 'test' | 'healthPort' | 'preserveClientIp' | keyof TargetGroupOptions,
    'the target group exists already and has its own'
  > {
  /** The target group; a load balancer of this app must send traffic to it. */
  readonly targetGroup: ApplicationTargetGroup | NetworkTargetGroup;
  /** The second target group and the rules to switch; deployments that shift traffic need it. @default - none */
  readonly alternateTarget?: IAlternateTarget;
  /**
   * Who may reach the tasks of a `NetworkTargetGroup`; for an `ApplicationTargetGroup` the load balancer is let in.
   *
   * @default - nobody
   */
  readonly clients?: readonly IPeer[];
}

/** How a port becomes reachable through a load balancer. */
export type ExposureOptions = ApplicationExposure | NetworkExposure | TargetGroupExposure;

/** A port of a container behind a load balancer; the names are those of the task definition. */
export type Exposure<T> = ContainerPort<T> & ExposureOptions;

/** An exposure whose names the compiler has checked. */
export type NamedExposure<O = ExposureOptions> = NamedPort & O;

/** Whether the exposure is a target group that exists already. */
export function isGroup(exposure: NamedExposure): exposure is NamedExposure<TargetGroupExposure> {
  return exposure.targetGroup !== undefined;
}
