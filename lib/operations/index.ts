export { type ClientSettings, type Clients, clientsFor } from './aws/clients';
export { OperationError, refusedWith } from './aws/operation-error';
export type { Kind, OperationProblem, OperationProblemCode } from './aws/problem';
export { problemText } from './aws/problem-text';
export { type Clock, systemClock } from './clock';
export type {
  PreflightCheckId,
  PreflightDoubt,
  PreflightOutcome,
  PreflightProblem,
  PreflightResult,
} from './preflight/outcome';
export { type PreflightOptions, type PreflightReport, preflight } from './preflight/preflight';
