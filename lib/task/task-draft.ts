import type { Construct } from 'constructs';
import { type MisuseCode, MisuseError } from '../errors';
import type { Container } from './container/container-props';
import type { TaskSize } from './container/sizes';
import type { IpcMode, PidMode } from './isolation/namespaces';
import type { NetworkMode } from './network-mode';
import type { TaskVolume } from './volumes/volume';

/** A task definition as the user wrote it, with the names widened to text, before anything is created from it. */
export class TaskDraft {
  constructor(
    readonly scope: Construct,
    readonly networkMode: NetworkMode,
    readonly containers: Readonly<Record<string, Container>>,
    readonly volumes: Readonly<Record<string, TaskVolume>>,
    readonly size: TaskSize,
    readonly namespaces: { readonly pidMode?: PidMode; readonly ipcMode?: IpcMode },
  ) {}

  /** Ends the construction of the task definition with a {@link MisuseError}. */
  refuse(code: MisuseCode, message: string): never {
    throw new MisuseError(code, message, this.scope);
  }
}
