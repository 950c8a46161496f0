export { type AuditedImage, auditImages, type ImageAudit, type ImageAuditRequest } from './audit-images/audit-images';
export type { ImageFate } from './audit-images/fate';
export { type ClientSettings, type Clients, clientsFor } from './aws/clients';
export { OperationError, refusedWith } from './aws/operation-error';
export type { Kind, OperationProblem, OperationProblemCode } from './aws/problem';
export { problemText } from './aws/problem-text';
export { type Clock, systemClock } from './clock';
export type { Cause, CauseCode } from './diagnose/cause';
export { type Diagnosis, diagnose } from './diagnose/diagnose';
export type { NotLookedAt } from './diagnose/scene/looker';
export type { DiagnoseRequest } from './diagnose/scene/subject';
export { type DrainEnd, type DrainOptions, type DrainProgress, drain, planDrain } from './drain/drain';
export type { DrainMove, DrainPlan } from './drain/drain-plan';
export type { HealthyBounds } from './live/healthy-bounds';
export type {
  PreflightCheckId,
  PreflightDoubt,
  PreflightOutcome,
  PreflightProblem,
  PreflightResult,
  WithoutTrunk,
} from './preflight/outcome';
export { type PreflightOptions, type PreflightReport, preflight } from './preflight/preflight';
export { runTask } from './run-task/run-task';
export type { LogLine, RunTaskEvent } from './run-task/run-task-event';
export type {
  CapacityShare,
  ContainerOverrides,
  RunTaskOptions,
  RunTaskRequest,
  TaskOverrides,
  TaskSource,
} from './run-task/run-task-request';
export {
  exitCodeOf,
  NOT_STARTED,
  type RunTask,
  type RunTaskResult,
  type StartRefusal,
  type TaskState,
} from './run-task/run-task-result';
export type { Fit } from './run-task/start/fit';
export type { StackResource } from './teardown/stack-resources';
export { type TeardownEnd, type TeardownOptions, type TeardownWait, teardown } from './teardown/teardown';
export { type DoomedService, planTeardown, type TeardownObstacle, type TeardownPlan } from './teardown/teardown-plan';
export type { RolloutHook, ServiceRollout } from './watch/service-rollout';
export type { WatchEnd } from './watch/verdict';
export type { Waiting } from './watch/waiting';
export { type WatchOptions, type WatchRequest, watch } from './watch/watch';
export type { WatchChange } from './watch/watch-change';
export type { WatchedBreaker, WatchedDeployment, WatchedTargets, WatchState } from './watch/watch-state';
