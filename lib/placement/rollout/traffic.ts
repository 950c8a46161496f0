import type { DeploymentKind } from '../fleet';

/** How a blue/green, linear or canary deployment moves traffic. Durations are in seconds. */
export interface TrafficOptions {
  /**
   * How long both revisions stay after all traffic has moved.
   * @default 900; ECS has no default and asks for a value in blue/green deployments
   */
  readonly bakeSeconds?: number;
  /** Percent of the traffic that a linear deployment moves at each step. @default 10, as in the ECS API */
  readonly stepPercent?: number;
  /** The pause after each step of a linear deployment but the last. @default 360, as in the ECS API */
  readonly stepBakeSeconds?: number;
  /** Percent of the traffic that a canary deployment moves first. @default 5, as in the ECS API */
  readonly canaryPercent?: number;
  /** The pause before a canary deployment moves the rest. @default 600, as in the ECS API */
  readonly canaryBakeSeconds?: number;
}

/** Traffic to the new revision from a moment on, and how long it stays so. */
export interface TrafficStep {
  readonly percent: number;
  readonly seconds: number;
}

/** Deployments that start every new task before they stop an old one. */
export type StagedKind = Extract<DeploymentKind, 'blue-green' | 'linear' | 'canary'>;

/**
 * The steps in which traffic moves to the new revision once all its tasks are healthy; the last one is the bake time.
 * Traffic moves, not tasks: both revisions keep all their tasks throughout.
 */
export function trafficSteps(kind: StagedKind, options: TrafficOptions = {}): readonly TrafficStep[] {
  const {
    bakeSeconds = 900,
    stepPercent = 10,
    stepBakeSeconds = 360,
    canaryPercent = 5,
    canaryBakeSeconds = 600,
  } = options;
  const all: TrafficStep = { percent: 100, seconds: bakeSeconds };
  if (kind === 'blue-green') return [all];
  if (kind === 'canary')
    return canaryPercent < 100 ? [{ percent: canaryPercent, seconds: canaryBakeSeconds }, all] : [all];
  const before = Math.ceil(100 / stepPercent) - 1;
  const steps = Array.from({ length: before }, (_, index) => ({
    percent: stepPercent * (index + 1),
    seconds: stepBakeSeconds,
  }));
  return [...steps, all];
}
