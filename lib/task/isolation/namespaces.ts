/** Whose processes the containers see: those of the instance, or of the task. */
export type PidMode = 'host' | 'task';

/** Whose shared memory and semaphores the containers use: the instance's, the task's, or each its own. */
export type IpcMode = 'host' | 'task' | 'none';

/** What the containers of a task share beside the network. */
export interface Namespaces {
  /** Whose processes the containers see. @default - each container its own */
  readonly pidMode?: PidMode;
  /** Whose shared memory the containers use. @default - the Docker daemon's: each container its own */
  readonly ipcMode?: IpcMode;
}
