import { type CpuArchitecture, holdingTasks, type Instance, instanceTypeSources } from '../placement';
import { planOf } from '../plan';
import { type ClusterInTemplate, type FleetGap, isUnknown, type Model, serviceName } from '../template';
import { type Candidates, candidatesOf, typesFor } from './candidates';
import { type Choice, figuresOf } from './choice';
import { type Choices, choicesOf } from './choices';
import type { Demands } from './demands';
import { type Pool, poolsOf } from './pool';
import { DEFAULT_HEADROOM_PERCENT, type SizedCounts, type SizeOptions } from './size-options';
import { type Budget, stow } from './stow';

/** Which instances would hold the services of a model. */
export interface Sizing {
  readonly clusters: readonly SizedCluster[];
  readonly demands: Demands;
  /** Whose on-demand prices are compared, and of which day they are. */
  readonly prices: { readonly region: string; readonly date: string };
}

/** One cluster at one set of counts. */
export interface SizedCluster {
  readonly source: ClusterInTemplate;
  readonly at: SizedCounts;
  readonly pools: readonly SizedPool[];
  /** What keeps services out of it. */
  readonly leftOut: readonly FleetGap[];
  /** Why it is not known of some services which group they go to; they are sized all the same. */
  readonly homeless: readonly FleetGap[];
}

/** A pool with the instances to choose from, or why there are none. */
export type SizedPool = {
  readonly pool: Pool;
  /** Types that the filters left. */
  readonly considered: number;
  /** What the plan has there now, where all its services were asked for; one of the rows if it meets every demand with no instance more than its type needs. */
  readonly now?: Choice;
} & (
  | ({ readonly code: 'sized' } & Choices)
  | {
      readonly code: 'nothing-holds';
      /** Services that no type takes, with the reasons; none if only together they are too much for one. */
      readonly nowhere: Candidates['nowhere'];
      readonly cutShort: boolean;
    }
);

/** Tasks that are placed at most while one pool is sized: seconds for hundreds of tasks, ten or so for thousands. */
const TASKS_TO_TRY = 500_000;

/**
 * Finds for every group of a model, or for one that is yet to be made, the cheapest instances that hold what runs there.
 * Each row was placed by the engine with the services' own strategies. Pure, and the same for the same question.
 * @param onStart - is told which pool is next
 */
export function sizeOf(model: Model, options: SizeOptions = {}, onStart?: (name: string) => void): Sizing {
  const demands: Demands = {
    headroomPercent: options.headroomPercent ?? DEFAULT_HEADROOM_PERCENT,
    survivesZone: options.survivesZone ?? false,
    rollout: options.rollout ?? true,
  };
  const { region, date } = instanceTypeSources().prices;
  const fleet = (counts: SizedCounts) =>
    model.fleetOf({ bound: 'conservative', counts, unknownCapacity: 'assumed' }).clusters;
  const planned = planOf(model).clusters;
  const clusters = fleet('desired').flatMap((desired, index) => {
    const maximum = fleet('maximum')[index]!;
    const scales = maximum.cluster.services.some(
      ({ name, desiredCount }, at) =>
        (options.services?.includes(name) ?? true) && desiredCount > desired.cluster.services[at]!.desiredCount,
    );
    const asked = options.at ?? (scales ? ['desired', 'maximum'] : ['desired']);
    return asked.map((at): SizedCluster => {
      const source = at === 'desired' ? desired : maximum;
      const { instances } = planned[index]![at === 'desired' ? 'desired' : 'peak'];
      const pools = poolsOf(source, desired.cluster.services, options).map((pool) => {
        onStart?.(`${source.source.name} (${pool.capacity?.name ?? 'a new group'}, ${at})`);
        const members = instances.filter(({ capacity }) => capacity === pool.capacity?.name);
        return sizedPool(pool, model, { options, demands, members });
      });
      return { source, at, pools, ...gapsOf(source, options) };
    });
  });
  return { clusters, demands, prices: { region, date } };
}

/** What is not known of the services that were asked for. */
function gapsOf(
  { source, gaps }: ClusterInTemplate,
  { services }: SizeOptions,
): Pick<SizedCluster, 'leftOut' | 'homeless'> {
  const asked = source.services.filter((one) => services?.includes(serviceName(one)) ?? true);
  const here = gaps.filter(({ resource }) => asked.some((one) => one.resource === resource));
  return {
    leftOut: here.filter(({ effect }) => effect === 'left-out'),
    homeless: here.filter(
      ({ figure, effect }) => effect === 'assumed' && (figure === 'capacity' || figure === 'strategy'),
    ),
  };
}

interface PoolQuestion {
  readonly options: SizeOptions;
  readonly demands: Demands;
  /** The group's instances in the plan. */
  readonly members: readonly Instance[];
}

function sizedPool(pool: Pool, model: Model, { options, demands, members }: PoolQuestion): SizedPool {
  const home = pool.declared ?? architectureOf(pool);
  const asked = options.architectures ?? (pool.declared ? [pool.declared] : (['x86_64', 'arm64'] as const));
  const architectures = asked.filter((one) => pool.declared === undefined || one === pool.declared);
  const undeclared = [...pool.services, ...pool.daemons].filter(({ demand }) => demand.cpuArchitecture === undefined);
  const types = typesFor(pool, architectures, options);
  const { all, nowhere } = candidatesOf(pool, types, model.assumptions);
  const considered = types.length;
  const budget: Budget = { tasksLeft: TASKS_TO_TRY };
  const now = nowOf(pool, members, model, demands);
  const common = { pool, considered, ...(now && { now }) };
  if (nowhere.length > 0 || all.length === 0) return { ...common, code: 'nothing-holds', nowhere, cutShort: false };
  const choices = choicesOf(pool, all, {
    demands,
    budget,
    present: now && presentOf(now),
    imagesFor: (architecture) =>
      options.architectures || architecture === home || undeclared.length === 0
        ? undefined
        : undeclared.map(({ name }) => name),
  });
  if (choices.rows.length === 0) return { ...common, code: 'nothing-holds', nowhere, cutShort: choices.cutShort };
  const same = choices.rows.find(
    (row) => now && !now.shortfall && row.instances === now.instances && row.parts[0]!.instanceType === presentOf(now),
  );
  if (!now || !same) return { ...common, code: 'sized', ...choices };
  // What is there now is a row of the table itself.
  const merged = { ...same, ...now, reasons: [...now.reasons, ...same.reasons] };
  return {
    ...common,
    now: merged,
    code: 'sized',
    ...choices,
    rows: choices.rows.map((row) => (row === same ? merged : row)),
  };
}

const presentOf = (now: Choice): string => now.parts[0]!.instanceType;

/** What a group runs on now; a new one runs on what ECS takes for granted. */
function architectureOf({ source }: Pool): CpuArchitecture {
  const types = source && !isUnknown(source.types) ? source.types : [];
  return source?.image.architecture ?? types[0]?.architecture ?? 'x86_64';
}

/** The plan's instances of the group as a row, if nothing but the pool's tasks is on them. */
function nowOf(pool: Pool, members: readonly Instance[], model: Model, demands: Demands): Choice | undefined {
  const [first] = members;
  const types = pool.source?.types;
  if (!first || !types || isUnknown(types)) return undefined;
  const groups = new Set(pool.services.map(({ name }) => `service:${name}`));
  const holdsMore = members.flatMap(holdingTasks).some(({ group, daemon }) => !daemon && !groups.has(group));
  const drawn = types.find(({ name }) => name === first.instanceType);
  if (holdsMore || drawn?.usdPerHour === undefined) return undefined;
  const [candidate] = candidatesOf(pool, [drawn], model.assumptions).all;
  const stowage = candidate && stow(pool, [{ candidate, count: members.length }], demands, { tasksLeft: TASKS_TO_TRY });
  const { shortfall } = stowage ?? {
    shortfall: { code: 'no-place', services: pool.services.map(({ name }) => name), tasks: 0 } as const,
  };
  return {
    reasons: [{ code: 'now' }],
    ...figuresOf(members, [{ ...drawn, usdPerHour: drawn.usdPerHour }], pool.capacity!.zones),
    ...(shortfall && { shortfall }),
  };
}
