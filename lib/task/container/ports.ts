import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Refused } from '../names';
import type { NetworkMode } from '../network-mode';

/** A single port that a container listens on. */
export interface SinglePort<N extends NetworkMode> {
  /** The port the process listens on inside the container. */
  readonly containerPort: number;
  /**
   * The port of the instance that reaches the container. Only one task that has it fits an instance.
   *
   * @default - in bridge mode one that Docker picks, so that several copies of the task fit an instance; in host mode
   * the container port
   */
  readonly hostPort?: [N] extends ['bridge' | 'host']
    ? number
    : Refused<'hostPort exists only in networkMode bridge or host'>;
  /** The transport protocol. @default 'tcp' - as ECS does */
  readonly protocol?: 'tcp' | 'udp';
  /**
   * What is spoken on the port; Service Connect then retries and measures by request. It cannot be changed in a service
   * that uses Service Connect.
   *
   * @default - plain TCP, as ECS does
   */
  readonly appProtocol?: [N] extends ['awsvpc' | 'bridge']
    ? 'http' | 'http2' | 'grpc'
    : Refused<'appProtocol exists only in networkMode awsvpc or bridge'>;
}

/** A run of ports that a container listens on; in the network modes awsvpc and bridge only. */
export interface PortRange {
  /** The first and the last port of the range, both included. */
  readonly range: readonly [from: number, to: number];
  /** The transport protocol. @default 'tcp' - as ECS does */
  readonly protocol?: 'tcp' | 'udp';
}

/** A port: its number alone, one port with its details, or a range. */
export type Port<N extends NetworkMode> = number | SinglePort<N> | PortRange;

/** A port whatever the network mode, as it is left when the names are widened. */
export type AnyPort = number | SinglePort<'bridge'> | PortRange;

/** The first and the last container port of a port; the same for a single one. */
export function containerPorts(port: AnyPort): readonly [from: number, to: number] {
  if (typeof port === 'number') return [port, port];
  return 'range' in port ? port.range : [port.containerPort, port.containerPort];
}

/** The port of the instance a port is fixed to; undefined where Docker picks one or the task has its own interface. */
export function fixedHostPort(port: AnyPort, networkMode: NetworkMode): number | undefined {
  if (networkMode === 'host') return containerPorts(port)[0];
  if (networkMode !== 'bridge' || typeof port === 'number' || 'range' in port) return undefined;
  return port.hostPort === 0 ? undefined : port.hostPort;
}

/** A port's transport protocol. */
export const protocolOf = (port: AnyPort): 'tcp' | 'udp' =>
  typeof port === 'number' ? 'tcp' : (port.protocol ?? 'tcp');

/** The port as the L2 takes it. Host mode has no port names, as nothing there could use them. */
export function portMapping(name: string, port: AnyPort, networkMode: NetworkMode): ecs.PortMapping {
  const named = networkMode === 'host' ? {} : { name };
  const protocol = protocolOf(port) === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP;
  if (typeof port === 'number') return { ...named, containerPort: port, protocol };
  if ('range' in port) {
    const containerPort = ecs.ContainerDefinition.CONTAINER_PORT_USE_RANGE;
    return { ...named, containerPort, containerPortRange: port.range.join('-'), protocol };
  }
  return {
    ...named,
    containerPort: port.containerPort,
    hostPort: port.hostPort,
    protocol,
    appProtocol: port.appProtocol && ecs.AppProtocol[port.appProtocol],
  };
}

/** Whether the numbers of a port are known before deployment. */
export const isKnown = (port: AnyPort): boolean => !containerPorts(port).some((number) => Token.isUnresolved(number));
