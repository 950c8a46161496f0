export { type ClientSettings, type Clients, clientsFor } from './aws/clients';
export { OperationError, refusedWith } from './aws/operation-error';
export type { Kind, OperationProblem, OperationProblemCode } from './aws/problem';
export { type Clock, systemClock } from './clock';
