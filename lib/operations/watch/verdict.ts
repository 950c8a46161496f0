import type { OperationProblem } from '../aws/problem/problem';
import { isUnderWay } from './service-rollout';
import type { Held, Waiting } from './waiting';
import type { WatchedDeployment, WatchState } from './watch-state';

/** How a watch ends. */
export type WatchEnd =
  | { readonly code: 'steady'; readonly taskDefinition: string; readonly tasks: number }
  | {
      readonly code: 'rolled-back';
      /** Whether it is over: its service is back, complete, on the revision of before. */
      readonly isOver: boolean;
      /** Absent, as is `to`, where nothing that was seen names the task definition. */
      readonly from?: string;
      readonly to?: string;
      readonly reason?: string;
    }
  /** Given up with nothing to go back to or without rollback, or stopped by somebody. */
  | { readonly code: 'failed'; readonly taskDefinition: string; readonly reason?: string }
  /** Nothing is in motion and nothing will be. */
  | { readonly code: 'stuck'; readonly waiting: Held }
  /** The service is being deleted, or is no longer there. */
  | { readonly code: 'deleted' }
  | {
      readonly code: 'timed-out';
      readonly seconds: number;
      /** At the last look that succeeded. */
      readonly waiting: readonly Waiting[];
      /** What the looks after it failed with. */
      readonly problem?: OperationProblem;
    }
  | { readonly code: 'interrupted' };

/**
 * Seconds for which nothing may have moved before a service is called stuck. Instances of another kind may be on
 * their way, as in an update that changes both; they register within this time.
 */
const STILL_SECONDS = { bounds: 15, placement: 300 };

/** Seconds between two looks, since looks may fail, after which what was held may have moved and be held again. */
const BLIND_SECONDS = { bounds: 15, placement: 60 };

/** Decides how a deployment ends from how it looks, one look after another. */
export class Verdict {
  private watched: WatchedDeployment | undefined;
  /** Task definitions that were there before the one that is watched. */
  private readonly earlier = new Set<string>();
  /** What holds it, since when nothing has moved, and when that was last seen. */
  private held: { readonly key: string; readonly since: number; readonly seen: number } | undefined;

  /**
   * @param at milliseconds since 1970
   * @returns the end, once there is one
   */
  after(state: WatchState, at: number): WatchEnd | undefined {
    const primary = state.deployments.find(({ isPrimary }) => isPrimary);
    if (!primary) return undefined;
    const undone = this.undone(primary, state);
    if (undone) return undone;
    const { deployments } = state;
    const before = deployments.filter(({ isPrimary }) => !isPrimary).concat(this.watched ?? []);
    for (const { taskDefinition } of before)
      if (taskDefinition !== primary.taskDefinition) this.earlier.add(taskDefinition);
    this.watched = primary;
    return steady(primary, state) ?? this.stuck(state, at);
  }

  private undone(primary: WatchedDeployment, { deployments, rollout }: WatchState): WatchEnd | undefined {
    const { taskDefinition: to, rolloutState } = primary;
    const failed = deployments.find((one) => one.rolloutState === 'FAILED');
    const replaced = this.watched?.id === primary.id ? undefined : this.watched;
    const reason = rollout?.reason ?? failed?.rolloutStateReason ?? primary.rolloutStateReason;
    const because = reason ? { reason } : {};
    if (rolloutState === 'FAILED' || ['STOP_REQUESTED', 'STOPPED', 'ROLLBACK_FAILED'].includes(rollout?.status ?? '')) {
      return { code: 'failed', taskDefinition: to, ...because };
    }
    const isOver = rolloutState !== 'IN_PROGRESS' && (!rollout || rollout.status === 'ROLLBACK_SUCCESSFUL');
    if (isGoingBack(primary) || rollout?.status.startsWith('ROLLBACK_')) {
      // Traffic may go back before another deployment is the primary one.
      const from = failed ?? replaced ?? (isGoingBack(primary) || isOver ? undefined : primary);
      const back = from === primary ? deployments.find(({ isPrimary }) => !isPrimary)?.taskDefinition : to;
      const ways = { ...(from && { from: from.taskDefinition }), ...(back && { to: back }) };
      return { code: 'rolled-back', isOver, ...ways, ...because };
    }
    // CloudFormation rolls back by a deployment of the revision of before, which ECS calls one like any other.
    if (replaced && replaced.taskDefinition !== to && this.earlier.has(to)) {
      const isBack = rolloutState === 'COMPLETED' && !(rollout && isUnderWay(rollout));
      return { code: 'rolled-back', isOver: isBack, from: replaced.taskDefinition, to, ...(failed && because) };
    }
    return undefined;
  }

  private stuck({ waiting, deployments }: WatchState, at: number): WatchEnd | undefined {
    const held = waiting.find(isHeld);
    if (!held || !waiting.every(isHeld)) {
      this.held = undefined;
      return undefined;
    }
    const key = JSON.stringify([held, deployments]);
    const before = this.held;
    const goesOn = before?.key === key && at - before.seen <= BLIND_SECONDS[held.code] * 1000;
    this.held = { key, since: goesOn ? before.since : at, seen: at };
    const isLong = at - this.held.since >= STILL_SECONDS[held.code] * 1000;
    return isLong ? { code: 'stuck', waiting: held } : undefined;
  }
}

/** ECS says so of the deployment that takes over: `…: rolling back to deploymentId ecs-svc/…`. */
const isGoingBack = ({ rolloutStateReason = '' }: WatchedDeployment): boolean =>
  /rolling back|rolled back/i.test(rolloutStateReason);

/** What time does not mend: no other instance may come, or one like those there would not take the tasks either. */
function isHeld(waiting: Waiting): waiting is Held {
  if (waiting.code === 'bounds') return true;
  if (waiting.code !== 'placement') return false;
  const { explanation, emptyProviders, isFinal } = waiting;
  if (isFinal) return true;
  // Of what has no instance nobody knows what a new one would be like.
  return explanation.instances > 0 && emptyProviders.length === 0 && !explanation.moreInstancesHelp;
}

function steady(
  primary: WatchedDeployment,
  { deployments, waiting, targets, rollout }: WatchState,
): WatchEnd | undefined {
  const { desired, running, pending, rolloutState } = primary;
  const isComplete = (rolloutState === undefined || rolloutState === 'COMPLETED') && !(rollout && isUnderWay(rollout));
  const isServed = targets.every(({ states }) => !states['initial'] && !states['unhealthy']);
  const isWhole = deployments.length === 1 && running === desired && pending === 0;
  if (!isComplete || !isWhole || !isServed || waiting.some(({ code }) => code === 'health')) return undefined;
  return { code: 'steady', taskDefinition: primary.taskDefinition, tasks: running };
}
