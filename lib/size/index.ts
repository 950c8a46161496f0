export type { Choice, ChoiceReason } from './choice';
export type { Demands } from './demands';
export type { Fill } from './floor';
export type { Pool } from './pool';
export type { PackedBound } from './single-type';
export { type SizedCluster, type SizedPool, type Sizing, sizeOf } from './size';
export {
  DEFAULT_HEADROOM_PERCENT,
  type PurchaseWay,
  type SizedCounts,
  type SizeOptions,
} from './size-options';
export type { Shortfall } from './stow';
