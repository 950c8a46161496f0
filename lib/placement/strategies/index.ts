export { breakTie, narrow } from './narrow';
export { type RandomSource, seededRandom } from './random';
