import type { CapacityProvider } from '../ecs/capacity-provider';
import type { Cluster } from '../ecs/cluster';
import type { StrategyItem } from '../ecs/service';
import type { TaskDefinition } from '../ecs/task-definition';
import type { CapacityInTemplate } from '../fleet/capacity';
import { isUnknown, type Known } from '../known';
import { Reference, Unknown, type Value } from '../value/value';

/** Where the tasks of a service, or of a call, go. */
export type Destination =
  /** None of an EC2 fleet's business. */
  | { readonly kind: 'elsewhere'; readonly where: 'fargate' | 'external' | 'managed-instances' }
  /** By launch type: any instance of the cluster, and no capacity provider learns of them. */
  | { readonly kind: 'any-instance' }
  /** By a capacity provider strategy: its own, or the default of the cluster. */
  | {
      readonly kind: 'providers';
      readonly from: 'own' | 'cluster';
      readonly shares: readonly [ProviderShare, ...ProviderShare[]];
    }
  | { readonly kind: 'unknown'; readonly unknown: Unknown };

/** One provider of a strategy. */
export interface ProviderShare {
  /** Its construct path or logical id, or its literal name. */
  readonly name: string;
  /** Absent when the templates do not hold it. */
  readonly provider?: CapacityProvider;
  /** Absent when the templates do not hold its Auto Scaling group, or the cluster does not have the provider. */
  readonly capacity?: CapacityInTemplate;
  readonly base: Known<number>;
  readonly weight: Known<number>;
}

/** What a service or a call says of where its tasks go. */
export interface DestinationRequest {
  readonly launchType?: Known<string>;
  readonly strategy: readonly StrategyItem[];
  readonly definition?: TaskDefinition;
  readonly daemon: boolean;
}

const ELSEWHERE: Readonly<Record<string, Extract<Destination, { kind: 'elsewhere' }>['where']>> = {
  FARGATE: 'fargate',
  FARGATE_SPOT: 'fargate',
  EXTERNAL: 'external',
  MANAGED_INSTANCES: 'managed-instances',
};

/** Works out where tasks go, in the order ECS does: strategy, launch type, default strategy of the cluster. */
export function destinationOf(
  { launchType, strategy, definition, daemon }: DestinationRequest,
  cluster: Cluster,
  capacities: readonly CapacityInTemplate[],
  providers: readonly CapacityProvider[],
): Destination {
  if (definition?.isElsewhere) {
    const [first] = definition.requiresCompatibilities;
    return { kind: 'elsewhere', where: ELSEWHERE[first!] ?? 'fargate' };
  }
  const own = strategy.length > 0;
  if (!own && isUnknown(launchType)) return { kind: 'unknown', unknown: launchType };
  if (!own && launchType !== undefined) {
    const where = ELSEWHERE[launchType as string];
    return where ? { kind: 'elsewhere', where } : { kind: 'any-instance' };
  }
  const items = own ? strategy : cluster.defaultStrategy;
  if (items.length > 0 && !daemon) {
    const shares = items.map((item) => shareOf(item, capacities, providers));
    const where = items.map(({ provider }) => ELSEWHERE[String(provider)]).find((found) => found !== undefined);
    if (where) return { kind: 'elsewhere', where };
    if (shares.some(({ provider }) => provider?.isManagedInstances)) {
      return { kind: 'elsewhere', where: 'managed-instances' };
    }
    return { kind: 'providers', from: own ? 'own' : 'cluster', shares: shares as [ProviderShare, ...ProviderShare[]] };
  }
  if (!cluster.resource && !daemon) {
    const name = `the default capacity provider strategy of the cluster ${cluster.name} is not in the templates`;
    return { kind: 'unknown', unknown: new Unknown({ code: 'assumption', name }, '') };
  }
  return { kind: 'any-instance' };
}

function shareOf(
  { provider: named, base, weight }: StrategyItem,
  capacities: readonly CapacityInTemplate[],
  providers: readonly CapacityProvider[],
): ProviderShare {
  const provider = providers.find((one) => one.isNamedBy(named));
  const capacity = provider && capacities.find(({ source }) => source.provider === provider);
  return { name: provider ? nameOf(provider) : wordsOf(named), provider, capacity, base, weight };
}

const nameOf = ({ resource }: CapacityProvider): string => resource.constructPath ?? resource.logicalId;

function wordsOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof Reference) return value.logicalId;
  if (value instanceof Unknown && 'name' in value.reason) return value.reason.name;
  return 'a provider that is not known';
}
