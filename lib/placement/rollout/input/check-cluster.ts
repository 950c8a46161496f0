import { nextCapacityProvider } from '../../cluster/capacity-provider-strategy';
import type { Capacity, CapacityProviderStrategyItem, Cluster, Service } from '../../fleet';
import { checkInstances } from '../../input/check-instances';
import type { Checker } from '../../input/checker';
import { PlacementInputError } from '../../input/input-error';
import { parseRequest } from '../../input/parse-request';
import type { PlacementRequest } from '../../placement-request';
import { RESOURCE_NAMES } from '../../resources';

/** More tasks in one cluster than anyone runs; beyond it a simulation would not fit into memory. */
const MAX_TASKS = 1_000_000;

/** More instances than a cluster takes. */
const MAX_INSTANCES = 100_000;

/** Checks everything of a cluster that a simulation looks at. */
export function checkCluster(cluster: Cluster, check: Checker): void {
  if (!check.record(cluster, 'cluster')) return;
  checkInstances(check.list(cluster.instances, 'cluster.instances', MAX_INSTANCES), check);
  const capacities = check.list(cluster.capacities, 'cluster.capacities');
  capacities.forEach((capacity, index) => {
    checkCapacity(capacity, `cluster.capacities[${index}]`, check);
  });
  check.unique(capacities.map(nameOf), (index) => `cluster.capacities[${index}].name`);
  const providers = new Set(capacities.flatMap((capacity) => capacity?.capacityProvider?.name ?? []));
  const services = check.list(cluster.services, 'cluster.services');
  services.forEach((service, index) => {
    const path = `cluster.services[${index}]`;
    if (check.record(service, path)) checkService(service, path, providers, check);
  });
  check.unique(services.map(nameOf), (index) => `cluster.services[${index}].name`);
  checkStrategy(cluster.defaultCapacityProviderStrategy, 'cluster.defaultCapacityProviderStrategy', providers, check);
}

const nameOf = (named: { readonly name: string } | undefined): string => String(named?.name);

function checkCapacity(capacity: Capacity, path: string, check: Checker): void {
  if (!check.record(capacity, path)) return;
  check.text(capacity.name, `${path}.name`);
  const zones = check.list(capacity.zones, `${path}.zones`);
  if (zones.length === 0) check.report('missing', `${path}.zones`, capacity.zones);
  zones.forEach((zone, index) => {
    check.text(zone, `${path}.zones[${index}]`);
  });
  const types = check.list(capacity.instanceTypes, `${path}.instanceTypes`);
  if (types.length === 0) check.report('missing', `${path}.instanceTypes`, capacity.instanceTypes);
  types.forEach((type, index) => {
    const at = `${path}.instanceTypes[${index}]`;
    if (!check.record(type, at)) return;
    check.text(type.name, `${at}.name`);
    check.record(type.attributes, `${at}.attributes`);
    if (!check.record(type.registered, `${at}.registered`)) return;
    for (const name of RESOURCE_NAMES) check.whole(type.registered[name], `${at}.registered.${name}`);
    check.list(type.registered.reservedTcpPorts, `${at}.registered.reservedTcpPorts`);
    check.list(type.registered.reservedUdpPorts, `${at}.registered.reservedUdpPorts`);
  });
  const { minInstances, maxInstances, desiredInstances = minInstances } = capacity;
  check.whole(minInstances, `${path}.minInstances`, 0, MAX_INSTANCES);
  check.whole(maxInstances, `${path}.maxInstances`, 0, MAX_INSTANCES);
  check.whole(desiredInstances, `${path}.desiredInstances`, 0, MAX_INSTANCES);
  if (minInstances > maxInstances) check.report('conflict', `${path}.minInstances`, minInstances);
  if (desiredInstances > maxInstances) check.report('conflict', `${path}.desiredInstances`, desiredInstances);
  if (capacity.capacityProvider !== undefined)
    checkProvider(capacity.capacityProvider, `${path}.capacityProvider`, check);
}

function checkProvider(provider: NonNullable<Capacity['capacityProvider']>, path: string, check: Checker): void {
  if (!check.record(provider, path)) return;
  check.text(provider.name, `${path}.name`);
  check.flag(provider.managedTerminationProtection, `${path}.managedTerminationProtection`);
  check.flag(provider.managedDraining, `${path}.managedDraining`);
  const { managedScaling } = provider;
  if (managedScaling === undefined || !check.record(managedScaling, `${path}.managedScaling`)) return;
  const at = `${path}.managedScaling`;
  check.whole(managedScaling.targetCapacity, `${at}.targetCapacity`, 1, 100);
  check.whole(managedScaling.minimumScalingStepSize, `${at}.minimumScalingStepSize`, 1, 10_000);
  check.whole(managedScaling.maximumScalingStepSize, `${at}.maximumScalingStepSize`, 1, 10_000);
  check.whole(managedScaling.instanceWarmupPeriodSeconds, `${at}.instanceWarmupPeriodSeconds`, 0, 10_000);
}

function checkService(service: Service, path: string, providers: ReadonlySet<string>, check: Checker): void {
  if (!check.text(service.name, `${path}.name`)) return;
  check.flag(service.daemon, `${path}.daemon`);
  check.whole(service.desiredCount, `${path}.desiredCount`, 0, MAX_TASKS);
  check.whole(service.minimumHealthyPercent, `${path}.minimumHealthyPercent`);
  check.whole(service.maximumPercent, `${path}.maximumPercent`);
  check.oneOf(service.deployment, ['rolling', 'blue-green', 'linear', 'canary', 'external'], `${path}.deployment`);
  if (service.scaling !== undefined && check.record(service.scaling, `${path}.scaling`)) {
    check.whole(service.scaling.minTasks, `${path}.scaling.minTasks`, 0, MAX_TASKS);
    check.whole(service.scaling.maxTasks, `${path}.scaling.maxTasks`, 0, MAX_TASKS);
  }
  checkBreaker(service.circuitBreaker, `${path}.circuitBreaker`, check);
  checkStrategy(service.capacityProviderStrategy, `${path}.capacityProviderStrategy`, providers, check);
  check.list(service.constraints, `${path}.constraints`);
  const { demand, constraints, strategies, subnetZones } = service;
  checkRequest({ demand, group: 'any', constraints, strategies, subnetZones }, path, check);
}

/** What placement itself asks of a request, with the problems under the path given. */
export function checkRequest(request: PlacementRequest, path: string, check: Checker): void {
  reportAll('request', path, check, () => parseRequest(request));
}

/** Lets a part of the engine check what it is given, and reports what it finds under another path. */
function reportAll(root: string, path: string, check: Checker, ask: () => unknown): void {
  try {
    ask();
  } catch (error) {
    if (!(error instanceof PlacementInputError)) throw error;
    for (const { code, path: at, value } of error.problems) check.report(code, path + at.slice(root.length), value);
  }
}

function checkBreaker(breaker: Service['circuitBreaker'], path: string, check: Checker): void {
  if (breaker === undefined || !check.record(breaker, path)) return;
  check.flag(breaker.rollback, `${path}.rollback`);
  if (breaker.threshold === undefined || !check.record(breaker.threshold, `${path}.threshold`)) return;
  check.oneOf(breaker.threshold.type, ['BOUNDED_PERCENT', 'UNBOUNDED_PERCENT', 'COUNT'], `${path}.threshold.type`);
  check.whole(breaker.threshold.value, `${path}.threshold.value`, 1);
}

function checkStrategy(
  strategy: readonly CapacityProviderStrategyItem[] | undefined,
  path: string,
  providers: ReadonlySet<string>,
  check: Checker,
): void {
  // A service without a strategy of its own is a launch-type service if the cluster has none either.
  if (strategy === undefined || (Array.isArray(strategy) && strategy.length === 0)) return;
  reportAll('strategy', path, check, () => nextCapacityProvider(strategy, new Map()));
  if (!Array.isArray(strategy)) return;
  strategy.forEach((item, index) => {
    const name = item?.capacityProvider;
    if (!providers.has(name)) check.report('not-found', `${path}[${index}].capacityProvider`, name);
  });
}
