import type { Construct } from 'constructs';
import { type MisuseCode, MisuseError } from '../errors';
import type { Container } from './container/container-props';
import type { TaskSize } from './container/sizes';
import type { Namespaces } from './isolation/namespaces';
import type { NetworkMode } from './network-mode';
import type { TaskVolume } from './volumes/volume';

/** A task definition as the user wrote it, with the names widened to text, before anything is created from it. */
export class TaskDraft {
  readonly networkMode: NetworkMode;

  constructor(
    readonly scope: Construct,
    readonly containers: Readonly<Record<string, Container>>,
    readonly volumes: Readonly<Record<string, TaskVolume>>,
    readonly task: TaskSize & Namespaces & { readonly networkMode: NetworkMode; readonly family?: string },
  ) {
    this.networkMode = task.networkMode;
  }

  /** Ends the construction of the task definition with a {@link MisuseError}. */
  refuse(code: MisuseCode, message: string): never {
    throw new MisuseError(code, message, this.scope);
  }
}
