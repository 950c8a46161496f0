import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';
import type { ContainersOf } from '../task';

/** What a job changes in one container. */
export interface ContainerOverride {
  /**
   * Command in place of the container's.
   * @default - the container's
   */
  readonly command?: readonly string[];
  /**
   * Environment variables, added to the container's.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * CPU units in place of the container's.
   * @default - the container's
   */
  readonly cpuUnits?: number;
  /**
   * Memory limit in place of the container's.
   * @default - the container's
   */
  readonly memoryMiB?: number;
}

/** What a job changes, by container; the compiler knows the containers of a `TaskDefinition`. */
export type ContainerOverrides<T> = { readonly [Name in ContainersOf<T>]?: ContainerOverride };

/** The overrides as the ECS API takes them. */
interface RenderedOverrides {
  readonly containerOverrides: readonly {
    readonly name: string;
    readonly command?: readonly string[];
    readonly environment?: readonly { readonly name: string; readonly value: string }[];
    readonly cpu?: number;
    readonly memory?: number;
  }[];
}

/** Renders the overrides, and refuses one of a container that the task definition does not have. */
export function renderOverrides(
  overrides: Readonly<Record<string, ContainerOverride | undefined>>,
  taskDefinition: TaskDefinition,
  scope: IConstruct,
): RenderedOverrides {
  return {
    containerOverrides: Object.entries(overrides).flatMap(([name, override]) => {
      if (!override) return [];
      requireContainer(name, taskDefinition, scope);
      const { command, environment, cpuUnits, memoryMiB } = override;
      return {
        name,
        ...(command && { command }),
        ...(environment && {
          environment: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
        }),
        ...(cpuUnits !== undefined && { cpu: cpuUnits }),
        ...(memoryMiB !== undefined && { memory: memoryMiB }),
      };
    }),
  };
}

/** Refuses a container that the task definition does not have (yet: containers come before the jobs that name them). */
export function requireContainer(name: string, taskDefinition: TaskDefinition, scope: IConstruct): void {
  if (taskDefinition.findContainer(name)) return;
  const known = taskDefinition.node
    .findAll()
    .flatMap(({ node: { id } }) => (taskDefinition.findContainer(id) ? [id] : []));
  throw new MisuseError('JobContainerUnknown', `no container '${name}'; the task has: ${known.join(', ')}`, scope);
}
