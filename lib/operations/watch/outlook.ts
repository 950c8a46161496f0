import type { Task } from '@aws-sdk/client-ecs';
import { type Explanation, type Instance, PlacementInputError, type PlacementRequest } from '../../placement';
import type { Clients } from '../aws/clients';
import type { LiveCluster } from '../live/cluster/live-cluster';
import type { Looker } from '../live/looker';
import { type PlacementRefusal, placementRefusal } from '../live/placement/placement-refusal';
import type { FoundService } from '../live/service/find-service';
import { awaitedProviders, runsElsewhere } from '../live/service/service-capacity';
import { isDaemon, primaryOf } from '../live/service/service-kind';
import { serviceRequest } from '../live/service/service-request';
import type { FoundTaskDefinition } from '../live/task/find-task-definition';
import type { Forecast, Forecaster } from './forecast/forecast';
import type { GroupSize } from './forecast/group-sizes';
import { snapshotOf } from './forecast/snapshot';

/** Why no instance takes a task that is missing. */
export interface RefusedPlacement {
  readonly explanation: Explanation;
  /** Capacity providers of the service that have no instance, of which nobody knows what one would be like. */
  readonly emptyProviders: readonly string[];
  /**
   * Whether none would although every task of others left, and no group of the service may have another instance: all
   * are at their maximum, and none of their instances is draining or disconnected.
   */
  readonly isFinal: boolean;
}

/** What the placement engine says of a deployment that is under way. */
export interface Outlook {
  /** Absent where an instance takes the next task, none is missing or none was looked at. */
  readonly refused?: RefusedPlacement;
  readonly forecast?: Forecast;
}

/** What an outlook is read with. */
export interface OutlookReader {
  readonly looker: Looker;
  readonly forecaster: Forecaster;
  /** The whole cluster, its daemons marked; undefined where it may not be read. */
  liveCluster(): Promise<LiveCluster | undefined>;
  taskDefinition(arn: string): Promise<FoundTaskDefinition>;
  /** By capacity provider; none of those that may not be read. */
  groupSizes(capacityProviders: readonly string[]): Promise<ReadonlyMap<string, GroupSize>>;
}

/** Asks the engine about a deployment. The cluster is read only while it is under way. */
export async function readOutlook(
  clients: Clients,
  reader: OutlookReader,
  service: FoundService,
  tasks: readonly Task[],
): Promise<Outlook> {
  const { deployments = [], capacityProviderStrategy = [] } = service;
  const primary = primaryOf(service);
  const missing = tasksWithoutPlace(service, tasks);
  const arn = primary?.taskDefinition;
  if (!arn || (missing === 0 && deployments.length < 2 && primary.rolloutState !== 'IN_PROGRESS')) return {};
  if (runsElsewhere(service)) return unknown('elsewhere');
  // A daemon is bound to its instance; where it is missing, its instance is what to look at.
  if (isDaemon(service)) return unknown('daemon');
  const { looker } = reader;
  const [live, request] = await Promise.all([
    reader.liveCluster(),
    looker.at('the subnets of the service', async () =>
      serviceRequest(clients, service, await reader.taskDefinition(arn)),
    ),
  ]);
  if (!live || !request) return unknown('not-looked-at');
  const strategy = capacityProviderStrategy.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const present = live.instances.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const sizes = await reader.groupSizes([...new Set(strategy.length > 0 ? strategy : present)]);
  const candidates = live.instances.filter(
    ({ capacityProvider = '' }) => strategy.length === 0 || strategy.includes(capacityProvider),
  );
  const forecast = reader.forecaster.of(snapshotOf(service, request, { ...live, instances: candidates }, sizes));
  const refusal = missing > 0 && refusalOf(request, awaitedProviders(service, tasks), live.instances);
  if (!refusal) return { forecast };
  const { explanation, emptyProviders } = refusal;
  const isFinal = isRefusedForEver(request, strategy, live.instances, sizes);
  return { forecast, refused: { explanation, emptyProviders, isFinal } };
}

/** Of what the engine cannot read, the forecast tells. */
function refusalOf(...given: Parameters<typeof placementRefusal>): PlacementRefusal | undefined {
  try {
    return placementRefusal(...given);
  } catch (error) {
    if (error instanceof PlacementInputError) return undefined;
    throw error;
  }
}

const unknown = (code: 'elsewhere' | 'daemon' | 'not-looked-at'): Outlook => ({
  forecast: { code: 'unknown', because: { code } },
});

/** Instances may come where any will do, where a group is not at its maximum, and in place of those that go or are lost. */
function isRefusedForEver(
  request: PlacementRequest,
  strategy: readonly string[],
  instances: readonly Instance[],
  sizes: ReadonlyMap<string, GroupSize>,
): boolean {
  const isFull = (provider: string) => {
    const own = instances.filter(({ capacityProvider }) => capacityProvider === provider);
    return (
      own.every(({ status, agentConnected }) => status === 'ACTIVE' && agentConnected) &&
      own.length >= (sizes.get(provider)?.maximum ?? Number.POSITIVE_INFINITY)
    );
  };
  if (strategy.length === 0 || !strategy.every(isFull)) return false;
  const cleared = instances.map(
    ({ reserved: _, ...one }): Instance => ({
      ...one,
      tasks: one.tasks.filter(({ group }) => group === request.group),
    }),
  );
  return placementRefusal(request, strategy, cleared) !== undefined;
}

/** Tasks of the newest deployment that have no instance yet. */
export function tasksWithoutPlace(service: FoundService, tasks: readonly Task[]): number {
  const primary = primaryOf(service);
  const placed = tasks.filter((task) => task.startedBy === primary?.id && task.containerInstanceArn !== undefined);
  return Math.max(0, (primary?.desiredCount ?? 0) - placed.length);
}
