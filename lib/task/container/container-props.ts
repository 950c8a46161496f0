import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Refused } from '../names';
import type { NetworkMode } from '../network-mode';
import type { HealthCheck } from './health-check';
import type { Port } from './ports';

/** What a container waits for in another one before it starts. */
export type Condition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

/** Where a volume appears in a container. */
export type Mount = string | { readonly path: string; readonly readOnly: boolean };

/** The part of a container that its port names are inferred from. */
export interface PortsPart<T, N extends NetworkMode> {
  /** The ports the container listens on, by name. */
  readonly ports?: { readonly [Q in keyof T]: Port<N> };
}

/** The part of a container that tells whether it has a health check. */
export interface HealthPart<T> {
  readonly healthCheck?: T;
}

/**
 * Everything else of a container. `C` are the task definition's container names, `V` its volume names, `N` its network
 * mode, `P` this container's port names, `H` the containers that have a health check.
 */
export interface ContainerPart<
  C extends string,
  V extends string,
  N extends NetworkMode,
  P extends string,
  H extends string,
> {
  readonly image: ecs.ContainerImage;
  /** CPU units reserved (1024 = one vCPU). */
  readonly cpuUnits?: number;
  /** MiB the container may use at most. */
  readonly memoryMiB?: number;
  /** MiB reserved on the instance. */
  readonly memoryReservationMiB?: number;
  readonly command?: readonly string[];
  readonly essential?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the container is healthy. HEALTHY dependencies need it. */
  readonly healthCheck?: HealthCheck<P>;
  /** What the container waits for, by the other container's name. */
  readonly dependsOn?: {
    readonly [Q in C]?: Q extends H
      ? Condition
      : Exclude<Condition, 'HEALTHY'> | Refused<'HEALTHY needs a healthCheck on that container'>;
  };
  /** Where the task's volumes appear, by volume name. */
  readonly mounts?: { readonly [Q in V]?: Mount };
  /** Containers reachable by an alias, by container name. */
  readonly links?: [N] extends ['bridge']
    ? { readonly [Q in C]?: string }
    : Refused<'links exist only in networkMode bridge'>;
}
