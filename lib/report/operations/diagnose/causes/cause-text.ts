import type { Cause } from '../../../../operations/diagnose/cause';
import { deletionText } from './deletion-text';
import { deploymentText } from './deployment-text';
import { instanceText, unregisteredText } from './instance-text';
import { scalingText } from './scaling-text';
import { isStopped, stoppedText } from './stopped-text';
import { targetsText } from './targets-text';
import { unplaceableText } from './unplaceable-text';

/** A cause in words. */
export interface CauseText {
  /** What is wrong, in one line. */
  readonly title: string;
  /** What shows it, a line each. */
  readonly evidence: readonly string[];
  /** What to do. */
  readonly fix: string;
}

/** Says what is wrong, what shows it, and what to do. */
export function causeText(cause: Cause): CauseText {
  if (isStopped(cause)) return stoppedText(cause);
  switch (cause.code) {
    case 'unplaceable':
      return unplaceableText(cause);
    case 'maximum-reached':
    case 'managed-scaling-off':
    case 'launch-suspended':
    case 'warming-up':
    case 'launch-failed':
      return scalingText(cause);
    case 'instance-not-registered':
      return unregisteredText(cause);
    case 'agent-disconnected':
    case 'registration-failed':
    case 'draining':
      return instanceText(cause);
    case 'deployment-failed':
    case 'deployment-rolling-back':
    case 'deployment-failing':
    case 'deployment-forbidden':
      return deploymentText(cause);
    case 'targets-unhealthy':
      return targetsText(cause);
    case 'deletion-held':
      return deletionText(cause);
  }
}
