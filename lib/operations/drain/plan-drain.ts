import { serviceGroup } from '../../placement';
import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import { scaleOutOf } from '../live/capacity/scale-out';
import type { FoundCluster } from '../live/cluster/clusters';
import { withDaemons } from '../live/cluster/daemons';
import { findCluster } from '../live/cluster/find-cluster';
import { type LiveCluster, readLiveCluster } from '../live/cluster/live-cluster';
import { type FoundService, servicesOf } from '../live/service/find-service';
import { healthyBounds } from '../live/service/healthy-bounds';
import { isDaemon } from '../live/service/service-kind';
import { serviceRequest } from '../live/service/service-request';
import { findTaskDefinition } from '../live/task/find-task-definition';
import { protectionsOf } from '../live/task/task-protection';
import type { DrainMove, DrainOrder, DrainPlan, MissingRoom } from './drain-plan';
import { drainedMoves, type PlacedService } from './drained-moves';
import { findDrained } from './find-drained';
import { missingRoom } from './missing-room';

/** What is to be drained. */
export interface DrainRequest {
  /** Name or ARN. */
  readonly cluster: string;
  /** EC2 ids, ids or ARNs of container instances; names of capacity providers or Auto Scaling groups. */
  readonly targets: readonly [string, ...string[]];
}

/**
 * Works out what draining instances does to the tasks there. Nothing is changed.
 * @throws OperationError
 */
export async function planDrain(clients: Clients, request: DrainRequest): Promise<DrainPlan> {
  const cluster = await findCluster(clients, request.cluster);
  const [read, services] = await Promise.all([readLiveCluster(clients, cluster), servicesOf(clients, cluster)]);
  const daemons = services.filter(isDaemon).map(({ serviceName }) => serviceGroup(serviceName));
  const live = { ...read, instances: withDaemons(read.instances, daemons) };
  const drained = await findDrained(clients, live, request.targets);
  const leaving = new Set(drained.map(({ id }) => id));
  const groups = new Set(drained.flatMap(({ tasks }) => tasks.map(({ group }) => group)));
  const concerned = services.filter(({ serviceName }) => groups.has(serviceGroup(serviceName)));
  const [placed, protectedUntil] = await Promise.all([
    Promise.all(concerned.map((service) => placedService(clients, service))),
    protections(
      clients,
      cluster,
      live,
      leaving,
      concerned.filter((one) => !isDaemon(one)),
    ),
  ]);
  const { moves, unplaced, placer } = drainedMoves(live, drained, placed, protectedUntil);
  const providers = new Set(unplaced.flatMap(({ request: { capacityProvider } }) => capacityProvider ?? []));
  const missing = missingRoom(unplaced, placer, await scaleOutOf(clients, [...providers]));
  return {
    ...{ clusterArn: cluster.clusterArn, clusterName: cluster.clusterName, instances: drained },
    instanceArns: live.containerInstances.flatMap(({ containerInstanceArn: arn = '' }) =>
      leaving.has(shortName(arn)) ? [arn] : [],
    ),
    ...{ moves, missing, verdict: verdictOf(moves, missing) },
    orders: concerned.filter((one) => !isDaemon(one)).map(orderOf),
  };
}

async function placedService(clients: Clients, service: FoundService): Promise<PlacedService> {
  // What replaces a task is of the service's newest task definition, whatever the task is of.
  const definition = await findTaskDefinition(clients, service.taskDefinition ?? '');
  return { service, request: await serviceRequest(clients, service, definition) };
}

/** Until when tasks that leave are protected from scale-in; only tasks of services can be. */
async function protections(
  clients: Clients,
  { clusterArn }: FoundCluster,
  { tasks }: LiveCluster,
  leaving: ReadonlySet<string>,
  services: readonly FoundService[],
): Promise<ReadonlyMap<string, string>> {
  const groups = new Set(services.map(({ serviceName }) => serviceGroup(serviceName)));
  const asked = tasks.filter(
    ({ containerInstanceArn = '', group = '' }) => leaving.has(shortName(containerInstanceArn)) && groups.has(group),
  );
  const found = await protectionsOf(clients, clusterArn, asked);
  return new Map(found.map(({ taskArn, until = 'it is taken off' }) => [taskArn, until]));
}

function orderOf(service: FoundService): DrainOrder {
  const { serviceName, desiredCount = 0 } = service;
  const bounds = healthyBounds(service);
  const atLeastNone = (count: number) => Math.max(0, count);
  return {
    ...{ serviceName, bounds },
    startFirst: atLeastNone(bounds.atMost - desiredCount),
    stopFirst: atLeastNone(desiredCount - bounds.atLeast),
  };
}

function verdictOf(moves: readonly DrainMove[], missing: readonly MissingRoom[]): DrainPlan['verdict'] {
  if (moves.some(({ code, isUnreachable }) => code === 'no-step' || isUnreachable)) return 'blocked';
  if (missing.every(({ comes }) => comes)) return 'moves';
  return moves.some((one) => one.code === 'no-place' && one.meanwhile === 'stays') ? 'blocked' : 'short';
}
