import type { ContainerInstance, Resource, Task } from '@aws-sdk/client-ecs';
import {
  type Instance,
  instanceType,
  NO_DEMAND,
  type PlacedTask,
  type ResourceAmounts,
  registeredResources,
  subtractResources,
  type TaskDemand,
  unusedResources,
} from '../../../placement';
import { shortName } from '../../aws/arn';

/** More than any instance takes: the type is not in the table, so that nothing is refused for want of these. */
const NO_KNOWN_LIMIT = 1_000_000;

/**
 * A container instance as the placement engine takes it. What ECS reports wins: where it has less left than the tasks
 * take, the difference is kept back. It reports neither network interfaces nor EBS attachments; those are counted.
 */
export function instanceFrom(
  instance: ContainerInstance,
  tasks: readonly Task[],
  demands: ReadonlyMap<string, TaskDemand>,
): Instance {
  const attributes = Object.fromEntries((instance.attributes ?? []).map(({ name, value }) => [name, value ?? '']));
  const type = attributes['ecs.instance-type'] ?? 'unknown';
  const registered = instance.registeredResources ?? [];
  const counted = {
    id: shortName(instance.containerInstanceArn ?? ''),
    instanceType: type,
    zone: attributes['ecs.availability-zone'] ?? 'unknown',
    ...(instance.capacityProviderName && { capacityProvider: instance.capacityProviderName }),
    status: (instance.status ?? 'ACTIVE') as Instance['status'],
    agentConnected: instance.agentConnected ?? false,
    registered: {
      ...reported(registered),
      ...attachable(type, attributes),
      reservedTcpPorts: ports(registered, 'PORTS'),
      reservedUdpPorts: ports(registered, 'PORTS_UDP'),
    },
    attributes,
    tasks: tasks.map((task) => placedTask(task, demands)),
    ...(instance.ec2InstanceId && { ec2InstanceId: instance.ec2InstanceId }),
    ...(instance.versionInfo?.agentVersion && { agentVersion: instance.versionInfo.agentVersion }),
    ...(instance.registeredAt && { registeredAt: instance.registeredAt.toISOString() }),
  } satisfies Instance;
  const kept = heldBack(counted, instance.remainingResources);
  return kept ? { ...counted, reserved: kept } : counted;
}

function placedTask(task: Task, demands: ReadonlyMap<string, TaskDemand>): PlacedTask {
  return {
    id: shortName(task.taskArn ?? ''),
    group: task.group ?? '',
    demand: demands.get(task.taskDefinitionArn ?? '') ?? NO_DEMAND,
    desiredStatus: task.desiredStatus === 'STOPPED' ? 'STOPPED' : 'RUNNING',
  };
}

/** What ECS counts and reports. */
function reported(resources: readonly Resource[]): Pick<ResourceAmounts, 'cpuUnits' | 'memoryMiB' | 'gpus'> {
  const amount = (name: string) => resources.find((one) => one.name === name)?.integerValue ?? 0;
  const gpus = resources.find(({ name }) => name === 'GPU');
  return {
    cpuUnits: amount('CPU'),
    memoryMiB: amount('MEMORY'),
    gpus: gpus?.stringSetValue?.length ?? gpus?.integerValue ?? 0,
  };
}

/** What ECS counts and does not report. An instance with a trunk says so by an attribute. */
function attachable(
  type: string,
  attributes: Readonly<Record<string, string>>,
): Pick<ResourceAmounts, 'networkInterfaces' | 'ebsVolumes'> {
  const listed = instanceType(type);
  if (listed.code !== 'found') return { networkInterfaces: NO_KNOWN_LIMIT, ebsVolumes: NO_KNOWN_LIMIT };
  const trunking = Object.hasOwn(attributes, 'ecs.awsvpc-trunk-id');
  const { networkInterfaces, ebsVolumes } = registeredResources(listed.type, { trunking });
  return { networkInterfaces, ebsVolumes };
}

const ports = (resources: readonly Resource[], name: string): readonly number[] =>
  (resources.find((one) => one.name === name)?.stringSetValue ?? []).map(Number);

/** What ECS no longer has although no task at hand takes it, such as what a task that is stopping still holds. */
function heldBack(instance: Instance, remaining: readonly Resource[] | undefined): ResourceAmounts | undefined {
  if (!remaining?.length) return undefined;
  const unused = unusedResources(instance);
  const { cpuUnits, memoryMiB, gpus } = subtractResources(unused, { ...unused, ...reported(remaining) });
  if (cpuUnits <= 0 && memoryMiB <= 0 && gpus <= 0) return undefined;
  return {
    cpuUnits: Math.max(0, cpuUnits),
    memoryMiB: Math.max(0, memoryMiB),
    gpus: Math.max(0, gpus),
    networkInterfaces: 0,
    ebsVolumes: 0,
  };
}
