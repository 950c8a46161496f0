export { decide } from './decide';
export type { PlacementStep } from './placement-step';
export { type RandomSource, seededRandom } from './random';
