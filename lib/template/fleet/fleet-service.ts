import {
  type CapacityProviderStrategyItem,
  type CircuitBreaker,
  capacityProviderStrategyProblems,
  type DeploymentKind,
  type Service,
  type StandaloneTask,
  type TaskSource,
} from '../../placement';
import type { Service as TemplateService } from '../ecs/service';
import { booleanAt, countAt, isUnknown, type Known, knownStructAt, listAt, stringAt } from '../known';
import type { ProviderShare } from '../origin/destination';
import { strategiesAt } from '../origin/placement-rules';
import { serviceName, type TaskOrigin } from '../origin/task-origin';
import type { TemplateSet } from '../stack/template-set';
import { type Struct, Unknown } from '../value/value';
import type { CapacityInTemplate } from './capacity';
import { knownDemand } from './demand';
import type { FleetOptions } from './fleet';
import type { Reading } from './fleet-capacity';
import { GapReader } from './fleet-gap';
import { zonesOfSubnets } from './zones';

/** The names of the providers whose capacity is in the fleet. */
export type ProviderNames = ReadonlyMap<CapacityInTemplate, string>;

/** A service as the engine takes it, with the desired count or the largest that auto scaling allows. */
export function serviceOf(
  origin: TaskOrigin,
  providers: ProviderNames,
  { counts, unknownCapacity = 'left-out' }: FleetOptions,
  set: TemplateSet,
): Reading<Service> {
  const service = origin.service!;
  const reader = new GapReader(origin.resource);
  const tasks = taskSource(origin, providers, service.awsvpc, reader, { set, unknownCapacity });
  const daemon = reader.need('scheduling strategy', origin.daemon);
  const scaling = scalingOf(origin, reader);
  const desired = daemon ? 0 : reader.need('desired count', origin.count);
  const strategies = reader.assume('placement strategies', strategiesAt(service.properties), []);
  const minimumHealthyPercent = reader.assume(
    'minimum healthy percent',
    service.minimumHealthyPercent,
    daemon ? 0 : 100,
  );
  const maximumPercent = reader.assume('maximum percent', service.maximumPercent, daemon ? 100 : 200);
  const deployment = reader.assume('deployment', deploymentKind(service), 'rolling' as const);
  const zoneRebalancing = reader.assume('zone rebalancing', service.zoneRebalancing ?? 'DISABLED', 'DISABLED');
  const { gaps } = reader;
  if (reader.incomplete || !tasks || daemon === undefined || desired === undefined) return { gaps };
  const value = {
    ...tasks,
    name: serviceName(service),
    ...(strategies.length > 0 && { strategies }),
    daemon,
    desiredCount: counts === 'maximum' ? Math.max(desired, scaling?.maxTasks ?? 0) : desired,
    ...(scaling && { scaling }),
    minimumHealthyPercent,
    maximumPercent,
    deployment,
    ...(service.circuitBreaker && { circuitBreaker: circuitBreakerOf(service.circuitBreaker) }),
    zoneRebalancing: zoneRebalancing === 'ENABLED',
    loadBalanced: service.loadBalancers.length > 0,
  };
  return { value, gaps };
}

/** The tasks of one call as the engine takes them. */
export function standaloneTaskOf(
  origin: TaskOrigin,
  providers: ProviderNames,
  set: TemplateSet,
): Reading<StandaloneTask> {
  const reader = new GapReader(origin.resource);
  const tasks = taskSource(origin, providers, origin.standaloneTask!.awsvpc, reader, {
    set,
    unknownCapacity: 'left-out',
  });
  const count = reader.need('count', origin.count);
  const { gaps } = reader;
  if (reader.incomplete || !tasks || count === undefined) return { gaps };
  const family = origin.definition?.family;
  const group = typeof family === 'string' ? `family:${family}` : origin.name;
  return { value: { ...tasks, group, count }, gaps };
}

function taskSource(
  origin: TaskOrigin,
  providers: ProviderNames,
  awsvpc: Struct | undefined,
  reader: GapReader,
  { set, unknownCapacity }: { readonly set: TemplateSet } & Required<Pick<FleetOptions, 'unknownCapacity'>>,
): TaskSource | undefined {
  const { resource, destination } = origin;
  if (resource.doubt) reader.note('existence', resource.doubt, 'assumed');
  const demand = reader.need('demand', origin.demand ? knownDemand(origin.demand) : NO_DEFINITION);
  const constraints = reader.need('placement constraints', origin.constraints);
  if (destination.kind === 'unknown') reader.note('capacity', destination.unknown, unknownCapacity);
  const known = <T>(figure: string, value: Known<T>): T | undefined =>
    unknownCapacity === 'assumed' ? reader.assume(figure, value, undefined) : reader.need(figure, value);
  const strategy =
    destination.kind === 'providers' ? known('strategy', fleetStrategy(destination.shares, providers)) : undefined;
  const subnets = awsvpc && listAt(awsvpc, 'Subnets');
  const zones =
    subnets === undefined
      ? undefined
      : reader.assume('subnets', isUnknown(subnets) ? subnets : zonesOfSubnets(subnets, set), undefined);
  if (demand === undefined || constraints === undefined) return undefined;
  return {
    demand,
    constraints,
    ...(strategy && { capacityProviderStrategy: strategy }),
    ...(zones !== undefined && isComparable(zones, origin.capacities) && { subnetZones: zones }),
  };
}

/** Whether the zones of subnets and of instances are known in the same way, by name or by number. */
function isComparable(zones: readonly string[], capacities: readonly CapacityInTemplate[]): boolean {
  const all = [...zones, ...capacities.flatMap((one) => (isUnknown(one.zones) ? [''] : one.zones))];
  const numbered = all.filter((zone) => zone.includes('#')).length;
  return zones.length > 0 && !all.includes('') && (numbered === 0 || numbered === all.length);
}

const NO_DEFINITION = new Unknown({ code: 'assumption', name: 'its task definition is not in the templates' }, '');

/** A strategy of providers that are all in the fleet; unknown otherwise, and where ECS would refuse it. */
export function fleetStrategy(
  shares: readonly ProviderShare[],
  providers: ProviderNames,
): Known<readonly CapacityProviderStrategyItem[]> {
  const items: CapacityProviderStrategyItem[] = [];
  for (const { name, capacity, base, weight } of shares) {
    if (isUnknown(base)) return base;
    if (isUnknown(weight)) return weight;
    const capacityProvider = capacity && providers.get(capacity);
    if (capacityProvider === undefined) {
      return new Unknown({ code: 'assumption', name: `what ${name} launches is not known from the templates` }, '');
    }
    items.push({ capacityProvider, base, weight });
  }
  return capacityProviderStrategyProblems(items).length > 0
    ? new Unknown({ code: 'malformed', name: 'the capacity provider strategy' }, '')
    : items;
}

function scalingOf({ scaling, service }: TaskOrigin, reader: GapReader): Service['scaling'] {
  if (!scaling || service?.daemon === true) return undefined;
  const minTasks = reader.assume('scaling minimum', scaling.minTasks, undefined);
  const maxTasks = reader.assume('scaling maximum', scaling.maxTasks, undefined);
  return minTasks === undefined || maxTasks === undefined ? undefined : { minTasks, maxTasks };
}

const KINDS: Readonly<Record<string, DeploymentKind>> = {
  ROLLING: 'rolling',
  BLUE_GREEN: 'blue-green',
  LINEAR: 'linear',
  CANARY: 'canary',
};

/** How a service replaces its tasks; `external` where another controller than ECS does it. */
export function deploymentKind({ deploymentController, deploymentStrategy }: TemplateService): Known<DeploymentKind> {
  if (isUnknown(deploymentController)) return deploymentController;
  if (deploymentController !== 'ECS') return 'external';
  if (isUnknown(deploymentStrategy)) return deploymentStrategy;
  return KINDS[deploymentStrategy] ?? new Unknown({ code: 'malformed', name: 'the deployment strategy' }, '');
}

function circuitBreakerOf(struct: Struct): CircuitBreaker {
  const threshold = knownStructAt(struct, 'ThresholdConfiguration');
  const [type, value] = threshold ? [stringAt(threshold, 'Type'), countAt(threshold, 'Value')] : [];
  const resets = booleanAt(struct, 'ResetOnHealthyTask');
  const isType = type === 'BOUNDED_PERCENT' || type === 'UNBOUNDED_PERCENT' || type === 'COUNT';
  return {
    rollback: booleanAt(struct, 'Rollback') === true,
    ...(isType && typeof value === 'number' && { threshold: { type, value } }),
    ...(typeof resets === 'boolean' && { resetOnHealthyTask: resets }),
  };
}
