import type { ScenarioStep, TimelineEvent } from '../../placement';
import { instanceList, nameList } from '../name-list';
import { counted } from '../table';
import type { Names } from './names';
import { scalingText } from './scaling-text';

const BECAUSE = {
  replaced: 'replaced',
  'scale-in': 'fewer are desired',
  draining: 'the instance drains',
  'zone-rebalancing': 'zone rebalancing',
  'not-eligible': 'the constraints no longer hold',
  unhealthy: 'unhealthy',
} as const;

const FAILED_AT = {
  pull: 'while pulling the image',
  start: 'while starting',
  health: 'at their health checks',
} as const;

const CAUSES = {
  'task-failures': 'too many tasks failed',
  'placement-failures': 'too many tasks could not be placed',
  'stage-limit': 'a stage lasted 24 hours',
} as const;

/** What events that are alike say, without whom it concerns; undefined for what others say already. */
export function eventText(
  group: readonly TimelineEvent[],
  steps: readonly ScenarioStep[],
  names: Names,
): string | undefined {
  const first = group[0]!;
  const are = group.length === 1 ? 'is' : 'are';
  switch (first.code) {
    case 'round':
      return undefined;
    case 'task-found':
      return `${tasks(group)} of revision ${first.revision} ${group.length === 1 ? 'runs' : 'run'} on ${places(group, names)}`;
    case 'task-waiting':
      return first.waitsFor === 'host'
        ? `${tasks(group)} ${wait(group)} until stopping tasks have left ${places(group, names)}`
        : `${tasks(group)} ${wait(group)} in PROVISIONING for an instance of ${names.provider(first.capacityProvider ?? 'the cluster')}`;
    case 'task-placed':
      return `starts ${tasks(group)} of revision ${first.revision} on ${places(group, names)}`;
    case 'task-running':
      return `${tasks(group)} of revision ${first.revision} ${are} RUNNING`;
    case 'task-healthy':
      return `${tasks(group)} of revision ${first.revision} ${are} healthy`;
    case 'task-stopping':
      return `stops ${tasks(group)} of revision ${first.revision} on ${places(group, names)}: ${BECAUSE[first.because]}`;
    case 'task-stopped':
      return `${tasks(group)} of revision ${first.revision} ${group.length === 1 ? 'has' : 'have'} stopped`;
    case 'task-failed':
      return `${tasks(group)} of revision ${first.revision} ${group.length === 1 ? 'fails' : 'fail'} ${FAILED_AT[first.at]}`;
    case 'task-lost':
      return `${tasks(group)} of revision ${first.revision} ${are} lost with ${places(group, names)}`;
    case 'instance-found':
      return `${counted(group.length, 'instance')} ${are} there: ${places(group, names)}`;
    case 'instance-launching':
      return `launches ${counted(group.length, 'instance')}${first.because === 'replacement' ? ' as a replacement' : ''}: ${zoned(group, names)}`;
    case 'instance-registered':
      return `${places(group, names)} ${group.length === 1 ? 'joins' : 'join'} the cluster`;
    case 'instance-draining':
      return `${places(group, names)} ${group.length === 1 ? 'drains' : 'drain'}`;
    case 'instance-terminated':
      return `${places(group, names)} ${are} terminated`;
    case 'instance-lost':
      return `${places(group, names)} ${are} lost`;
    case 'scaling':
      return scalingWords(first);
    case 'scenario':
      return `step ${first.step + 1}: ${stepText(steps[first.step]!, names)}`;
    case 'deployment-started':
      return `a ${first.kind} deployment of revision ${first.revision} starts`;
    case 'traffic':
      return `${first.percent} % of the traffic goes to the new revision`;
    case 'deployment-completed':
      return `the deployment of revision ${first.revision} is complete`;
    case 'deployment-failed': {
      const back = first.rollsBackTo === undefined ? '' : `; it goes back to revision ${first.rollsBackTo}`;
      return `the deployment of revision ${first.revision} is given up, since ${CAUSES[first.cause]}${back}`;
    }
  }
}

function scalingWords({ decision }: Extract<TimelineEvent, { code: 'scaling' }>): string {
  const metric = `CapacityProviderReservation is ${Math.round(decision.reservation)}: ${decision.needed} needed`;
  return `${scalingText(decision)}; ${metric}`;
}

const tasks = (group: readonly TimelineEvent[]): string => counted(group.length, 'task');

const wait = (group: readonly TimelineEvent[]): string => (group.length === 1 ? 'waits' : 'wait');

/** Instances of the events, with how many of them each has where that is more than one. */
function places(group: readonly TimelineEvent[], names: Names): string {
  const counts = new Map<string, number>();
  for (const event of group) {
    if ('instance' in event && event.instance) counts.set(event.instance, (counts.get(event.instance) ?? 0) + 1);
  }
  const equal = new Set(counts.values()).size === 1;
  const [each] = counts.values();
  const all = [...counts].map(([id, count]) => names.instance(id) + (equal || count === 1 ? '' : ` (${count})`));
  return `${instanceList(all, 3)}${equal && each! > 1 ? (counts.size === 1 ? '' : ` (${each} each)`) : ''}`;
}

/** Instances with their zones. */
function zoned(group: readonly TimelineEvent[], names: Names): string {
  const zones = new Map<string, string[]>();
  for (const event of group) {
    if ('zone' in event) zones.set(event.zone, [...(zones.get(event.zone) ?? []), event.instance]);
  }
  return [...zones].map(([zone, ids]) => `${instanceList(ids.map(names.instance), 3)} in ${zone}`).join(', ');
}

/** A step of a scenario as it begins. */
function stepText(step: ScenarioStep, names: Names): string {
  switch (step.code) {
    case 'first-deployment':
      return 'services are created';
    case 'continue':
      return 'deployments under way go on';
    case 'update':
      return `${counted(step.services?.length ?? 0, 'service')} to update`;
    case 'scale':
      return typeof step.to === 'string'
        ? `desired counts go to the ${step.to}`
        : `desired counts become ${nameList(Object.entries(step.to).map(([name, count]) => `${count} of ${names.service(name)}`))}`;
    case 'drain':
      return `${instanceList(step.instances.map(names.instance), 3)} to drain${step.replaced ? ' and replace' : ''}`;
    case 'zone-loss':
      return `${step.zone} is lost`;
    case 'spot-interruption':
      return 'EC2 gives notice to the spot instances';
    case 'observe':
      return 'nothing is done';
  }
}
