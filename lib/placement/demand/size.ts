import { MAX_AMOUNT } from '../input/checker';
import { PlacementInputError } from '../input/input-error';

/**
 * CPU units of a size as task definitions write it: `1024`, `"1024"`, `"1 vCPU"`, `".5 vCPU"`.
 * @throws PlacementInputError
 */
export const parseCpuUnits = (size: string | number, path = 'cpu'): number => parseSize(size, path, /^vcpus?$/i);

/**
 * MiB of a size as task definitions write it: `512`, `"512"`, `"3 GB"`, `"0.5GB"`. ECS's GB is 1024 MiB.
 * @throws PlacementInputError
 */
export const parseMemoryMiB = (size: string | number, path = 'memory'): number => parseSize(size, path, /^gb$/i);

/** A whole number in the small unit, or a decimal number in the large one, which is 1024 small ones. */
function parseSize(size: string | number, path: string, largeUnit: RegExp): number {
  const refuse = (code: 'not-a-number' | 'negative' | 'fractional' | 'too-large' | 'wrong-type'): never => {
    throw new PlacementInputError([{ code, path, value: size }]);
  };
  if (typeof size !== 'string' && typeof size !== 'number') return refuse('wrong-type');
  const match = /^\s*(-?(?:\d+\.?\d*|\.\d+))\s*([A-Za-z]*)\s*$/.exec(String(size));
  if (!match || String(size).length > 40)
    return Math.abs(Number(size)) > MAX_AMOUNT ? refuse('too-large') : refuse('not-a-number');
  const isLarge = largeUnit.test(match[2]!);
  if (match[2] !== '' && !isLarge) return refuse('not-a-number');
  // A fraction of a unit cannot be given to a task.
  const amount = isLarge ? Math.floor(Number(match[1]) * 1024) : Number(match[1]);
  if (amount < 0) return refuse('negative');
  if (amount > MAX_AMOUNT) return refuse('too-large');
  return Number.isInteger(amount) ? amount : refuse('fractional');
}
