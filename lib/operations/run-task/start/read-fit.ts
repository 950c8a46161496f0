import type { Clients } from '../../aws/clients';
import { OperationError, refusedWith } from '../../aws/problem/operation-error';
import type { OperationProblem } from '../../aws/problem/problem';
import { type ScaleOut, scaleOutOf } from '../../live/capacity/scale-out';
import { daemonGroups, withDaemons } from '../../live/cluster/daemons';
import { readLiveCluster } from '../../live/cluster/live-cluster';
import { subnetZones } from '../../live/placement/subnet-zones';
import { invalid } from '../prepare/invalid';
import type { Preparation } from '../prepare/prepare';
import { type Fit, fitOf } from './fit';

/** What could not be read, and is left out. */
export type Unread = 'reading-subnets' | 'reading-capacity' | 'reading-daemons';

/**
 * Reads the cluster, the zones of the subnets and, where tasks have to wait, the capacity that they wait for and the
 * daemons that take their part of it.
 * @throws OperationError if the cluster cannot be read; invalid-request for subnets that are not there
 */
export async function readFit(
  clients: Clients,
  preparation: Preparation,
  count: number,
  onTrouble: (what: Unread, problem: OperationProblem) => void,
): Promise<Fit> {
  const withoutIt =
    (what: Unread) =>
    (error: unknown): undefined => {
      if (!(error instanceof OperationError) || error.problem.code === 'invalid-request') throw error;
      onTrouble(what, error.problem);
      return undefined;
    };
  const [{ instances }, zones] = await Promise.all([
    readLiveCluster(clients, preparation.cluster),
    zonesOf(clients, preparation).catch(withoutIt('reading-subnets')),
  ]);
  const first = fitOf(preparation, count, instances, zones);
  if (first.unplaced.length === 0) return first;
  const daemons = await daemonGroups(clients, preparation.cluster).catch(withoutIt('reading-daemons'));
  const fit = daemons ? fitOf(preparation, count, withDaemons(instances, daemons), zones) : first;
  const awaited = fit.unplaced.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const scaleOuts =
    (await scaleOutOf(clients, awaited).catch(withoutIt('reading-capacity'))) ??
    new Map<string | undefined, ScaleOut>();
  const unplaced = fit.unplaced.map((one) => {
    const scaleOut = scaleOuts.get(one.capacityProvider);
    return scaleOut ? { ...one, scaleOut } : one;
  });
  return { ...fit, unplaced };
}

async function zonesOf(clients: Clients, { request }: Preparation): Promise<readonly string[] | undefined> {
  if (!request.network) return undefined;
  try {
    return await subnetZones(clients, request.network.subnets);
  } catch (error) {
    if (!refusedWith(error, 'InvalidSubnetID.NotFound', 'InvalidSubnetID.Malformed')) throw error;
    throw invalid(`${request.network.subnets.join(', ')}: ${(error as OperationError).message}`);
  }
}
