import { lowerBoundAt } from '../prices/task-prices';
import { Frontier } from './frontier';
import { packGreedily } from './greedy-packing';
import {
  costOf,
  holds,
  type ModelType,
  type PackingModel,
  type Pattern,
  type PatternUse,
  roomFor,
  type SearchBudget,
  take,
  without,
} from './pattern';
import { type Relaxation, relax } from './pattern-relaxation';

/** What a search found. */
export interface Searched {
  /** A packing cheaper than the one it had to beat, if one was found. */
  readonly packing?: readonly PatternUse[];
  /** No packing costs less. */
  readonly lowerBound: number;
}

/** Tasks left when some instances are filled. */
interface Node {
  readonly remaining: readonly number[];
  readonly tasksLeft: number;
  readonly cost: number;
  readonly filled?: { readonly pattern: Pattern; readonly before: Node };
  /** What the whole packing costs at least. */
  readonly bound: number;
  /** Of its parent, or its own once it was relaxed. */
  readonly relaxation: Relaxation;
  readonly relaxed: boolean;
}

/** Ways to fill the next instance after which a node is given up as too wide. */
const WIDTH = 30_000;

/** What a node that is kept for later costs: memory is to be limited too. */
const NODES_PER_CHILD = 10;

/**
 * Searches all packings, the most promising first: which instance holds the hardest task that is left, and with what.
 * It ends when nothing cheaper is possible, or with the best bound proved when its budget is used up.
 */
export function search(
  model: PackingModel,
  tasks: readonly number[],
  root: Relaxation,
  costToBeat: number,
  budget: SearchBudget,
): Searched {
  const open = new Frontier<Node>();
  const seen = new Map<string, number>();
  let packing: readonly PatternUse[] | undefined;
  let best = costToBeat;
  /** The lowest bound of what was given up. */
  let givenUp = Number.POSITIVE_INFINITY;
  const offer = (candidate: readonly PatternUse[]): void => {
    const cost = costOf(candidate);
    if (cost >= best) return;
    best = cost;
    packing = candidate;
  };

  open.push({
    remaining: tasks,
    tasksLeft: sum(tasks),
    cost: 0,
    bound: root.lowerBound,
    relaxation: root,
    relaxed: true,
  });
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.bound >= best) break;
    if (budget.nodesLeft <= 0) return { packing, lowerBound: Math.min(best, givenUp, node.bound) };
    budget.nodesLeft -= 10;
    if (!node.relaxed) {
      const relaxation = relax(
        model,
        node.remaining,
        node.relaxation.uses.map(({ pattern }) => pattern),
        'thorough',
        budget,
      );
      const bound = Math.max(node.bound, node.cost + relaxation.lowerBound);
      const own: Node = { ...node, bound, relaxation, relaxed: true };
      offer([...fillings(node), ...packGreedily(model, node.remaining, relaxation.prices.values, budget)]);
      if (bound > node.bound) {
        if (bound < best) open.push(own);
        continue;
      }
      node = own;
    }
    const complete = expand(
      model,
      node,
      (child) => {
        const { remaining, cost, bound } = child;
        if (child.tasksLeft === 0) offer(fillings(child));
        if (child.tasksLeft === 0 || bound >= best) return;
        const key = remaining.join();
        if ((seen.get(key) ?? Number.POSITIVE_INFINITY) <= cost) return;
        seen.set(key, cost);
        budget.nodesLeft -= NODES_PER_CHILD + Math.ceil(remaining.length / 10);
        open.push(child);
      },
      budget,
    );
    if (!complete) givenUp = Math.min(givenUp, node.bound);
  }
  return { packing, lowerBound: Math.min(best, givenUp) };
}

/** Hands out a node for every way to fill the next instance that no other way makes superfluous. */
function expand(model: PackingModel, node: Node, hand: (child: Node) => void, budget: SearchBudget): boolean {
  const { remaining, relaxation } = node;
  const { prices } = relaxation;
  const hardest = remaining.reduce(
    (best, count, shape) => (count > 0 && (best < 0 || prices.values[shape]! > prices.values[best]!) ? shape : best),
    -1,
  );
  let left = WIDTH;
  for (const type of model.types) {
    if (type.most[hardest] === 0) continue;
    const complete = everyFullPattern(
      type,
      hardest,
      remaining,
      (tasks) => {
        if (left-- <= 0) return false;
        if (holdsForLess(model, type, tasks)) return true;
        const rest = without(remaining, tasks);
        const cost = node.cost + type.cost;
        const bound = Math.max(node.bound, cost + lowerBoundAt(prices, rest, model.costUnit));
        const filled = { pattern: { type, tasks: [...tasks] }, before: node };
        hand({ remaining: rest, tasksLeft: sum(rest), cost, bound, relaxation, relaxed: false, filled });
        return true;
      },
      budget,
    );
    if (!complete) return false;
  }
  return true;
}

/** Calls for each pattern with a task of one shape to which nothing that is left can be added, until told to stop. */
function everyFullPattern(
  type: ModelType,
  first: number,
  remaining: readonly number[],
  call: (tasks: readonly number[]) => boolean,
  budget: SearchBudget,
): boolean {
  const free = Float64Array.from(type.capacity);
  const others = remaining.flatMap((count, shape) =>
    count > 0 && shape !== first && type.most[shape]! > 0 ? [shape] : [],
  );
  const shapes = [first, ...others];
  const tasks = new Array<number>(remaining.length).fill(0);
  const isFull = (): boolean =>
    shapes.every((shape) => roomFor(type.demands[shape]!, free, remaining[shape]! - tasks[shape]!) === 0);
  const descend = (at: number): boolean => {
    if (at === shapes.length) return !isFull() || call(tasks);
    if (budget.nodesLeft-- <= 0) return false;
    const shape = shapes[at]!;
    const demand = type.demands[shape]!;
    const room = roomFor(demand, free, remaining[shape]!);
    // A full pattern takes all it can of the last shape.
    const least = at === shapes.length - 1 ? room : 0;
    for (let count = room; count >= Math.max(least, at === 0 ? 1 : 0); count--) {
      tasks[shape] = count;
      take(free, demand, count);
      const goOn = descend(at + 1);
      take(free, demand, -count);
      if (!goOn) return false;
    }
    tasks[shape] = 0;
    return true;
  };
  return descend(0);
}

/** Whether another type holds the same tasks for less. */
function holdsForLess(model: PackingModel, type: ModelType, tasks: readonly number[]): boolean {
  return model.types.some((other) => other !== type && other.cost < type.cost && holds(other, tasks));
}

/** The instances filled on the way to a node. */
function fillings(node: Node): readonly PatternUse[] {
  const uses: PatternUse[] = [];
  for (let at: Node = node; at.filled; at = at.filled.before) uses.push({ pattern: at.filled.pattern, count: 1 });
  return uses;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
