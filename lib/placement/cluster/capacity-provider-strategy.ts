import type { CapacityProviderStrategyItem } from '../fleet';
import { Checker } from '../input/checker';
import { type InputProblem, PlacementInputError } from '../input/input-error';

/** ECS takes no more providers in one strategy. */
const MAX_ITEMS = 20;
const MAX_BASE = 100_000;
const MAX_WEIGHT = 1000;

/** How many tasks each capacity provider gets. */
export interface Distribution {
  /** Tasks by capacity provider, those that ran before included; every provider of the strategy is there. */
  readonly tasks: ReadonlyMap<string, number>;
  /**
   * Whether AWS documents this very split. Where the tasks do not divide by the weights, and where a provider has
   * a base but no weight, it does not.
   */
  readonly certain: boolean;
}

/**
 * Splits a service's tasks over the capacity providers of its strategy: the base first, the rest by weight, each
 * task to the provider with the fewest for its weight, the first listed among equals. Whether tasks fit is not asked;
 * neither does ECS.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html
 * @throws PlacementInputError
 */
export function distributeTasks(
  strategy: readonly CapacityProviderStrategyItem[],
  count: number,
  running: ReadonlyMap<string, number> = new Map(),
): Distribution {
  checkStrategy(strategy);
  const check = new Checker();
  check.whole(count, 'count', 0, 10_000_000);
  for (const [provider, tasks] of running) check.whole(tasks, `running.${provider}`);
  check.finish();

  const shares = sharesOf(strategy, running);
  for (let task = 0; task < count; task++) next(shares).tasks++;
  const tasks = new Map(shares.map((share) => [share.capacityProvider, share.tasks]));
  return { tasks, certain: isExact(shares) && !shares.some(({ base, weight }) => base > 0 && weight === 0) };
}

/** The capacity provider that the next task goes to. @throws PlacementInputError */
export function nextCapacityProvider(
  strategy: readonly CapacityProviderStrategyItem[],
  running: ReadonlyMap<string, number>,
): string {
  checkStrategy(strategy);
  return next(sharesOf(strategy, running)).capacityProvider;
}

interface Share {
  readonly capacityProvider: string;
  readonly base: number;
  readonly weight: number;
  tasks: number;
}

/** A provider that is alone needs no weight. */
const sharesOf = (
  strategy: readonly CapacityProviderStrategyItem[],
  running: ReadonlyMap<string, number>,
): readonly Share[] =>
  strategy.map(({ capacityProvider, base = 0, weight = 0 }) => ({
    capacityProvider,
    base,
    weight: strategy.length === 1 ? Math.max(1, weight) : weight,
    tasks: running.get(capacityProvider) ?? 0,
  }));

function next(shares: readonly Share[]): Share {
  let best: Share | undefined;
  for (const share of shares) {
    if (share.tasks < share.base) return share;
    if (share.weight > 0 && (!best || load(share) < load(best))) best = share;
  }
  // A strategy that was checked has a weight somewhere.
  return best!;
}

/** Tasks beyond the base for each unit of weight. */
const load = ({ tasks, base, weight }: Share): number => Math.max(0, tasks - base) / weight;

/** Whether the tasks beyond the base divide exactly by the weights. */
function isExact(shares: readonly Share[]): boolean {
  const weighted = shares.filter(({ weight }) => weight > 0);
  const beyond = (share: Share): number => Math.max(0, share.tasks - share.base);
  return weighted.every((share) => beyond(share) * weighted[0]!.weight === beyond(weighted[0]!) * share.weight);
}

/**
 * Everything ECS would refuse a strategy for: more than 20 providers, one named twice, several bases, no weight,
 * numbers out of range, and any strategy at all for a daemon service.
 */
export function capacityProviderStrategyProblems(
  strategy: readonly CapacityProviderStrategyItem[],
  service: { readonly daemon: boolean } = { daemon: false },
): readonly InputProblem[] {
  const check = new Checker();
  const items = check.list(strategy, 'strategy', MAX_ITEMS).filter((item, index) => {
    const path = `strategy[${index}]`;
    if (!check.record(item, path)) return false;
    if (item.base !== undefined) check.whole(item.base, `${path}.base`, 0, MAX_BASE);
    if (item.weight !== undefined) check.whole(item.weight, `${path}.weight`, 0, MAX_WEIGHT);
    return check.text(item.capacityProvider, `${path}.capacityProvider`);
  });
  check.unique(
    items.map(({ capacityProvider }) => capacityProvider),
    (index) => `strategy[${index}].capacityProvider`,
  );
  if (check.problems.length === 0 && items.length === 0) check.report('missing', 'strategy', strategy);
  if (items.filter(({ base = 0 }) => base > 0).length > 1) check.report('conflict', 'strategy', 'two bases');
  const hasWeight = items.some(({ weight = 0 }) => weight > 0);
  if (items.length > 1 && !hasWeight) check.report('conflict', 'strategy', 'no weight');
  if (service.daemon) check.report('conflict', 'strategy', 'daemon');
  return check.problems;
}

function checkStrategy(strategy: readonly CapacityProviderStrategyItem[]): void {
  const problems = capacityProviderStrategyProblems(strategy);
  if (problems.length > 0) throw new PlacementInputError(problems);
}
