import {
  agentAttributes,
  type Capacity,
  type CapacityInstanceType,
  type CpuArchitecture,
  coveredRegions,
  type Explanation,
  explain,
  type Instance,
  type ListedInstanceType,
  launchInstances,
  type PlacementRequest,
  Placer,
  placeDaemons,
  type RegisteredResources,
  registeredResources,
  type Service,
  selectInstanceTypes,
  serviceGroup,
} from '../placement';
import { emptyOffer } from '../plan/empty-offer';
import { isUnknown, type ModelAssumptions } from '../template';
import type { Pool } from './pool';
import type { SizeOptions } from './size-options';

/** A type that a pool could run on. */
export interface Candidate {
  readonly type: ListedInstanceType;
  /** A group of only this type, in the zones of the pool. */
  readonly group: Capacity;
  readonly registered: RegisteredResources;
  /** What replicas may take on an empty instance: daemons have theirs. */
  readonly room: RegisteredResources;
  readonly usdPerHour: number;
  /** Names of the services whose tasks an empty instance takes. */
  readonly takes: ReadonlySet<string>;
}

/** The types on which some task fits. */
export interface Candidates {
  readonly all: readonly Candidate[];
  /** Services that fit on none of them, with the reasons of the types. */
  readonly nowhere: readonly { readonly service: string; readonly explanation: Explanation }[];
}

/** What each of the types offers a pool. */
export function candidatesOf(
  pool: Pool,
  types: readonly ListedInstanceType[],
  assumptions: ModelAssumptions,
): Candidates {
  const offered = offeredBy(types, pool, assumptions);
  const all: Candidate[] = [];
  const empty: Instance[] = [];
  for (const [index, offer] of offered.entries()) {
    const type = types[index]!;
    const group = groupOf(pool, offer);
    const [instance] = placeDaemons(pool.daemons, launchInstances(group, 1)).instances;
    empty.push(instance!);
    const placer = new Placer(launchedInEveryZone(pool, group));
    const takes = pool.services.filter((service) => placer.find(requestOf(service)) !== undefined);
    if (takes.length === 0) continue;
    all.push({
      type,
      group,
      registered: offer.registered,
      room: emptyOffer(group, type.name, pool.daemons),
      usdPerHour: type.usdPerHour!,
      takes: new Set(takes.map(({ name }) => name)),
    });
  }
  const nowhere = pool.services.filter(({ name }) => !all.some(({ takes }) => takes.has(name)));
  return { all, nowhere: reasons(nowhere, empty) };
}

/** One empty instance in every zone, since subnets may leave a service only some of them. */
const launchedInEveryZone = (pool: Pool, group: Capacity) =>
  placeDaemons(pool.daemons, launchInstances(group, pool.zones.length)).instances;

function reasons(services: readonly Service[], empty: readonly Instance[]): Candidates['nowhere'] {
  if (services.length === 0) return [];
  const placer = new Placer(empty);
  return services.map((service) => ({
    service: service.name,
    explanation: explain(placer.explain(requestOf(service)), empty),
  }));
}

/** What a service asks the placer for. */
export const requestOf = ({ name, demand, constraints, strategies, subnetZones }: Service): PlacementRequest => ({
  group: serviceGroup(name),
  demand,
  constraints,
  strategies,
  subnetZones,
});

/** A group of one type; as large as it must be. */
const groupOf = (pool: Pool, type: CapacityInstanceType): Capacity => ({
  name: type.name,
  zones: pool.zones,
  instanceTypes: [type],
  minInstances: 0,
  maxInstances: 10_000,
  purchaseOption: pool.purchase.length > 1 ? 'mixed' : pool.purchase[0]!,
});

/** Types of these architectures with a price that the filters leave, in the order of the table. */
export function typesFor(
  pool: Pool,
  architectures: readonly CpuArchitecture[],
  { families }: SizeOptions,
): readonly ListedInstanceType[] {
  const named = families !== undefined;
  const present = pool.source && !isUnknown(pool.source.types) ? pool.source.types : [];
  const wantsGpus = pool.services.some(({ demand }) => demand.gpus === 'all' || demand.gpus > 0);
  const region = pool.source?.source.group.resource.stack.source.region;
  return selectInstanceTypes({
    architectures,
    spot: pool.purchase.includes('spot'),
    bareMetal: named ? 'included' : 'excluded',
    burstablePerformance: named || present.some(({ burstable }) => burstable) ? 'included' : 'excluded',
    ...(region !== undefined && coveredRegions().includes(region) && { region }),
  }).filter(
    (type) =>
      type.usdPerHour !== undefined &&
      (named ? families.includes(type.family) : isUsual(type) || present.includes(type)) &&
      (named || type.gpus > 0 === wantsGpus),
  );
}

/** Whether a type would come to mind where none is named. */
const isUsual = ({ currentGeneration, neuron, localStorage, gpus }: ListedInstanceType): boolean =>
  // Tasks get nothing of instance store volumes that they would pay for.
  currentGeneration && !neuron && (!localStorage || gpus > 0);

/** What the group's instances would register, were they of these types; a new group runs Amazon Linux 2023. */
function offeredBy(
  types: readonly ListedInstanceType[],
  { source }: Pool,
  { trunking, memoryOverheadPercent: overhead }: ModelAssumptions,
): readonly CapacityInstanceType[] {
  const known = source?.registering(types, 'conservative');
  if (known !== undefined && !isUnknown(known)) return known;
  return types.map((type) => ({
    name: type.name,
    registered: registeredResources(type, {
      trunking: trunking === 'on',
      memoryMiB: overhead === undefined ? undefined : Math.floor(type.memoryMiB * (1 - overhead / 100)),
    }),
    attributes: agentAttributes(type, { trunking: trunking === 'on' }),
    usdPerHour: type.usdPerHour,
  }));
}
