import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { CapacitySpec } from './purchase-options';

/** Whether EC2 may take instances of a capacity back. */
export function mayBeInterrupted({ purchaseOption }: CapacitySpec): boolean {
  return purchaseOption === 'spot' || purchaseOption === 'mixed';
}

/**
 * Refuses what cannot hold for instances that may be taken back. The types refuse it already; a value that was not
 * written in place passes them.
 *
 * @throws MisuseError `ScaleInProtectionOnSpot`, `WarmPoolRefused`
 */
export function requireUninterrupted(spec: CapacitySpec, scope: IConstruct): void {
  if (mayBeInterrupted(spec) && 'scaleInProtection' in spec && spec.scaleInProtection) {
    throw new MisuseError('ScaleInProtectionOnSpot', 'EC2 takes spot instances back whatever protects them', scope);
  }
  if (spec.purchaseOption !== 'on-demand' && 'warmPool' in spec && spec.warmPool) {
    throw new MisuseError('WarmPoolRefused', `it holds on-demand instances, not ${spec.purchaseOption}`, scope);
  }
}
