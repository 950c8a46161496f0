import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { ContainerEnvironment } from '../environment/environment';
import type { HealthCheck } from '../health/health-check';
import type { ContainerIsolation, ContainerNames } from '../isolation/container-isolation';
import type { LogRouter } from '../logging/fire-lens';
import type { Logging } from '../logging/logging';
import type { Refused } from '../names';
import type { NetworkMode } from '../network-mode';
import type { Mount } from '../volumes/mounts';
import type { Condition } from './dependencies';
import type { AnyPort, Port } from './ports';
import type { ContainerProcess } from './process';
import type { ContainerSize } from './sizes';

/** The part of a container that its port names are inferred from. */
export interface PortsPart<T, N extends NetworkMode> {
  /** The ports the container listens on, by name. A name occurs once in a task definition. @default - none */
  readonly ports?: { readonly [Q in keyof T]: Port<N> };
}

/** The part of a container that tells whether it has a health check. */
export interface HealthPart<T> {
  /** How ECS finds out whether the container works. @default - it counts as working as long as it runs */
  readonly healthCheck?: T;
}

/**
 * Everything else of a container. `C` are the task definition's container names, `V` its volume names, `N` its network
 * mode, `W` what this container's health check must be, `H` the containers that have a health check.
 */
export interface ContainerPart<C extends string, V extends string, N extends NetworkMode, W, H extends string>
  extends ContainerSize,
    ContainerProcess,
    ContainerEnvironment,
    ContainerIsolation,
    ContainerNames<N> {
  /** The image, of a repository (`images.release('v1.4.2')`), a CDK asset, or any registry. */
  readonly image: ecs.ContainerImage;
  /** How ECS finds out whether the container works. @default - it counts as working as long as it runs */
  readonly healthCheck?: W;
  /** What the container waits for before it starts, by the other container's name. @default - nothing */
  readonly dependsOn?: {
    readonly [Q in C]?: Q extends H
      ? Condition
      : Exclude<Condition, 'HEALTHY'> | Refused<'HEALTHY needs a healthCheck on that container'>;
  };
  /** Where the task's volumes appear, by the volume's name. @default - nowhere */
  readonly mounts?: [V] extends [never]
    ? Readonly<Record<string, Refused<'the task definition has no volumes'>>>
    : { readonly [Q in V]?: Mount };
  /** Containers that this one reaches by an alias, by their names. It starts after them. @default - none */
  readonly links?: [N] extends ['bridge']
    ? { readonly [Q in C]?: string }
    : Refused<'links exist only in networkMode bridge'>;
  /** Where its output goes. @default - the task definition's `logging` */
  readonly logging?: Logging | ecs.LogDriver;
  /** Makes this container the log router that {@link fireLens} sends to. @default - it is none */
  readonly logRouter?: LogRouter;
}

/** A container with its names widened to text and what the network mode rules out let in, as the checks read it. */
export type Container = ContainerPart<string, string, 'bridge', HealthCheck, string> & {
  readonly ports?: Readonly<Record<string, AnyPort>>;
};
