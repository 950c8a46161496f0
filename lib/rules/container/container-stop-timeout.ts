import {
  type CapacityInTemplate,
  hostsOf,
  isUnknown,
  type Known,
  type Model,
  numberAt,
  stringAt,
  structsAt,
  type TaskOrigin,
  Unknown,
  type Value,
} from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { tasks: string; capacity: string; stopSeconds: number; deregistrationSeconds: number };

/** EC2 takes a spot instance back two minutes after it says so. */
const NOTICE_SECONDS = 120;

/** The agent kills a container that has not ended by then. */
const DEFAULT_STOP_SECONDS = 30;

/** A target group keeps a target so long when nothing is said. */
const DEFAULT_DEREGISTRATION_SECONDS = 300;

/** What `rollout-drain` advises at most. */
const ROOMY_DEREGISTRATION_SECONDS = 90;

/** Tasks on spot instances end before the instance does. */
export const containerStopTimeout = rule<Facts>({
  id: 'container-stop-timeout',
  severity: 'warning',
  title: 'Tasks on spot instances leave their load balancer and stop within two minutes',
  why: 'EC2 takes a spot instance back two minutes after its notice. ECS first takes a task out of its target group, waiting for the deregistration delay, and only then asks its containers to stop; whatever is not done by then is cut off, requests under way included.',
  remedy:
    'Let the deregistration delay of the target group and the longest StopTimeout together stay below 120 seconds, or run the service on demand.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html',

  check: (model) => model.taskOrigins.flatMap((origin) => outcomesOf(origin, model)),

  message: ({ tasks, capacity, stopSeconds, deregistrationSeconds }) =>
    deregistrationSeconds === 0
      ? `the containers of ${tasks} may take ${stopSeconds} seconds to stop, and the spot instances of ${capacity} give ${NOTICE_SECONDS}`
      : `${tasks} takes up to ${deregistrationSeconds} seconds to leave its target group and ${stopSeconds} to stop, ${deregistrationSeconds + stopSeconds} together, and the spot instances of ${capacity} give ${NOTICE_SECONDS}`,

  fix({ stopSeconds, deregistrationSeconds }) {
    const rest = NOTICE_SECONDS - stopSeconds;
    if (deregistrationSeconds === 0)
      return `lower StopTimeout from ${stopSeconds} to at most ${NOTICE_SECONDS} seconds`;
    return rest > 0
      ? `lower deregistration_delay.timeout_seconds from ${deregistrationSeconds} to at most ${rest}`
      : `lower StopTimeout from ${stopSeconds} to 30 seconds, and deregistration_delay.timeout_seconds from ${deregistrationSeconds} to at most 90`;
  },
});

function outcomesOf(origin: TaskOrigin, model: Model): Outcome<Facts>[] {
  const { definition, resource, service, name: tasks } = origin;
  const hosts = hostsOf(origin);
  if (!definition || !hosts || isUnknown(hosts)) return [];
  const spot = hosts.capacities.filter(({ source: { group } }) => {
    const option = group.purchaseOption;
    return option === 'spot' || option === 'mixed';
  });
  const leaving = service
    ? deregistration(
        service.loadBalancers.map((one) => one['TargetGroupArn']),
        model,
      )
    : [0];
  return spot.map((capacity): Outcome<Facts> => {
    const stops = definition.containers.map(
      ({ properties }) => numberAt(properties, 'StopTimeout') ?? agentTimeout(capacity),
    );
    const [stopSeconds, deregistrationSeconds] = [longest(stops), longest(leaving)];
    if (isOfDelayAlone(stopSeconds, deregistrationSeconds)) return { state: 'holds', resource };
    if (stopSeconds + deregistrationSeconds > NOTICE_SECONDS) {
      return {
        state: 'fails',
        resource,
        facts: { tasks, capacity: capacity.name, stopSeconds, deregistrationSeconds },
      };
    }
    const unknown = [...stops, ...leaving].find(isUnknown);
    return unknown ? { state: 'unknown', resource, unknowns: [unknown] } : { state: 'holds', resource };
  });
}

/** Whether `rollout-drain` says it all: the delay uses up the notice by itself, and what it is lowered to leaves enough. */
const isOfDelayAlone = (stopSeconds: number, deregistrationSeconds: number): boolean =>
  deregistrationSeconds >= NOTICE_SECONDS && stopSeconds + ROOMY_DEREGISTRATION_SECONDS <= NOTICE_SECONDS;

/** The longest of those that are known. */
const longest = (seconds: readonly Known<number>[]): number =>
  Math.max(0, ...seconds.filter((one): one is number => !isUnknown(one)));

/** How long each target group keeps a target. */
function deregistration(targetGroups: readonly (Value | undefined)[], model: Model): readonly Known<number>[] {
  return targetGroups.map((named) => {
    const group = model.set.resourceOf(named);
    if (!group) return new Unknown({ code: 'assumption', name: 'the target group is not in the templates' }, '');
    const attribute = structsAt(group.properties, 'TargetGroupAttributes').find(
      (one) => stringAt(one, 'Key') === 'deregistration_delay.timeout_seconds',
    );
    return (attribute && numberAt(attribute, 'Value')) ?? DEFAULT_DEREGISTRATION_SECONDS;
  });
}

/** What the agent of the instances grants containers that say nothing: `30s`, `2m`. */
function agentTimeout({ source: { group } }: CapacityInTemplate): Known<number> {
  const setting = group.launch?.agentConfig?.get('ECS_CONTAINER_STOP_TIMEOUT');
  if (isUnknown(setting)) return setting;
  const parts = [...String(setting ?? '').matchAll(/(\d+(?:\.\d+)?)(h|m|s)/g)];
  const seconds = { h: 3600, m: 60, s: 1 } as const;
  return parts.length === 0
    ? DEFAULT_STOP_SECONDS
    : parts.reduce((sum, [, figure, unit]) => sum + Number(figure) * seconds[unit as keyof typeof seconds], 0);
}
