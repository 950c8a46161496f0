import { instanceTypeTable } from './table';

/** For each family, in which regions its sizes are offered: a bit a region, for most sizes and for the others. */
type Masks = ReadonlyMap<string, { readonly usual: number; readonly others: ReadonlyMap<string, number> }>;

let masks: Masks | undefined;
const byRegion = new Map<string, ReadonlySet<string>>();

/**
 * The names of the types that a region offers, as of the table's date.
 * `undefined` for a region the data does not cover (China, GovCloud, newer ones): then nothing is known, not nothing offered.
 */
export function offeredIn(region: string): ReadonlySet<string> | undefined {
  const bit = coveredRegions().indexOf(region);
  if (bit < 0) return undefined;
  const known = byRegion.get(region) ?? typesAt(bit);
  byRegion.set(region, known);
  return known;
}

/** The regions that the offerings cover, sorted. */
export const coveredRegions = (): readonly string[] => offeringData().REGIONS;

function typesAt(bit: number): ReadonlySet<string> {
  masks ??= parseMasks();
  const offered = new Set<string>();
  for (const { name, family, size } of instanceTypeTable().values()) {
    const mask = masks.get(family);
    if (mask && ((mask.others.get(size) ?? mask.usual) >>> bit) & 1) offered.add(name);
  }
  return offered;
}

function parseMasks(): Masks {
  const lines = offeringData().OFFERINGS.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [family, usual, ...rest] = line.split(' ') as [string, string, ...string[]];
      const others = rest.map((entry) => entry.split(':') as [string, string]);
      return [
        family,
        {
          usual: Number.parseInt(usual, 16),
          others: new Map(others.map(([size, mask]) => [size, Number.parseInt(mask, 16)])),
        },
      ];
    }),
  );
}

const offeringData = () => require('./data/offerings') as typeof import('./data/offerings');
