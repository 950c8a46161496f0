import type { HoldReason, ScalingDecision } from '../../placement';

const HOLDS: Readonly<Record<HoldReason, string>> = {
  'alarm-pending': 'its alarm has not seen enough datapoints',
  'warming-up': 'the last scale-out is still warming up',
  'after-scale-out': 'the last scale-out is too recent',
  'at-target': 'its size is what its target asks for',
  'maximum-size': 'it is at its maximum size',
  'minimum-size': 'it is at its minimum size',
  'instances-protected': 'every instance is protected from scale-in',
  'no-type-fits': 'the task does not fit its smallest instance type, so that managed scaling adds none',
};

/** What managed scaling does at a datapoint, or why it does nothing. */
export function scalingText(decision: ScalingDecision): string {
  if (decision.code === 'hold') return HOLDS[decision.because];
  return `${decision.code === 'scale-out' ? 'scales out' : 'scales in'} from ${decision.from} to ${decision.to}`;
}
