import type { FoundService } from '../live/service/find-service';
import { type HealthyBounds, healthyBounds } from '../live/service/healthy-bounds';
import { isDaemon, isRolling, primaryOf } from '../live/service/service-kind';
import type { Observation } from './observation';
import { type RefusedPlacement, tasksWithoutPlace } from './outlook';
import { isUnderWay, type RolloutHook } from './service-rollout';

/** What a deployment waits for. */
export type Waiting =
  /** No instance takes the tasks. */
  | (RefusedPlacement & { readonly code: 'placement'; readonly tasks: number })
  /** There is a place (or none was looked for), and ECS has not used it yet. */
  | { readonly code: 'scheduling'; readonly tasks: number }
  | { readonly code: 'starting'; readonly tasks: number }
  /** Containers or targets that are not healthy yet. */
  | { readonly code: 'health'; readonly tasks: number; readonly targets: number }
  /** Tasks of before that stop, or targets that let their connections end. */
  | { readonly code: 'draining'; readonly tasks: number; readonly targets: number }
  /** The healthy percents allow neither a start nor a stop. */
  | { readonly code: 'bounds'; readonly bounds: HealthyBounds }
  /** A Lambda function, or somebody who lets the deployment go on. */
  | { readonly code: 'hook'; readonly hook: RolloutHook; readonly stage?: string }
  /** ECS moves traffic, lets both revisions stay (`BAKE_TIME`), or has not said that it has finished. */
  | {
      readonly code: 'stage';
      /** The lifecycle stage; the status of the deployment where ECS names none. */
      readonly stage: string;
      readonly productionPercent?: number;
      readonly testPercent?: number;
      readonly bakeMinutes?: number;
    };

/** What may hold a service for ever. */
export type Held = Extract<Waiting, { readonly code: 'bounds' | 'placement' }>;

/** What a service waits for, as it is seen; none when it is steady. */
export function waitingOf(seen: Observation): readonly Waiting[] {
  const waiting = [...ofTasks(seen), ...ofPlacement(seen)];
  return [...waiting, ...ofRollout(seen, waiting.length === 0)];
}

function ofTasks({ tasks, stopped, targets }: Observation): readonly Waiting[] {
  const targetsIn = (...states: readonly string[]) =>
    [...targets.values()].flat().filter(({ TargetHealth }) => states.includes(TargetHealth?.State ?? '')).length;
  const starting = tasks.filter((task) => task.containerInstanceArn && task.lastStatus !== 'RUNNING').length;
  const unhealthy = tasks.filter(
    ({ lastStatus, healthStatus, containers = [] }) =>
      lastStatus === 'RUNNING' &&
      (healthStatus === 'UNHEALTHY' || containers.some(({ healthStatus: own }) => own === 'UNHEALTHY')),
  ).length;
  const unready = targetsIn('initial', 'unhealthy');
  const stopping = stopped.filter(({ lastStatus }) => lastStatus !== 'STOPPED').length;
  const draining = targetsIn('draining');
  return [
    ...(starting > 0 ? [{ code: 'starting', tasks: starting } as const] : []),
    ...(unhealthy + unready > 0 ? [{ code: 'health', tasks: unhealthy, targets: unready } as const] : []),
    ...(stopping + draining > 0 ? [{ code: 'draining', tasks: stopping, targets: draining } as const] : []),
  ];
}

function ofPlacement({ service, tasks, refused }: Observation): readonly Waiting[] {
  const missing = tasksWithoutPlace(service, tasks);
  if (missing === 0) return [];
  const bounds = healthyBounds(service);
  const placed = tasks.filter(({ containerInstanceArn }) => containerInstanceArn).length;
  const newer = tasks.filter((task) => isOfPrimary(service, task) && task.containerInstanceArn).length;
  const mayStop = placed > newer && placed > bounds.atLeast;
  const mayStart = placed < bounds.atMost;
  if (isWithinBounds(service) && !mayStop && !mayStart) return [{ code: 'bounds', bounds }];
  if (refused && !mayStop) return [{ code: 'placement', tasks: missing, ...refused }];
  return [{ code: 'scheduling', tasks: missing }];
}

/** Whether the healthy percents rule how tasks are replaced. */
export const isWithinBounds = (service: FoundService): boolean => isRolling(service) && !isDaemon(service);

const isOfPrimary = (service: FoundService, { startedBy }: { readonly startedBy?: string }): boolean =>
  startedBy !== undefined && primaryOf(service)?.id === startedBy;

/** Stages in which the time that passes is neither that of tasks nor of targets. */
const SHIFTING = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME'];

function ofRollout({ rollout }: Observation, nothingElse: boolean): readonly Waiting[] {
  if (!rollout || !isUnderWay(rollout)) return [];
  const { stage, status, hooks, productionPercent, testPercent, bakeMinutes } = rollout;
  if (hooks.length > 0) return hooks.map((hook) => ({ code: 'hook', hook, ...(stage && { stage }) }));
  if (!nothingElse && !SHIFTING.includes(stage ?? '')) return [];
  return [
    {
      code: 'stage',
      stage: stage ?? status,
      ...(productionPercent !== undefined && { productionPercent }),
      ...(testPercent !== undefined && { testPercent }),
      ...(stage === 'BAKE_TIME' && bakeMinutes !== undefined && { bakeMinutes }),
    },
  ];
}
