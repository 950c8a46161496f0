/** Whose processes the containers see: those of the instance, or of the task. */
export type PidMode = 'host' | 'task';

/** Whose shared memory and semaphores the containers use: the instance's, the task's, or each its own. */
export type IpcMode = 'host' | 'task' | 'none';
