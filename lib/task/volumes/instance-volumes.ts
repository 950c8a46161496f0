import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { MisuseError } from '../../errors';
import type { TaskVolume } from './volume';

/**
 * A directory of the instance, shared by every task there that mounts it and kept when they stop. Docker creates it if
 * it does not exist.
 *
 * @throws MisuseError `MountInvalid` for a path that is not absolute: Docker would take it for a named volume
 */
export function hostPath(path: string): TaskVolume {
  if (!Token.isUnresolved(path) && !path.startsWith('/')) {
    throw new MisuseError('MountInvalid', `hostPath('${path}'): the path is not absolute; begin it with /`);
  }
  return { bind: (_, name) => ({ name, host: { sourcePath: path } }) };
}

/** An empty directory on the instance's disk that the task's containers share; it goes with the task. */
export function ephemeralVolume(): TaskVolume {
  return { bind: (_, name) => ({ name, host: {} }) };
}

/** What {@link dockerVolume} takes. */
export type DockerVolumeOptions = DockerVolumeDriver & (TaskScope | SharedScope);

/** The driver of a Docker volume. */
export interface DockerVolumeDriver {
  /**
   * The volume driver, or the plugin on the instances; tasks are placed only where it is.
   *
   * @default 'local' - always there
   */
  readonly driver?: string;
  /** Options that the driver understands. @default - none */
  readonly driverOptions?: Readonly<Record<string, string>>;
  /** Docker labels of the volume. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A volume of one task. */
export interface TaskScope {
  /** Created and deleted with the task. @default 'task' - nothing is left behind */
  readonly scope?: 'task';
  readonly autoprovision?: never;
}

/** A volume that all tasks of an instance share. */
export interface SharedScope {
  /** Kept when the task stops; every task on the instance that names the volume gets the same. */
  readonly scope: 'shared';
  /** Whether it is created when it is missing. @default true - otherwise the task fails on every new instance */
  readonly autoprovision?: boolean;
}

/** A volume that Docker manages on the instance. */
export function dockerVolume(options: DockerVolumeOptions = {}): TaskVolume {
  const { driver = 'local', driverOptions, labels } = options;
  const lifecycle =
    options.scope === 'shared'
      ? { scope: ecs.Scope.SHARED, autoprovision: options.autoprovision ?? true }
      : { scope: ecs.Scope.TASK };
  return {
    bind: (_, name) => ({
      name,
      dockerVolumeConfiguration: {
        driver,
        driverOpts: driverOptions && { ...driverOptions },
        labels: labels && { ...labels },
        ...lifecycle,
      },
    }),
  };
}
