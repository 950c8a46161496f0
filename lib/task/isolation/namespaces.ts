/** Whose processes the containers see: those of the instance, or of the task. */
export type PidMode = 'host' | 'task';

/** Whose shared memory and semaphores the containers use: the instance's, the task's, or each its own. */
export type IpcMode = 'host' | 'task' | 'none';

/** What the containers of a task share beside the network. */
export interface Namespaces {
  /** @default - each container sees its own processes */
  readonly pidMode?: PidMode;
  /** @default - the Docker daemon's, which keeps each container's memory its own */
  readonly ipcMode?: IpcMode;
}
