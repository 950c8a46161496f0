import type { TaskTimings, TimingOptions, TrafficOptions } from '../placement';
import {
  type ClusterInTemplate,
  type Container,
  isUnknown,
  type Known,
  knownStructAt,
  numberAt,
  type Struct,
  stringAt,
  structsAt,
  type TaskOrigin,
  type TemplateSet,
} from '../template';

/** Durations of one simulation, as the engine takes them. */
export interface Durations {
  readonly timings: TimingOptions;
  readonly traffic: Readonly<Record<string, TrafficOptions>>;
}

/**
 * The durations that templates name, service by service: stop timeouts, health checks and deregistration delays, and
 * how traffic moves. What is given for all services wins over them; what neither names is left to the engine.
 */
export function durationsIn(
  { services }: ClusterInTemplate,
  set: TemplateSet,
  given: { readonly timings?: TimingOptions; readonly traffic?: TrafficOptions },
): Durations {
  const entries = [...services].map(([{ name }, origin]) => ({ name, origin }));
  return {
    timings: {
      ...given.timings,
      services: Object.fromEntries(
        entries.map(({ name, origin }) => [
          name,
          { ...taskTimings(origin, set), ...given.timings?.tasks, ...given.timings?.services?.[name] },
        ]),
      ),
    },
    traffic: Object.fromEntries(entries.map(({ name, origin }) => [name, { ...trafficOf(origin), ...given.traffic }])),
  };
}

/** What ECS, Docker and target groups take where a template names nothing. Durations are in seconds. */
const DEFAULTS = { stop: 30, checkInterval: 30, targetInterval: 30, healthyThreshold: 5, deregistration: 300 } as const;

function taskTimings({ service, definition }: TaskOrigin, set: TemplateSet): Partial<TaskTimings> {
  const containers = definition?.containers ?? [];
  const targets = (service?.loadBalancers ?? []).flatMap((balancer): Struct[] => {
    const group = set.resourceOf(balancer['TargetGroupArn']);
    return group ? [group.properties] : [];
  });
  const checks = containers.flatMap(checkSeconds);
  const healthy = [...targets.map(targetSeconds), ...checks];
  return {
    ...(containers.length > 0 && {
      stopSeconds: Math.max(...containers.map(({ properties }) => seconds(properties, 'StopTimeout', DEFAULTS.stop))),
    }),
    ...(healthy.length > 0 && { healthySeconds: Math.max(...healthy) }),
    ...(targets.length > 0 && { deregistrationSeconds: Math.max(...targets.map(deregistrationSeconds)) }),
  };
}

/** The first check of a container that passes makes it healthy; Docker makes it one interval after the start. */
function checkSeconds({ essential, healthCheck }: Container): number[] {
  return essential === false || !healthCheck ? [] : [seconds(healthCheck, 'Interval', DEFAULTS.checkInterval)];
}

const targetSeconds = (group: Struct): number =>
  seconds(group, 'HealthCheckIntervalSeconds', DEFAULTS.targetInterval) *
  seconds(group, 'HealthyThresholdCount', DEFAULTS.healthyThreshold);

function deregistrationSeconds(group: Struct): number {
  const delay = structsAt(group, 'TargetGroupAttributes').find(
    (attribute) => stringAt(attribute, 'Key') === 'deregistration_delay.timeout_seconds',
  );
  return delay ? seconds(delay, 'Value', DEFAULTS.deregistration) : DEFAULTS.deregistration;
}

function trafficOf({ service }: TaskOrigin): TrafficOptions {
  const deployment = service && knownStructAt(service.properties, 'DeploymentConfiguration');
  if (!deployment) return {};
  const linear = knownStructAt(deployment, 'LinearConfiguration') ?? {};
  const canary = knownStructAt(deployment, 'CanaryConfiguration') ?? {};
  return {
    ...named('bakeSeconds', numberAt(deployment, 'BakeTimeInMinutes'), 60),
    ...named('stepPercent', numberAt(linear, 'StepPercent')),
    ...named('stepBakeSeconds', numberAt(linear, 'StepBakeTimeInMinutes'), 60),
    ...named('canaryPercent', numberAt(canary, 'CanaryPercent')),
    ...named('canaryBakeSeconds', numberAt(canary, 'CanaryBakeTimeInMinutes'), 60),
  };
}

const named = (name: keyof TrafficOptions, value: Known<number> | undefined, factor = 1): TrafficOptions =>
  value === undefined || isUnknown(value) ? {} : { [name]: value * factor };

/** A figure of a template, or the default where it is not written or not known. */
function seconds(struct: Struct, property: string, standard: number): number {
  const value = numberAt(struct, property);
  return value === undefined || isUnknown(value) ? standard : value;
}
