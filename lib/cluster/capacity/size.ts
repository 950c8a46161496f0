import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { requireWhole } from '../whole-number';
import type { CapacitySpec } from './purchase-options';

/**
 * Refuses sizes that no Auto Scaling group can have, or at which no task would ever run.
 *
 * @throws MisuseError `CapacitySize`, `MixedShare`, `WarmPoolSize`
 */
export function requireSize(spec: CapacitySpec, scope: IConstruct): void {
  const { min = 0, max } = spec;
  const refuse = (message: string) => new MisuseError('CapacitySize', message, scope);
  requireWhole('CapacitySize', 'min', min, { min: 0 }, scope);
  requireWhole('CapacitySize', 'max', max, { min: 1 }, scope);
  if (above(min, max)) throw refuse(`min ${min} is above max ${max}`);
  if (spec.scaling === 'off' && min === 0) {
    throw refuse("with scaling 'off' nothing ever starts an instance: give it a min of 1 or more");
  }

  if (spec.purchaseOption === 'mixed') requireShare(spec.onDemandPercent, spec.onDemandBase ?? 0, max, scope);

  if (spec.purchaseOption === 'on-demand' && spec.warmPool) {
    const { min: warm = 0, maxPrepared = max } = spec.warmPool;
    requireWhole('WarmPoolSize', 'warmPool.min', warm, { min: 0 }, scope);
    requireWhole('WarmPoolSize', 'warmPool.maxPrepared', maxPrepared, { min: 1 }, scope);
    if (above(warm, maxPrepared) || above(maxPrepared, max)) {
      throw new MisuseError('WarmPoolSize', `needed: min ${warm} <= maxPrepared ${maxPrepared} <= max ${max}`, scope);
    }
  }
}

function requireShare(percent: number, base: number, max: number, scope: IConstruct): void {
  requireWhole('MixedShare', 'onDemandBase', base, { min: 0 }, scope);
  requireWhole('MixedShare', 'onDemandPercent', percent, { min: 0 }, scope);
  const refuse = (message: string) => new MisuseError('MixedShare', message, scope);
  if (above(percent, 100)) throw refuse(`onDemandPercent ${percent} is above 100`);
  if (percent === 100) throw refuse('with 100% above the base there is no spot instance: take onDemand(…)');
  if (percent === 0 && base === 0) throw refuse('without base and with 0% there is only spot: take spot(…)');
  if (!Token.isUnresolved(base) && !Token.isUnresolved(max) && base >= max) {
    throw refuse(`onDemandBase ${base} leaves none of max ${max} to spot: take onDemand(…), or raise max`);
  }
}

function above(low: number, high: number): boolean {
  return !Token.isUnresolved(low) && !Token.isUnresolved(high) && low > high;
}
