export type { ContainerOverride, ContainerOverrides } from './container-overrides';
export type { Job } from './job';
export { RunTask, type RunTaskProps } from './run-task/run-task';
export type { RetryOptions } from './schedule-limits';
export { ScheduledTask, type ScheduledTaskProps, type ScheduleOptions } from './scheduled-task';
