import { instanceFamily } from './lookup';

let parsed: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * The names of the types that a region offers, as of the table's date.
 * `undefined` for a region the data does not cover (China, GovCloud, newer ones): then nothing is known, not nothing offered.
 */
export function offeredIn(region: string): ReadonlySet<string> | undefined {
  return offerings().get(region);
}

/** The regions that the offerings cover, sorted. */
export function coveredRegions(): readonly string[] {
  return [...offerings().keys()];
}

function offerings(): ReadonlyMap<string, ReadonlySet<string>> {
  parsed ??= parseOfferings();
  return parsed;
}

function parseOfferings(): ReadonlyMap<string, ReadonlySet<string>> {
  const { REGIONS, OFFERINGS } = require('./data/offerings') as typeof import('./data/offerings');
  const byRegion = REGIONS.map((region) => [region, new Set<string>()] as const);
  for (const line of OFFERINGS.trim().split('\n')) {
    const [family, usual, ...rest] = line.split(' ') as [string, string, ...string[]];
    const exceptions = new Map(rest.map((entry) => entry.split(':') as [string, string]));
    for (const { size, name } of instanceFamily(family)) {
      const mask = Number.parseInt(exceptions.get(size) ?? usual, 16);
      byRegion.forEach(([, names], bit) => {
        if ((mask >>> bit) & 1) names.add(name);
      });
    }
  }
  return new Map(byRegion);
}
