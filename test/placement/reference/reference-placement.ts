import type { Instance, PlacedTask, PlacementRequest, PlacementStrategy } from '../../../lib/placement';
import { type Assumptions, evaluateExpression, parseExpression } from '../../../lib/placement';

/**
 * Placement written out as slowly and plainly as the specification tells it, sharing no filter, strategy or account
 * with the library (only the expression language, which has tests of its own).
 */
export interface ReferenceAnswer {
  /** The chosen instance, or undefined. */
  readonly instanceId: string | undefined;
  /** Codes of the reasons of every instance, by id. */
  readonly reasons: Readonly<Record<string, readonly string[]>>;
}

export function referencePlace(
  request: PlacementRequest,
  instances: readonly Instance[],
  assumptions: Assumptions,
  random: () => number,
): ReferenceAnswer {
  const reasons: Record<string, readonly string[]> = {};
  for (const instance of instances) reasons[instance.id] = reasonsOf(request, instance, assumptions);
  let candidates = instances.filter((instance) => reasons[instance.id]!.length === 0);
  candidates.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (candidates.length === 0) return { instanceId: undefined, reasons };

  const strategies: readonly PlacementStrategy[] =
    request.strategies && request.strategies.length > 0
      ? request.strategies
      : [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'spread', field: 'instanceId' },
        ];
  const closing: PlacementStrategy = { type: 'spread', field: 'instanceId' };
  for (const strategy of [...strategies, closing]) {
    if (candidates.length === 1) break;
    if (strategy.type === 'random') {
      candidates = [candidates[Math.floor(random() * candidates.length)]!];
      continue;
    }
    const scores = candidates.map((candidate) => score(candidate, strategy, request.group, instances, assumptions));
    const best = Math.min(...scores);
    candidates = candidates.filter((_, i) => scores[i] === best);
  }
  return { instanceId: candidates[0]!.id, reasons };
}

function score(
  candidate: Instance,
  strategy: Exclude<PlacementStrategy, { type: 'random' }>,
  group: string,
  instances: readonly Instance[],
  assumptions: Assumptions,
): number {
  if (strategy.type === 'binpack') {
    return strategy.field === 'cpu' ? left(candidate, 'cpuUnits') : left(candidate, 'memoryMiB');
  }
  if (strategy.field === 'instanceId' || strategy.field === 'host') return members(candidate, group);
  const name = strategy.field.replace('attribute:', '');
  const value = attribute(candidate, name) ?? '';
  if (value === '' && assumptions.missingSpreadAttribute === 'last') return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (const other of instances) if ((attribute(other, name) ?? '') === value) sum += members(other, group);
  return sum;
}

const alive = (instance: Instance): PlacedTask[] => instance.tasks.filter((task) => task.desiredStatus !== 'STOPPED');

const members = (instance: Instance, group: string): number =>
  alive(instance).filter((task) => task.group === group).length;

function left(instance: Instance, resource: 'cpuUnits' | 'memoryMiB' | 'networkInterfaces' | 'gpus' | 'ebsVolumes') {
  let amount = instance.registered[resource] - (instance.reserved?.[resource] ?? 0);
  for (const { demand } of alive(instance)) {
    const taken = demand[resource];
    amount -= taken === 'all' ? instance.registered.gpus : taken;
  }
  return amount;
}

function attribute(instance: Instance, name: string): string | undefined {
  if (name === 'ecs.availability-zone') return instance.zone;
  if (name === 'ecs.instance-type') return instance.instanceType;
  return instance.attributes[name];
}

function reasonsOf(request: PlacementRequest, instance: Instance, assumptions: Assumptions): string[] {
  const { demand } = request;
  const reasons: string[] = [];
  if (instance.status !== 'ACTIVE') reasons.push('status');
  if (!instance.agentConnected) reasons.push('agent');
  if (request.capacityProvider && request.capacityProvider !== instance.capacityProvider) {
    reasons.push('capacity-provider');
  }
  if (request.subnetZones && !request.subnetZones.includes(instance.zone)) reasons.push('zone');
  if (demand.cpuUnits > 0 && demand.cpuUnits > left(instance, 'cpuUnits')) reasons.push('cpu');
  if (demand.memoryMiB > 0 && demand.memoryMiB > left(instance, 'memoryMiB')) reasons.push('memory');

  const tcp = new Set(instance.registered.reservedTcpPorts);
  const udp = new Set(instance.registered.reservedUdpPorts);
  for (const task of alive(instance)) {
    for (const port of task.demand.tcpPorts) tcp.add(port);
    for (const port of task.demand.udpPorts) udp.add(port);
  }
  if (demand.tcpPorts.some((port) => tcp.has(port))) reasons.push('tcp-ports');
  if (demand.udpPorts.some((port) => udp.has(port))) reasons.push('udp-ports');
  const wanted = demand.tcpPorts.length + demand.udpPorts.length;
  if (wanted > 0 && tcp.size + udp.size + wanted > 100) reasons.push('port-limit');

  if (demand.networkInterfaces > 0 && demand.networkInterfaces > left(instance, 'networkInterfaces')) {
    reasons.push('network-interfaces');
  }
  const gpus = demand.gpus === 'all' ? Math.max(instance.registered.gpus, 1) : demand.gpus;
  if (gpus > 0 && gpus > left(instance, 'gpus')) reasons.push('gpus');
  if (demand.ebsVolumes > 0 && demand.ebsVolumes > left(instance, 'ebsVolumes')) reasons.push('ebs-volumes');
  const lacks = demand.requiredAttributes.some(({ name, value }) => {
    const actual = attribute(instance, name);
    return actual === undefined || (value !== undefined && actual !== value);
  });
  if (lacks) reasons.push('attributes');
  if ((demand.operatingSystem ?? 'linux') !== (attribute(instance, 'ecs.os-type') ?? 'linux')) {
    reasons.push('operating-system');
  }
  const cpuArchitecture = attribute(instance, 'ecs.cpu-architecture');
  const otherArchitecture = demand.cpuArchitecture !== (cpuArchitecture ?? demand.cpuArchitecture);
  if (assumptions.architectureFilter && demand.cpuArchitecture && otherArchitecture) reasons.push('architecture');
  for (const constraint of request.constraints ?? []) {
    if (constraint.type !== 'memberOf') continue;
    const { holds } = evaluateExpression(parseExpression(constraint.expression), facts(instance), assumptions);
    if (holds === false || (holds === 'unknown' && assumptions.unknownConstraint === 'refuse')) {
      reasons.push('member-of');
    }
  }
  const distinct = request.constraints?.some((constraint) => constraint.type === 'distinctInstance');
  if (distinct && members(instance, request.group) > 0) reasons.push('distinct-instance');
  return reasons;
}

const facts = (instance: Instance) => ({
  agentConnected: instance.agentConnected,
  agentVersion: instance.agentVersion,
  ec2InstanceId: instance.ec2InstanceId,
  registeredAt: instance.registeredAt,
  runningTasksCount: alive(instance).length,
  attribute: (name: string) => attribute(instance, name),
  groups: () => new Set(alive(instance).map((task) => task.group)),
});
