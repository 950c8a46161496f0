import { type CpuArchitecture, instanceFamilies, nearNames } from '../../lib/placement';
import type { PurchaseWay, SizedCounts } from '../../lib/size';
import { UsageError } from '../usage-error';

const ARCHITECTURES: readonly CpuArchitecture[] = ['x86_64', 'arm64'];
const PURCHASES: readonly PurchaseWay[] = ['on-demand', 'spot', 'reserved'];
const COUNTS: readonly SizedCounts[] = ['desired', 'maximum'];

/** The families that were named, such as `m7g`. @throws UsageError with the near ones */
export const familiesNamed = (values: readonly string[]): readonly string[] =>
  named('family', values, instanceFamilies(), '; write what stands before the dot of a type, such as m7g');

/** @throws UsageError with those there are */
export const architecturesNamed = (values: readonly string[]): readonly CpuArchitecture[] =>
  named('arch', values, ARCHITECTURES);

/** @throws UsageError with those there are */
export const purchasesNamed = (values: readonly string[]): readonly PurchaseWay[] =>
  named('purchase', values, PURCHASES);

/** @throws UsageError with those there are */
export const countsNamed = (values: readonly string[]): readonly SizedCounts[] => named('at', values, COUNTS);

function named<T extends string>(option: string, values: readonly string[], known: readonly T[], hint = ''): T[] {
  const words = values.flatMap((value) => value.split(',')).map((word) => word.trim());
  return [...new Set(words)].map((word) => {
    const found = known.find((one) => one === word);
    if (found !== undefined) return found;
    const near = nearNames(word, known);
    const fix =
      near.length > 0
        ? `did you mean ${near.join(' or ')}?`
        : known.length <= 4
          ? `known are ${known.join(', ')}`
          : `it is not in the table of instance types${hint}`;
    throw new UsageError(`--${option}: no '${word}'; ${fix}`);
  });
}

/** `20%` or `20`. @throws UsageError */
export function headroomOf(text: string): number {
  const [, digits] = /^(\d+(?:\.\d+)?)%?$/.exec(text) ?? [];
  const percent = Number(digits);
  if (percent <= 90) return percent;
  throw new UsageError(`--headroom ${text}: no share of an instance; write a percentage from 0 to 90, such as 20%`);
}

/** @throws UsageError */
export function zoneCountOf(text: string, survivesZone: boolean): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 6) {
    throw new UsageError(`--zones ${text}: no number of zones; write a whole number from 1 to 6`);
  }
  if (survivesZone && count === 1) {
    throw new UsageError('--survive-zone with --zones 1: nothing is left when the only zone is lost; give --zones 2');
  }
  return count;
}
