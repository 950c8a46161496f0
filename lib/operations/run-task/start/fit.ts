import {
  type Explanation,
  explain,
  type Instance,
  type InstanceRejection,
  nextCapacityProvider,
  type PlacementRequest,
  Placer,
} from '../../../placement';
import type { Launch } from '../prepare/capacity';
import { MOST_AT_ONCE, type Preparation } from '../prepare/prepare';
import { moreInstancesFor, type UnplacedTasks } from './unplaced-tasks';

/** Why an instance takes no task. */
export interface FitRejection extends InstanceRejection {
  /** Absent for an instance outside of EC2. */
  readonly ec2InstanceId?: string;
}

/** How many of the tasks of a run the instances of a cluster take as they are, and why not more. */
export interface Fit {
  /** Tasks that are asked about. */
  readonly count: number;
  /** How many container instances there are. */
  readonly instances: number;
  /** Ids of those that could take one task. */
  readonly takers: readonly string[];
  /** Tasks that find room now, all of them placed together. */
  readonly placed: number;
  /** The others, by the capacity provider that ECS chooses for them; none for launch type EC2. */
  readonly unplaced: readonly UnplacedTasks[];
  /**
   * Why each instance that takes no task does not. Where not all tasks find room: why none takes one more, with those
   * placed that do.
   */
  readonly rejections: readonly FitRejection[];
  /** The same, counted and ranked. */
  readonly explanation: Explanation;
}

/**
 * Asks the placement engine about instances as they are. Tasks are placed one after another, as ECS does: for each a
 * capacity provider is chosen first, whether or not it has room.
 * @param count tasks to ask about
 * @param subnetZones zones of the subnets of `awsvpc` tasks, if they are known
 */
export function fitOf(
  { placement, launch }: Pick<Preparation, 'placement' | 'launch'>,
  count: number,
  instances: readonly Instance[],
  subnetZones?: readonly string[],
): Fit {
  const requestFor = requestsBy(subnetZones?.length ? { ...placement, subnetZones } : placement);
  const placer = new Placer(instances);
  const refusals = () => refusalsOf(placer, instances, (one) => requestFor(providerOn(one, launch)));
  const before = refusals();
  const refusing = new Set(before.map(({ instanceId }) => instanceId));
  const missing = new Map<string | undefined, number>();
  for (const provider of providersFor(launch, count)) {
    if (placer.place(requestFor(provider)) === undefined) missing.set(provider, (missing.get(provider) ?? 0) + 1);
  }
  const unplaced = [...missing].map(([capacityProvider, tasks]): UnplacedTasks => {
    const own = instances.filter((one) => capacityProvider === undefined || one.capacityProvider === capacityProvider);
    const moreInstances = moreInstancesFor(requestFor(capacityProvider), tasks, own);
    const where = capacityProvider === undefined ? { offered: launch.offered } : { capacityProvider };
    return { ...where, tasks, ...(moreInstances && { moreInstances }) };
  });
  const rejections = unplaced.length > 0 ? refusals() : before;
  return {
    ...{ count, instances: instances.length },
    takers: instances.flatMap(({ id }) => (refusing.has(id) ? [] : [id])),
    placed: count - unplaced.reduce((sum, { tasks }) => sum + tasks, 0),
    ...{ unplaced, rejections, explanation: explain(rejections, instances) },
  };
}

/** The request by capacity provider, each made once: the placer knows it again. */
function requestsBy(placement: PlacementRequest): (capacityProvider: string | undefined) => PlacementRequest {
  const made = new Map<string | undefined, PlacementRequest>([[undefined, placement]]);
  return (capacityProvider) => {
    const request = made.get(capacityProvider) ?? { ...placement, capacityProvider: capacityProvider! };
    made.set(capacityProvider, request);
    return request;
  };
}

/** Why each instance that takes no task now does not, by the request that is for it. */
function refusalsOf(
  placer: Placer,
  instances: readonly Instance[],
  requestOn: (instance: Instance) => PlacementRequest,
): readonly FitRejection[] {
  const requests = [...new Set(instances.map(requestOn))];
  const refused = new Map(
    requests.map((one) => [one, new Map(placer.explain(one).map((own) => [own.instanceId, own]))]),
  );
  return instances.flatMap((instance) => {
    const rejection = refused.get(requestOn(instance))?.get(instance.id);
    const { ec2InstanceId } = instance;
    return rejection ? [{ ...rejection, ...(ec2InstanceId && { ec2InstanceId }) }] : [];
  });
}

/** The capacity provider by which an instance is judged: its own, if tasks may go there. */
const providerOn = ({ capacityProvider: own }: Instance, { strategy }: Launch): string | undefined =>
  strategy.some(({ capacityProvider }) => capacityProvider === own) ? own : strategy[0]?.capacityProvider;

/** The capacity provider of each task. A base is for the whole run, weights are for each call anew. */
function providersFor({ strategy }: Launch, count: number): readonly (string | undefined)[] {
  if (strategy.length === 0) return Array.from({ length: count }, () => undefined);
  const chosen: string[] = [];
  let ofCall = new Map<string, number>();
  for (let task = 0; task < count; task++) {
    if (task % MOST_AT_ONCE === 0) ofCall = new Map();
    const asked = task - (task % MOST_AT_ONCE);
    const rest = strategy.map((share) => ({ ...share, base: Math.max(0, share.base - asked) }));
    const provider = nextCapacityProvider(rest, ofCall);
    ofCall.set(provider, (ofCall.get(provider) ?? 0) + 1);
    chosen.push(provider);
  }
  return chosen;
}
