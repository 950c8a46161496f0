import type { Clients } from '../aws/clients';
import type { OperationProblem } from '../aws/problem/problem';
import { systemClock } from '../clock';
import type { LookingOptions } from '../patience/looking-options';
import { Lookout } from '../patience/lookout';
import { Reminder } from '../patience/reminder';
import type { DrainPlan } from './drain-plan';
import { type DrainProgress, progressOf } from './drain-progress';
import { setState } from './instance-state';

export { planDrain } from './plan-drain';
export { planUndrain, undrain } from './undrain';

/** How a drain ends. */
export type DrainEnd =
  | { readonly code: 'drained'; readonly instances: number }
  | {
      readonly code: 'timed-out';
      readonly seconds: number;
      /** At the last look that succeeded. */
      readonly left?: DrainProgress;
      /** What later looks failed with. */
      readonly problem?: OperationProblem;
    }
  /** What was left then; absent before its first look. */
  | { readonly code: 'interrupted'; readonly left?: DrainProgress };

/** What a drain may be given besides. */
export interface DrainOptions extends LookingOptions {
  /** @default 3600 */
  readonly timeoutSeconds?: number;
  /** Called with what is left, whenever that changes and otherwise each minute. */
  readonly onChange?: (progress: DrainProgress, at: number, seconds: number) => void;
}

/**
 * Drains the instances of a plan and waits until no task is left on them. An instance that is being drained already
 * is waited for all the same.
 * @throws OperationError
 */
export async function drain(clients: Clients, plan: DrainPlan, options: DrainOptions = {}): Promise<DrainEnd> {
  const { timeoutSeconds = 3600, intervalSeconds = 5, onChange = () => {}, clock = systemClock } = options;
  const { signal, onTrouble } = options;
  const began = clock.now();
  const until = began + timeoutSeconds * 1000;
  const lookout = new Lookout(clients, { clock, until, interval: intervalSeconds * 1000, signal, onTrouble });
  const interrupted = await lookout.insist('ecs:UpdateContainerInstancesState', (those) => beginDrain(those, plan));
  if (interrupted) return interrupted;
  let left: DrainProgress | undefined;
  const reminder = new Reminder(began, onChange);
  const look = async (those: Clients): Promise<DrainEnd | undefined> => {
    left = await progressOf(those, plan);
    reminder.see(left, clock.now());
    const isEmpty = left.stopping === 0 && Object.keys(left.running).length === 0;
    return isEmpty ? { code: 'drained', instances: plan.instances.length } : undefined;
  };
  const end = await lookout.until(look);
  if (end.code === 'drained') return end;
  const seen = left && { left };
  return end.code === 'timed-out' ? { ...end, seconds: timeoutSeconds, ...seen } : { ...end, ...seen };
}

/** Has the instances of a plan drained, and waits for nothing. @throws OperationError */
export const beginDrain = (clients: Clients, plan: DrainPlan): Promise<void> => setState(clients, plan, 'DRAINING');
