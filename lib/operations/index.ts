export { type Model, TemplateError } from '../template';
export { type AuditedImage, auditImages, type ImageAudit, type ImageAuditRequest } from './audit-images/audit-images';
export type { ImageFate } from './audit-images/fate';
export { type ClientSettings, type Clients, clientsFor } from './aws/clients';
export { OperationError, refusedWith } from './aws/problem/operation-error';
export type { Kind, OperationProblem, OperationProblemCode } from './aws/problem/problem';
export { problemText } from './aws/problem/problem-text';
export { type Clock, systemClock } from './clock';
export type { Cause, CauseCode } from './diagnose/cause';
export { type DiagnoseOptions, type Diagnosis, diagnose } from './diagnose/diagnose';
export type { OrderedCause } from './diagnose/ordered';
export type { DiagnoseRequest } from './diagnose/scene/subject';
export { beginDrain, type DrainEnd, type DrainOptions, drain, planDrain, planUndrain, undrain } from './drain/drain';
export type { DrainMove, DrainOrder, DrainPlan, MissingRoom } from './drain/drain-plan';
export type { DrainProgress } from './drain/drain-progress';
export type { DrainRequest } from './drain/plan-drain';
export type { UndrainPlan } from './drain/undrain';
export type { ScaleOut } from './live/capacity/scale-out';
export type { NotLookedAt } from './live/looker';
export type { HealthyBounds } from './live/service/healthy-bounds';
export type { LookingOptions } from './patience/looking-options';
export type { PreflightDoubt } from './preflight/doubt';
export type { PreflightCheckId, PreflightOutcome, PreflightResult } from './preflight/outcome';
export { type PreflightOptions, type PreflightReport, preflight } from './preflight/preflight';
export type { AddressRoom, PreflightProblem, QuotaRoom, WithoutTrunk } from './preflight/problem';
export { type ReadModelOptions, readModel } from './preflight/read-model';
export { exitCodeOf, NOT_STARTED } from './run-task/exit-code';
export { runTask } from './run-task/run-task';
export type { Doing, LogLine, RunTaskEvent } from './run-task/run-task-event';
export type { RunTaskOptions, RunTaskTimeout } from './run-task/run-task-options';
export type {
  CapacityShare,
  FamilySource,
  RunTaskRequest,
  RunTaskSettings,
  StackSource,
  TaskNetwork,
  TaskSource,
} from './run-task/run-task-request';
export type {
  PlacementFailure,
  RunTask,
  RunTaskEnd,
  RunTaskResult,
  StartRefusal,
  TaskState,
} from './run-task/run-task-result';
export type { Fit, FitRejection } from './run-task/start/fit';
export type { UnplacedTasks } from './run-task/start/unplaced-tasks';
export type { ContainerOverrides, OverriddenContainers, TaskOverrides } from './run-task/task-overrides';
export { planTeardown } from './teardown/plan/plan-teardown';
export type {
  DoomedService,
  ForeignService,
  TeardownObstacle,
  TeardownPlan,
  TeardownRequest,
} from './teardown/plan/teardown-plan';
export type { FailedResource, FailureCause, HoldingInterface } from './teardown/stack/deletion-failure';
export type { StackResource } from './teardown/stack/stack-resources';
export { type TeardownEnd, type TeardownOptions, teardown } from './teardown/teardown';
export type {
  InstancesLeft,
  RegistrationsLeft,
  ResourcesLeft,
  TasksLeft,
  TeardownWait,
} from './teardown/teardown-progress';
export type { Forecast, ForecastDoubt, MissingInstances } from './watch/forecast/forecast';
export type { ForecastStep } from './watch/forecast/play';
export type { RolloutHook, ServiceRollout } from './watch/service-rollout';
export type { WatchEnd } from './watch/verdict';
export type { Waiting } from './watch/waiting';
export { type WatchOptions, type WatchRequest, watch } from './watch/watch';
export type { WatchChange } from './watch/watch-change';
export type { WatchedBreaker, WatchedDeployment, WatchedTargets, WatchState } from './watch/watch-state';
