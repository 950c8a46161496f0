import type { TaskVolume } from './volume';

/** A directory of the instance, shared by every task that mounts it and kept when tasks stop. */
export function hostPath(path: string): TaskVolume {
  return { bind: (_, name) => ({ name, host: { sourcePath: path } }) };
}
