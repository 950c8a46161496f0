import { DEFAULT_STRATEGIES, type PlacementStrategy, type Service } from '../../placement';
import type { ClusterNames } from '../plan/cluster-names';

/** By which rules ECS puts the tasks of a service where they are, in sentences. */
export function placingText(service: Service, names: ClusterNames): string {
  if (service.daemon) return 'A daemon: one on every instance that it may run on.';
  return [groupsText(service, names), among(service), choice(service.strategies ?? DEFAULT_STRATEGIES)].join(' ');
}

function groupsText({ capacityProviderStrategy = [] }: Service, names: ClusterNames): string {
  if (capacityProviderStrategy.length === 0) return 'By launch type: any instance may take it.';
  const [only, ...others] = capacityProviderStrategy;
  if (only && others.length === 0) return `Its strategy names ${names.provider(only.capacityProvider)} alone.`;
  const shares = capacityProviderStrategy.map(({ capacityProvider, base = 0, weight = 0 }) => {
    const first = base > 0 ? `the first ${base} and then ` : '';
    return `${names.provider(capacityProvider)} ${first}by weight ${weight}`;
  });
  return `Its strategy shares tasks out: ${shares.join(', ')}.`;
}

function among({ subnetZones, constraints }: Service): string {
  const limits = [
    ...(subnetZones ? [`in the zones of its subnets (${subnetZones.join(', ')})`] : []),
    ...constraints.map((one) =>
      one.type === 'distinctInstance' ? 'that run none of its tasks yet' : `for which "${one.expression}" holds`,
    ),
  ];
  return `Of the instances with room${limits.length > 0 ? ` ${limits.join(', ')}` : ''},`;
}

function choice(strategies: readonly PlacementStrategy[]): string {
  return `ECS takes ${strategies.map(stepText).join(', then ') || 'any'}.`;
}

function stepText(strategy: PlacementStrategy): string {
  if (strategy.type === 'random') return 'any at random';
  if (strategy.type === 'spread') return spreadText(strategy.field);
  return `those with the least ${strategy.field === 'cpu' ? 'CPU' : 'memory'} left`;
}

function spreadText(field: string): string {
  if (field === 'instanceId' || field === 'host') return 'those with the fewest of its tasks';
  if (field === 'attribute:ecs.availability-zone') return 'the zone with the fewest of its tasks';
  return `the value of ${field.replace('attribute:', '')} with the fewest of its tasks`;
}
