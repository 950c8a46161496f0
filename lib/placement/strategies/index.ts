export { breakTie, narrow, type StrategyContext } from './narrow';
export { type RandomSource, seededRandom } from './random';
