import type { Clients } from '../aws/clients';
import type { OperationProblem } from '../aws/problem/problem';
import { type Clock, systemClock } from '../clock';
import type { LookingOptions } from '../patience/looking-options';
import { Lookout } from '../patience/lookout';
import { Reminder } from '../patience/reminder';
import { clearGroups } from './clear/clear-groups';
import { clearRegistrations } from './clear/clear-registrations';
import { clearTasks } from './clear/clear-tasks';
import { hasStayed } from './plan/plan-teardown';
import type { TeardownPlan } from './plan/teardown-plan';
import { beginDeletion, lookAtStack } from './stack/delete-stack';
import { type FailedResource, failedResources } from './stack/deletion-failure';
import type { StackResource } from './stack/stack-resources';
import type { Age, TeardownWait } from './teardown-progress';

/** How a teardown ends. */
export type TeardownEnd =
  /** What the templates retain has stayed. */
  | { readonly code: 'gone'; readonly retained: readonly StackResource[] }
  /** CloudFormation could not delete these; what it could is gone. */
  | { readonly code: 'failed'; readonly resources: readonly FailedResource[]; readonly reason?: string }
  | {
      readonly code: 'timed-out';
      readonly seconds: number;
      /** At the last look that succeeded. */
      readonly waiting?: TeardownWait;
      /** What later looks failed with. */
      readonly problem?: OperationProblem;
    }
  /** What it waited for then; absent before its first look. */
  | { readonly code: 'interrupted'; readonly waiting?: TeardownWait };

/** What a teardown may be given besides. */
export interface TeardownOptions extends LookingOptions {
  /** Of the whole. @default 3600 */
  readonly timeoutSeconds?: number;
  /** Called with what it waits for, whenever that changes and otherwise each minute. */
  readonly onWait?: (waiting: TeardownWait, at: number, seconds: number) => void;
}

/**
 * Takes down what a plan holds in an order in which nothing waits for what is deleted later: tasks, instances, stack.
 * Every look does what is not done yet and holds what is, so that nothing comes back meanwhile, and so that it goes on
 * where it was when it is repeated. Obstacles of the plan are not asked for again.
 * @throws OperationError
 */
export async function teardown(
  clients: Clients,
  plan: TeardownPlan,
  options: TeardownOptions = {},
): Promise<TeardownEnd> {
  if (plan.isGone) return { code: 'gone', retained: plan.retained };
  const { timeoutSeconds = 3600, intervalSeconds = 5, onWait = () => {}, clock = systemClock } = options;
  const { signal, onTrouble } = options;
  const began = clock.now();
  const until = began + timeoutSeconds * 1000;
  const step = stepper(plan, clock);
  const reminder = new Reminder(began, onWait);
  let waiting: TeardownWait | undefined;
  const look = async (those: Clients): Promise<TeardownEnd | undefined> => {
    const found = await step(those);
    if (found.code === 'gone' || found.code === 'failed') return found;
    waiting = found;
    reminder.see(waiting, clock.now());
    return undefined;
  };
  const lookout = new Lookout(clients, { clock, until, interval: intervalSeconds * 1000, signal, onTrouble });
  const end = await lookout.until(look);
  if (end.code === 'timed-out') return { ...end, seconds: timeoutSeconds, ...(waiting && { waiting }) };
  return end.code === 'interrupted' && waiting ? { ...end, waiting } : end;
}

type Step = (clients: Clients) => Promise<TeardownWait | Extract<TeardownEnd, { code: 'gone' | 'failed' }>>;

/** Does one thing after another, as far as each goes. */
function stepper(plan: TeardownPlan, clock: Clock): Step {
  const age = ages(clock);
  let isBegun = false;
  return async (clients) => {
    const left =
      (await clearTasks(clients, plan, age)) ??
      (await clearGroups(clients, plan, age)) ??
      (await clearRegistrations(clients, plan));
    if (left && !isBegun) return left;
    // What comes in between, such as a task that a schedule starts, is ended above and does not hold up the rest.
    const isRepeated = isBegun;
    if (!isBegun) await beginDeletion(clients, plan);
    isBegun = true;
    const stack = await lookAtStack(clients, plan);
    if (stack.code === 'gone') return { code: 'gone', retained: stack.resources.filter(hasStayed) };
    if (stack.code === 'resources') return stack;
    // What failed before may still be told right after it was tried again.
    if (!isRepeated) return { code: 'resources', deleting: [], left: 0 };
    const resources = await failedResources(clients, stack.resources);
    return { code: 'failed', resources, ...(stack.reason && { reason: stack.reason }) };
  };
}

function ages(clock: Clock): Age {
  const since = new Map<string, number>();
  return (what) => {
    const first = since.get(what) ?? clock.now();
    since.set(what, first);
    return (clock.now() - first) / 1000;
  };
}
