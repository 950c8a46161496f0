import { Token } from 'aws-cdk-lib';
import type { CapacityProviderStrategy, ICluster } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import { type ICapacityCluster, isCapacityCluster, requireCapacity } from './capacity-cluster';
import { requireWhole } from './whole-number';

/** How much of a service or job one capacity takes. */
export interface CapacityShare {
  /**
   * The number of tasks that run on this capacity before the weights count; 0 to 100,000.
   * Only one capacity of a strategy may have a base.
   *
   * @default 0
   */
  readonly base?: number;

  /**
   * The share of the tasks above the base, relative to the other weights; 0 to 1,000.
   * A weight of 0 places no task on this capacity.
   *
   * @default 1 - a capacity that is named is meant to be used
   */
  readonly weight?: number;
}

/**
 * Which capacities run the tasks, by name. With a plain `ecs.ICluster` the names are those of capacity providers
 * (a computed key may be a token: `{ [provider.capacityProviderName]: { weight: 1 } }`).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 */
export type CapacityStrategy<C extends string = string> = { readonly [K in C]?: CapacityShare };

const MAX_PROVIDERS = 20;
const MAX_BASE = 100_000;
const MAX_WEIGHT = 1_000;

/**
 * The strategy as ECS takes it, in the order in which it was written.
 *
 * @throws MisuseError `StrategyEmpty`, `StrategyWeights`, `StrategyBases`, `StrategyRange`, `StrategyTooMany`,
 * `StrategyBaseWithoutWeight`, `StrategyFargate`, `CapacityUnknown`
 */
export function renderStrategy<C extends string>(
  cluster: ICluster | ICapacityCluster<C>,
  strategy: CapacityStrategy<C>,
  scope: IConstruct,
): CapacityProviderStrategy[] {
  const shares = Object.entries<CapacityShare | undefined>(strategy).flatMap(([key, share]) =>
    share === undefined
      ? []
      : [{ key, provider: providerName(cluster, key, scope), base: share.base, weight: share.weight ?? 1 }],
  );
  if (shares.length === 0) {
    throw new MisuseError(
      'StrategyEmpty',
      `name at least one of: ${known(cluster) || 'the capacity providers'}`,
      scope,
    );
  }
  if (shares.length > MAX_PROVIDERS) {
    throw new MisuseError('StrategyTooMany', `${shares.length} capacities; ECS takes at most ${MAX_PROVIDERS}`, scope);
  }
  for (const { key, provider, base = 0, weight } of shares) {
    if (provider === 'FARGATE' || provider === 'FARGATE_SPOT') {
      throw new MisuseError('StrategyFargate', `'${provider}' has no instances; name capacity of EC2 instances`, scope);
    }
    requireWhole('StrategyRange', `base of '${key}'`, base, { min: 0, max: MAX_BASE }, scope);
    requireWhole('StrategyRange', `weight of '${key}'`, weight, { min: 0, max: MAX_WEIGHT }, scope);
    if (base > 0 && weight === 0) {
      throw new MisuseError(
        'StrategyBaseWithoutWeight',
        `'${key}' has base ${base} and weight 0: ECS places no task on a capacity of weight 0; give it a weight of 1 or more, or leave out the base`,
        scope,
      );
    }
  }
  if (shares.every(({ weight }) => weight === 0)) {
    throw new MisuseError(
      'StrategyWeights',
      'all weights are 0, so no task could run; give one capacity a weight',
      scope,
    );
  }
  const bases = shares.filter(({ base = 0 }) => !Token.isUnresolved(base) && base > 0);
  if (bases.length > 1) {
    throw new MisuseError(
      'StrategyBases',
      `${bases.map(({ key, base }) => `'${key}' (base ${base})`).join(' and ')}: ECS takes one base; keep one`,
      scope,
    );
  }
  return shares.map(({ provider, base, weight }) => ({ capacityProvider: provider, base, weight }));
}

function providerName(cluster: ICluster, key: string, scope: IConstruct): string {
  if (!isCapacityCluster(cluster)) return key;
  requireCapacity(cluster.capacityKeys, key, scope);
  return cluster.capacityProviderName(key);
}

function known(cluster: ICluster): string {
  return isCapacityCluster(cluster) ? cluster.capacityKeys.join(', ') : '';
}
