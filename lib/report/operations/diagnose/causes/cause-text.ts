import type { Cause } from '../../../../operations/diagnose/cause';
import type { CauseText } from './cause-words';
import { deletionText } from './deletion-text';
import { deploymentText } from './deployment-text';
import { groupStateText } from './group-state-text';
import { instanceText, unregisteredText } from './instance-text';
import { scalingText } from './scaling-text';
import { serviceScalingText } from './service-scaling-text';
import { desiredZeroText, protectedTasksText, serviceEventText } from './service-text';
import { isStopped, stoppedText } from './stopped-text';
import { targetsText } from './targets-text';
import { taskStateText } from './task-state-text';
import { trunkingText, unplaceableText } from './unplaceable-text';

/** Says what is wrong, what shows it, and what to do. */
export function causeText(cause: Cause): CauseText {
  if (isStopped(cause)) return stoppedText(cause);
  switch (cause.code) {
    case 'unplaceable':
      return unplaceableText(cause);
    case 'trunking-off':
      return trunkingText(cause);
    case 'maximum-reached':
    case 'managed-scaling-off':
    case 'launch-suspended':
    case 'warming-up':
    case 'launch-failed':
      return scalingText(cause);
    case 'group-missing':
    case 'capacity-provider-failed':
    case 'scale-in-held':
      return groupStateText(cause);
    case 'instance-not-registered':
      return unregisteredText(cause);
    case 'agent-disconnected':
    case 'registration-failed':
    case 'draining':
      return instanceText(cause);
    case 'starting-slowly':
    case 'stopping-slowly':
    case 'container-unhealthy':
    case 'exec-agent-stopped':
      return taskStateText(cause);
    case 'launch-refused':
    case 'placement-refused':
    case 'targets-not-registered':
    case 'starts-slowed':
    case 'scheduler-throttled':
      return serviceEventText(cause);
    case 'deployment-failed':
    case 'deployment-rolling-back':
    case 'deployment-failing':
    case 'deployment-forbidden':
      return deploymentText(cause);
    case 'tasks-protected':
      return protectedTasksText(cause);
    case 'service-maximum-reached':
    case 'service-scaling-suspended':
      return serviceScalingText(cause);
    case 'desired-zero':
      return desiredZeroText(cause);
    case 'targets-unhealthy':
      return targetsText(cause);
    case 'deletion-held':
      return deletionText(cause);
  }
}
