import { holdingTasks, serviceGroup, type TaskDemand } from '../../placement';
import type { ClusterInPlan, StowedCluster } from '../../plan';
import { resourceName } from '../../template';
import { counted } from '../table';
import type { ClusterNames } from './cluster-names';

/** The groups of a cluster. */
export function capacityRows(
  { capacities, missingCapacities, desired, peak }: ClusterInPlan,
  names: ClusterNames,
): string[][] {
  const count = ({ instances }: StowedCluster, name: string) =>
    String(instances.filter((one) => one.capacity === name).length);
  const rows = capacities.map(({ capacity }) => [
    names.capacity(capacity.name),
    capacity.purchaseOption,
    `${capacity.minInstances} to ${capacity.maxInstances}`,
    count(desired, capacity.name),
    count(peak, capacity.name),
    counted(capacity.zones.length, 'zone'),
    typesText(capacity.instanceTypes.map(({ name }) => name)),
  ]);
  const missing = missingCapacities.map(({ group }) => [resourceName(group.resource), 'not known', '', '', '', '', '']);
  return rows.length + missing.length === 0
    ? []
    : [['', 'purchase', 'size', 'desired', 'peak', 'zones', 'types'], ...rows, ...missing];
}

const typesText = (types: readonly string[]): string =>
  types.length > 3 ? `${types.slice(0, 2).join(', ')} and ${types.length - 2} more` : types.join(', ');

/** The services of a cluster, and where their tasks land at the desired counts. */
export function serviceRows({ services, source, desired }: ClusterInPlan, names: ClusterNames): string[][] {
  const landings = landingsOf(desired, names);
  const rows = services.map(({ service, maximumCount }) => {
    const count = service.daemon
      ? 'every instance'
      : maximumCount > service.desiredCount
        ? `${service.desiredCount} to ${maximumCount}`
        : String(service.desiredCount);
    return [
      names.service(service.name),
      count,
      demandText(service.demand),
      [...(landings.get(serviceGroup(service.name)) ?? [])].map(([name, tasks]) => `${tasks} ${name}`).join(', '),
    ];
  });
  const elsewhere = source.elsewhere.map(({ resource, where }) => [
    resourceName(resource),
    '',
    '',
    `on ${ELSEWHERE[where]}`,
  ]);
  return rows.length + elsewhere.length === 0 ? [] : [['', 'tasks', 'each takes', 'land on'], ...rows, ...elsewhere];
}

/** How many tasks of each group land on each capacity. */
function landingsOf({ instances }: StowedCluster, names: ClusterNames): Map<string, Map<string, number>> {
  const landings = new Map<string, Map<string, number>>();
  for (const instance of instances) {
    const capacity = names.capacity(instance.capacity!);
    for (const { group } of holdingTasks(instance)) {
      const landed = landings.get(group) ?? new Map<string, number>();
      landings.set(group, landed.set(capacity, (landed.get(capacity) ?? 0) + 1));
    }
  }
  return landings;
}

const ELSEWHERE = { fargate: 'Fargate', external: 'external instances', 'managed-instances': 'ECS Managed Instances' };

export function demandText({ cpuUnits, memoryMiB, networkInterfaces, gpus, tcpPorts, udpPorts }: TaskDemand): string {
  const ports = [...tcpPorts, ...udpPorts];
  return [
    `${cpuUnits} CPU`,
    `${memoryMiB} MiB`,
    ...(networkInterfaces > 0 ? [counted(networkInterfaces, 'ENI')] : []),
    ...(gpus === 'all' ? ['all GPUs'] : gpus > 0 ? [counted(gpus, 'GPU')] : []),
    ...(ports.length > 0 ? [`port ${ports.join(', ')}`] : []),
  ].join(', ');
}

/** The jobs of a cluster, and what one run of each needs. */
export const jobRows = ({ jobs }: ClusterInPlan, names: ClusterNames): string[][] =>
  jobs.map(({ source, task, addedInstances, waiting }) => {
    const added = Object.entries(addedInstances).map(([capacity, count]) => `${count} of ${names.capacity(capacity)}`);
    const needs = [
      ...(added.length > 0 ? [`needs ${added.join(', ')} more`] : []),
      ...(waiting > 0 ? [`${counted(waiting, 'task')} without a place`] : []),
    ];
    return [
      resourceName(source.resource).split('/').slice(-2).join('/'),
      counted(task.count, 'task'),
      demandText(task.demand),
      needs.join('; ') || 'finds room',
    ];
  });
