import { coveredRegions } from '../../placement';
import type { Clients } from '../aws/clients';
import { OperationError } from '../aws/problem/operation-error';

/** How long other regions may take, in milliseconds: their answer only improves an error that is at hand. */
const PATIENCE = 5_000;

/**
 * Other regions of the account that have something, of those that answer within five seconds, all asked at once.
 * Regions that are not enabled, or where the caller may not ask, have nothing.
 */
export async function otherRegionsWith(
  clients: Clients,
  has: (clients: Clients) => Promise<boolean>,
  /** Regions to ask. @default - all that are enabled for the account */
  regions?: readonly string[],
): Promise<readonly string[]> {
  const hurried = clients.endingWith(AbortSignal.timeout(PATIENCE));
  const here = await clients.region();
  const others = (regions ?? (await enabledRegions(hurried))).filter((region) => region !== here);
  const found = await Promise.all(
    others.map(async (region) => ((await has(hurried.inRegion(region)).catch(() => false)) ? [region] : [])),
  );
  return found.flat();
}

/** Those that are enabled for the account; all that are known to whoever may not ask which these are. */
async function enabledRegions(clients: Clients): Promise<readonly string[]> {
  try {
    const { Regions = [] } = await clients.ec2.describeRegions({});
    return Regions.flatMap(({ RegionName }) => RegionName ?? []);
  } catch (error) {
    const isDenied = error instanceof OperationError && error.problem.code === 'access-denied';
    return isDenied ? coveredRegions() : [];
  }
}
