import type { ProviderAnswer, Rejection, Service, StuckStep } from '../../placement';
import { instanceList } from '../name-list';
import { rejectionText } from '../rejection-text';
import { counted } from '../table';
import type { Names } from './names';
import { scalingText } from './scaling-text';

/** A stuck step in words. */
export interface StuckText {
  /** The step that cannot be made, with its counts. */
  readonly step: string;
  /** Each instance's reasons and each provider's answer; instances with the same reasons together. */
  readonly reasons: readonly string[];
  readonly fix: string;
}

/** Says where a service stands still, why on every instance, and what mends it. */
export function stuckText(stuck: StuckStep, service: Service, names: Names): StuckText {
  const hasNoInstances = stuck.cause === 'capacity' && stuck.rejections.length === 0;
  return {
    step: `${countsText(stuck)}; ${STEPS[stuck.cause](stuck)}`,
    reasons: [
      ...(hasNoInstances ? ['there is no instance'] : instanceReasons(stuck, names)),
      ...stuck.providers.map((one) => providerText(one, names)),
    ],
    fix: fixText(stuck, service, names),
  };
}

function countsText({ counts }: StuckStep): string {
  const { desired, outgoing, kept, healthy, active, bounds } = counts;
  const tasks = outgoing > 0 ? `${counted(outgoing, 'task')} to replace, ${kept} new` : counted(kept, 'task');
  return `${tasks}, ${desired} desired; ${healthy} healthy (${bounds.lower} must stay), ${active} in all (${bounds.upper} may be)`;
}

const STEPS: Readonly<Record<StuckStep['cause'], (stuck: StuckStep) => string>> = {
  config: () => 'the percents let no task stop and none start',
  capacity: ({ waiting, counts }) => {
    const held = counts.outgoing > 0 ? ', and no task may stop before it' : '';
    return waiting > 0
      ? `${counted(waiting, 'task')} ${waiting === 1 ? 'waits' : 'wait'} in PROVISIONING for an instance that never comes${held}`
      : `the next task fits no instance${held}`;
  },
  draining: () => 'tasks are to leave a draining instance, and the percents let none stop and none start',
  failing: () => 'its tasks fail whenever they start, and no circuit breaker ends the deployment',
};

function instanceReasons({ rejections }: StuckStep, names: Names): string[] {
  const alike = new Map<string, string[]>();
  for (const { instanceId, rejections: reasons } of rejections) {
    const text = reasons.map(rejectionText).join('; ');
    alike.set(text, [...(alike.get(text) ?? []), instanceId]);
  }
  return [...alike].map(([text, instances]) => `${instanceList(instances.map(names.instance))}: ${text}`);
}

function providerText({ capacityProvider, instances, maxInstances, decision }: ProviderAnswer, names: Names): string {
  const answer = decision ? scalingText(decision) : 'nothing changes its size';
  return `capacity provider ${names.provider(capacityProvider)}: ${instances} of at most ${counted(maxInstances, 'instance')}; ${answer}`;
}

function fixText(stuck: StuckStep, service: Service, names: Names): string {
  const { cause, counts, deadlock } = stuck;
  if (cause === 'failing') return 'add a deployment circuit breaker with rollback, and mend what makes the tasks fail';
  if (cause === 'capacity') return roomFix(stuck, service, names);
  const desired = Math.max(1, counts.desired);
  const needed = deadlock?.maximumPercentNeeded ?? Math.ceil((100 * (desired + 1)) / desired);
  const allowed = deadlock?.minimumHealthyPercentAllowed ?? mostThatLetsOneStop(desired);
  return `set the maximum percent to at least ${needed}, or the minimum healthy percent to at most ${allowed}`;
}

function roomFix({ counts, rejections, providers }: StuckStep, service: Service, names: Names): string {
  const some = (holds: (reason: Rejection) => boolean) => rejections.some((one) => one.rejections.every(holds));
  const ways = [];
  if (some(({ code }) => code === 'tcp-ports' || code === 'udp-ports')) ways.push('let the host port be dynamic (0)');
  if (rejections.length === 0 || some(({ moreInstancesHelp }) => moreInstancesHelp))
    ways.push(growth(providers, names));
  else ways.push('ask for less or launch other instances: no empty one of these would take the task either');
  // Where tasks are missing already, no percent brings the room for them.
  if (counts.outgoing > 0 && counts.healthy >= counts.desired && service.deployment === 'rolling') {
    const percent = mostThatLetsOneStop(counts.desired);
    const price = percent === 0 ? ' (nothing serves meanwhile)' : '';
    ways.push(`set the minimum healthy percent to at most ${percent}, so that a task may stop first${price}`);
  }
  return ways.join('; or ');
}

const mostThatLetsOneStop = (desired: number): number =>
  desired > 0 ? Math.floor((100 * (desired - 1)) / desired) : 0;

function growth(providers: readonly ProviderAnswer[], names: Names): string {
  if (providers.length === 0) {
    return 'run one instance more (a launch type never adds any), or use a capacity provider with managed scaling';
  }
  const full = providers.find(({ instances, maxInstances }) => instances >= maxInstances);
  if (full) return `raise the maximum size of ${names.provider(full.capacityProvider)} above ${full.maxInstances}`;
  return `turn on managed scaling of ${names.provider(providers[0]!.capacityProvider)}`;
}
