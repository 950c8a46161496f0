import type { ContainerPart, HealthPart, PortsPart } from './container/container-props';
import type { HealthyNames, PortNames } from './names';
import type { NetworkMode } from './network-mode';
import type { TaskVolume } from './volumes/volume';

/** The processor architecture of a task's images. */
export type CpuArchitecture = 'X86_64' | 'ARM64';

/**
 * The containers of a task definition by name. The first two parts infer what each container has, the third checks
 * every name that another container or the task mentions.
 */
export type ContainerMap<P, H, V extends string, N extends NetworkMode> = {
  readonly [K in keyof P]: PortsPart<P[K], NoInfer<N>>;
} & { readonly [K in keyof H]: HealthPart<H[K]> } & {
  readonly [K in keyof NoInfer<P>]: ContainerPart<
    keyof NoInfer<P> & string,
    NoInfer<V>,
    NoInfer<N>,
    PortNames<NoInfer<P>[K]>,
    HealthyNames<NoInfer<H>>
  >;
};

/** What a {@link TaskDefinition} takes. */
export interface TaskDefinitionProps<P, H, V extends string, N extends NetworkMode> {
  readonly networkMode: N;
  readonly containers: ContainerMap<P, H, V, N>;
  readonly volumes?: { readonly [Q in V]: TaskVolume };
  /** @default - not stated: ECS places the task on either architecture */
  readonly architecture?: CpuArchitecture;
  readonly family?: string;
}
