import { Port } from 'aws-cdk-lib/aws-ec2';
import {
  type ContainerDefinition,
  NetworkMode,
  type PortMapping,
  Protocol,
  type TaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import { type ContainersOf, TaskDefinition as NamedTaskDefinition, type PortsOf } from '../task';
import { unknownName } from '../task/names';

/** How a port of a task definition is named: by its name or, in a plain `ecs.TaskDefinition`, also by its number. */
export type PortName<T, K extends string> = T extends { readonly _names: unknown } ? PortsOf<T, K> : string | number;

/** A container of a task definition and one of its ports. */
export type ContainerPort<T> = {
  [K in ContainersOf<T>]: {
    /** The container's name. */
    readonly container: K;
    /** The name of its port. */
    readonly port: PortName<T, K>;
  };
}[ContainersOf<T>];

/** A container and one of its ports, once the compiler has checked the names. */
export interface NamedPort {
  readonly container: string;
  readonly port: string | number;
}

/** A port of a container, found. */
export interface FoundPort {
  readonly container: ContainerDefinition;
  readonly mapping: PortMapping;
}

/** Docker picks host ports from the kernel's local port range; agent and kernel fall back to ranges within this one. */
const DYNAMIC_HOST_PORTS = [32768, 65535] as const;

/**
 * The container and the port mapping of a named port. In host mode only Stowage's task definitions know the name.
 *
 * @throws MisuseError `ContainerUnknown`, `PortUnknown`, `PortNotSingle`
 */
export function findPort(taskDefinition: TaskDefinition, { container, port }: NamedPort, scope: IConstruct): FoundPort {
  const found = taskDefinition.findContainer(container);
  if (found === undefined) {
    const known = containersOf(taskDefinition).map(({ containerName }) => containerName);
    throw new MisuseError('ContainerUnknown', unknownName('container', container, known), scope);
  }
  const mapping =
    (taskDefinition instanceof NamedTaskDefinition ? taskDefinition.findPort(container, `${port}`) : undefined) ??
    found.portMappings.find(({ name, containerPort }) => port === name || port === containerPort);
  if (mapping === undefined) {
    const known = found.portMappings.map(({ name, containerPort }) => name ?? `${containerPort}`);
    throw new MisuseError('PortUnknown', unknownName('port', `${port}`, known), scope);
  }
  if (mapping.containerPortRange !== undefined) {
    throw new MisuseError('PortNotSingle', `port '${port}' is a range; name a single port`, scope);
  }
  return { container: found, mapping };
}

/** The containers of a task definition. The L2 keeps the list protected, but every container is a child. */
export function containersOf(taskDefinition: TaskDefinition): ContainerDefinition[] {
  return taskDefinition.node.children.filter((child): child is ContainerDefinition => 'containerName' in child);
}

/** The port, or the ports, at which instances or tasks are reached from outside for a port of a container. */
export function reachablePort(networkMode: NetworkMode, { containerPort, hostPort, protocol }: PortMapping): Port {
  const udp = protocol === Protocol.UDP;
  const fixed = networkMode === NetworkMode.AWS_VPC ? containerPort : hostPort || undefined;
  if (fixed === undefined && networkMode === NetworkMode.BRIDGE) {
    return udp ? Port.udpRange(...DYNAMIC_HOST_PORTS) : Port.tcpRange(...DYNAMIC_HOST_PORTS);
  }
  return udp ? Port.udp(fixed ?? containerPort) : Port.tcp(fixed ?? containerPort);
}
