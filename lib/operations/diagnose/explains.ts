import { serviceGroup } from '../../placement';
import type { Cause } from './cause';

/**
 * Whether one cause is why another is seen. Only what the causes themselves tell decides: the same group of tasks, the
 * same capacity provider, the same instances.
 */
export function explains(root: Cause, seen: Cause): boolean {
  switch (seen.code) {
    case 'unplaceable':
      return keepsInstancesFrom(root, seen);
    case 'maximum-reached':
      return (
        (root.code === 'instance-not-registered' || root.code === 'warming-up') &&
        root.capacityProvider === seen.capacityProvider
      );
    case 'draining':
      return root.code === 'unplaceable' && seen.services.some((name) => serviceGroup(name) === root.group);
    case 'deletion-held':
      return root.code === 'deletion-held' && seen.what === 'cluster' && root.what !== 'cluster';
  }
  const [cause, effect] = [groupOf(root), groupOf(seen)];
  return cause !== undefined && cause === effect && STEPS[seen.code]?.(root) === true;
}

/** Of one group of tasks: what may be why a cause is seen. */
const STEPS: { readonly [C in Cause['code']]?: (root: Cause) => boolean } = {
  'targets-unhealthy': endsTasks,
  'container-unhealthy': (root) => root.code === 'targets-unhealthy',
  'health-check-failed': (root) =>
    endsTasks(root) || root.code === 'targets-unhealthy' || root.code === 'container-unhealthy',
  'launch-refused': endsTasks,
  'placement-refused': (root) => root.code === 'unplaceable',
  'starts-slowed': keepsFromRunning,
  'desired-zero': (root) => root.code === 'service-scaling-suspended',
  'deployment-failed': keepsFromRunning,
  'deployment-rolling-back': keepsFromRunning,
  'deployment-failing': keepsFromRunning,
};

/** Tasks do not get to run, or do not stay up, for a reason of their own. */
function endsTasks(root: Cause): boolean {
  return 'lastTask' in root && root.code !== 'health-check-failed' && root.code !== 'task-stopped';
}

function keepsFromRunning(root: Cause): boolean {
  return (
    'lastTask' in root ||
    root.code === 'unplaceable' ||
    root.code === 'placement-refused' ||
    root.code === 'launch-refused' ||
    root.code === 'targets-unhealthy' ||
    root.code === 'targets-not-registered' ||
    root.code === 'container-unhealthy' ||
    root.code === 'deployment-forbidden' ||
    root.code === 'tasks-protected'
  );
}

type OfCapacity = Extract<Cause, { readonly capacityProvider: string }>;

const isOfCapacity = (cause: Cause): cause is OfCapacity =>
  'capacityProvider' in cause && cause.code !== 'scale-in-held';

/** Why no instance takes tasks that one more, or one that is there and cut off, would take. */
function keepsInstancesFrom(root: Cause, seen: Extract<Cause, { readonly code: 'unplaceable' }>): boolean {
  if (root.code === 'trunking-off') return root.group === seen.group;
  if (root.code === 'agent-disconnected' || root.code === 'registration-failed') {
    // Only if nothing else keeps the tasks off that instance.
    return seen.instances.some(
      ({ containerInstanceId, rejections }) =>
        containerInstanceId === root.containerInstanceId &&
        rejections.every(({ code }) => code === 'agent' || code === 'status'),
    );
  }
  if (!isOfCapacity(root) || seen.scalingOut === 'does-not-help') return false;
  return seen.capacityProviders.includes(root.capacityProvider);
}

/** The group of tasks that a cause is about. */
function groupOf(cause: Cause): string | undefined {
  if ('group' in cause) return cause.group;
  return 'service' in cause ? serviceGroup(cause.service) : undefined;
}
