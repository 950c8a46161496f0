import type { Waiting, WatchedDeployment, WatchState } from './watch-state';

/** How a watch ends. */
export type WatchEnd =
  | { readonly code: 'steady'; readonly taskDefinition: string; readonly tasks: number }
  | { readonly code: 'rolled-back'; readonly from: string; readonly to: string; readonly reason?: string }
  | { readonly code: 'failed'; readonly taskDefinition: string; readonly reason?: string }
  /** Nothing is in motion and nothing will be. */
  | { readonly code: 'stuck'; readonly waiting: Waiting }
  | { readonly code: 'timed-out'; readonly seconds: number; readonly waiting: readonly Waiting[] }
  | { readonly code: 'interrupted' };

/**
 * Seconds for which nothing may have moved before a service is called stuck. Instances of another kind may be on
 * their way, as in an update that changes both; they register within this time.
 */
const STILL_SECONDS = { bounds: 15, placement: 300 };

/** Decides how a deployment ends from how it looks, one look after another. */
export class Verdict {
  private watched: WatchedDeployment | undefined;
  /** Task definitions that were there before the one that is watched. */
  private readonly earlier = new Set<string>();
  /** What holds it, and since when nothing has moved. */
  private held: { readonly key: string; readonly since: number } | undefined;

  /**
   * @param at milliseconds since 1970
   * @returns the end, once there is one
   */
  after(state: WatchState, at: number): WatchEnd | undefined {
    const primary = state.deployments.find(({ isPrimary }) => isPrimary);
    if (!primary) return undefined;
    return this.undone(primary, state) ?? steady(primary, state) ?? this.stuck(state, at);
  }

  private undone(primary: WatchedDeployment, { deployments }: WatchState): WatchEnd | undefined {
    const before = this.watched;
    const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
    const { taskDefinition: to, rolloutStateReason: reason } = primary;
    if (/rolling back|rolled back/i.test(reason ?? '')) {
      const from = failed ?? (before?.id === primary.id ? undefined : before);
      return { code: 'rolled-back', from: from?.taskDefinition ?? 'the newer revision', to, ...(reason && { reason }) };
    }
    if (failed && failed !== primary) {
      return { code: 'rolled-back', from: failed.taskDefinition, to, ...reasonOf(failed) };
    }
    if (failed) return { code: 'failed', taskDefinition: failed.taskDefinition, ...reasonOf(failed) };
    // CloudFormation rolls back by a deployment of the revision of before, which ECS calls one like any other.
    if (before && before.id !== primary.id && before.taskDefinition !== to && this.earlier.has(to)) {
      return { code: 'rolled-back', from: before.taskDefinition, to };
    }
    if (before && before.taskDefinition !== to) this.earlier.add(before.taskDefinition);
    for (const { taskDefinition, isPrimary } of deployments) {
      if (!isPrimary && taskDefinition !== to) this.earlier.add(taskDefinition);
    }
    this.watched = primary;
    return undefined;
  }

  private stuck({ waiting, deployments }: WatchState, at: number): WatchEnd | undefined {
    const held = waiting.find(isHeld);
    if (!held || !waiting.every(isHeld)) {
      this.held = undefined;
      return undefined;
    }
    const key = JSON.stringify([held, deployments]);
    if (this.held?.key !== key) this.held = { key, since: at };
    const isLong = at - this.held.since >= STILL_SECONDS[held.code] * 1000;
    return isLong ? { code: 'stuck', waiting: held } : undefined;
  }
}

const reasonOf = ({ rolloutStateReason: reason }: WatchedDeployment) => (reason ? { reason } : {});

/** What time does not mend: another instance like those there would not take the tasks either. */
function isHeld(waiting: Waiting): waiting is Extract<Waiting, { code: 'bounds' | 'placement' }> {
  if (waiting.code === 'bounds') return true;
  if (waiting.code !== 'placement') return false;
  const { explanation, emptyProviders } = waiting;
  // Of what has no instance nobody knows what a new one would be like.
  return explanation.instances > 0 && emptyProviders.length === 0 && !explanation.moreInstancesHelp;
}

function steady(primary: WatchedDeployment, { deployments, waiting, targets }: WatchState): WatchEnd | undefined {
  const { desired, running, pending, rolloutState } = primary;
  const isComplete = rolloutState === undefined || rolloutState === 'COMPLETED';
  const isServed = targets.every(({ states }) => !states['initial'] && !states['unhealthy']);
  const isWhole = deployments.length === 1 && running === desired && pending === 0;
  if (!isComplete || !isWhole || !isServed || waiting.some(({ code }) => code === 'health')) return undefined;
  return { code: 'steady', taskDefinition: primary.taskDefinition, tasks: running };
}
