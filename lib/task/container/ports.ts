import type { Refused } from '../names';
import type { NetworkMode } from '../network-mode';

/** A single port that a container listens on. */
export interface SinglePort<N extends NetworkMode> {
  /** The port the process listens on inside the container. */
  readonly containerPort: number;
  /**
   * The port of the instance that reaches the container.
   *
   * @default - in bridge mode a port that Docker picks, so that several copies of the task fit one instance; in host mode
   * the container port
   */
  readonly hostPort?: [N] extends ['bridge' | 'host']
    ? number
    : Refused<'hostPort exists only in networkMode bridge or host'>;
  /** @default 'tcp' - as ECS does */
  readonly protocol?: 'tcp' | 'udp';
  /**
   * What is spoken on the port; Service Connect then collects metrics and retries for that protocol.
   *
   * @default - plain TCP, as ECS does
   */
  readonly appProtocol?: 'http' | 'http2' | 'grpc';
}

/** A run of ports that a container listens on. */
export interface PortRange {
  /** The first and the last port of the range, both included. */
  readonly range: readonly [from: number, to: number];
  /** @default 'tcp' - as ECS does */
  readonly protocol?: 'tcp' | 'udp';
}

/** A port: its number alone, a single port with its details, or a range. */
export type Port<N extends NetworkMode> = number | SinglePort<N> | PortRange;
