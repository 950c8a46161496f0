import type { Cause, CauseCode } from './cause';
import { explains } from './explains';

/** A cause in its place. */
export type OrderedCause = Cause & {
  /** The cause that it follows from, by its place in the list. @default - it follows from none of them */
  readonly followsFrom?: number;
};

/** How directly a cause explains others: what keeps instances away before what keeps tasks from starting, and so on. */
const RANKS = [
  ['group-missing', 'launch-suspended', 'launch-failed', 'capacity-provider-failed'],
  ['registration-failed', 'instance-not-registered', 'agent-disconnected'],
  ['trunking-off'],
  ['warming-up'],
  ['maximum-reached', 'managed-scaling-off'],
  ['role-not-assumed', 'permission-missing', 'secret-missing', 'log-group-missing', 'service-unreachable'],
  ['disk-full', 'docker-unresponsive', 'network-interface-not-attached', 'volume-not-mounted', 'port-taken'],
  ['image-not-pulled', 'wrong-architecture', 'command-not-found'],
  ['resource-not-initialized', 'container-not-started'],
  ['launch-refused'],
  ['out-of-memory', 'container-exited', 'grace-period-short'],
  ['unplaceable'],
  ['placement-refused'],
  ['targets-not-registered', 'targets-unhealthy', 'container-unhealthy'],
  ['health-check-failed', 'task-stopped'],
  ['service-scaling-suspended', 'service-maximum-reached'],
  ['deployment-forbidden', 'tasks-protected', 'desired-zero'],
  ['deletion-held'],
  ['instance-lost', 'spot-interrupted'],
  ['draining', 'scale-in-held', 'starting-slowly', 'stopping-slowly'],
  ['scheduler-throttled', 'starts-slowed', 'exec-agent-stopped'],
  ['deployment-failed', 'deployment-rolling-back', 'deployment-failing'],
] as const satisfies readonly (readonly CauseCode[])[];

/** A code without a rank does not compile. */
const RANK_OF = new Map<(typeof RANKS)[number][number], number>(
  RANKS.flat().map((code, rank) => [code, rank] as const),
);

/**
 * Puts causes in the order in which they explain: the first is the answer; what follows from a cause comes right
 * after it. What a service has got over comes last.
 * @param task id of the task that is asked about: its own end comes first
 */
export function ordered(causes: readonly Cause[], task?: string): readonly OrderedCause[] {
  const ranked = causes.toSorted((left, right) => rankOf(left, task) - rankOf(right, task));
  const parents = ranked.map((cause, index) => ranked.findIndex((other, at) => at < index && explains(other, cause)));
  const order: number[] = [];
  const visit = (index: number): void => {
    order.push(index);
    for (const [child, parent] of parents.entries()) if (parent === index) visit(child);
  };
  for (const [index, parent] of parents.entries()) if (parent < 0) visit(index);
  return order.map((index) => {
    const parent = parents[index]!;
    return parent < 0 ? ranked[index]! : { ...ranked[index]!, followsFrom: order.indexOf(parent) };
  });
}

function rankOf(cause: Cause, task: string | undefined): number {
  if ('lastTask' in cause && cause.lastTask === task) return -1;
  const last = RANK_OF.size;
  if ('recovered' in cause && cause.recovered) return last;
  const rank = RANK_OF.get(cause.code) ?? last;
  // A cluster waits for what is in it.
  return cause.code === 'deletion-held' && cause.what === 'cluster' ? rank + 0.5 : rank;
}
