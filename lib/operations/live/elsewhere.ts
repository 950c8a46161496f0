import type { Clients } from '../aws/clients';

/**
 * Other regions of the account that have something.
 * Whoever may not ask there is told of none: the error at hand is the one to report.
 */
export async function otherRegionsWith(
  clients: Clients,
  has: (clients: Clients) => Promise<boolean>,
): Promise<readonly string[]> {
  try {
    const here = await clients.region();
    const { Regions = [] } = await clients.ec2.describeRegions({});
    const names = Regions.flatMap(({ RegionName }) => (RegionName && RegionName !== here ? [RegionName] : []));
    const found = await Promise.all(
      names.map(async (region) => ((await has(clients.inRegion(region)).catch(() => false)) ? [region] : [])),
    );
    return found.flat();
  } catch {
    return [];
  }
}
