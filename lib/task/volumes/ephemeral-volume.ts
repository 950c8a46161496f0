import type { TaskVolume } from './volume';

/** An empty directory on the instance's disk, shared by the task's containers and gone with the task. */
export function ephemeralVolume(): TaskVolume {
  return { bind: (_, name) => ({ name, host: {} }) };
}
