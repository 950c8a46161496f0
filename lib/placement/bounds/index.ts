export { cheapestInstances, fewestInstances } from './fewest-instances';
export type {
  BoundedPacking,
  ImpossiblePacking,
  LowerBoundMethod,
  PackedInstances,
  PackingAnswer,
  PackingMethod,
  TypeRejection,
} from './packing-answer';
export {
  DEFAULT_NODE_LIMIT,
  type PackableInstanceType,
  type PackableService,
  type PackingProblem,
} from './packing-problem';
