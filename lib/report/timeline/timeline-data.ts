import type { TimelineEvent } from '../../placement';
import { isInTrouble, type JudgedRollout } from '../../simulation';
import type { ClusterInTemplate } from '../../template';
import { namesIn } from '../simulation/names';
import { stuckText } from '../simulation/stuck-text';
import { timelineLines } from '../simulation/timeline-text';
import { changesOf, type Found, INSTANCE, type InstanceSeen, TASK } from './changes';
import { movingPart } from './moving-part';

/**
 * A rollout as a slider shows it. Only what changes is kept at each moment, as pairs of numbers, so that 5,000 tasks
 * stay small enough for a page.
 */
export interface TimelineData {
  readonly services: readonly ServiceSeen[];
  readonly instances: readonly InstanceSeen[];
  /** For each task its service and its revision, one after the other. */
  readonly tasks: readonly number[];
  /** By instance: tasks that are left out, since nothing happens to their services. */
  readonly others: readonly number[];
  /** What is left out of a large cluster, since nothing happens to it. */
  readonly leftOut: { readonly services: number; readonly instances: number };
  readonly moments: readonly Moment[];
  readonly stuck: readonly StuckMoment[];
}

/** A service of a timeline. */
export interface ServiceSeen {
  readonly name: string;
  /** The fewest healthy tasks that it promises; null where it promises nothing. */
  readonly minimum: number | null;
  readonly inTrouble: boolean;
}

/** Everything that happens at one time. */
export interface Moment {
  readonly atSeconds: number;
  /** What happens, in words. */
  readonly lines: readonly string[];
  /** Task and instance, in pairs: where tasks are put. */
  readonly placed: readonly number[];
  /** Task and `TASK` state, in pairs, after the placements. */
  readonly tasks: readonly number[];
  /** Instance and `INSTANCE` state, in pairs. */
  readonly instances: readonly number[];
}

/** Where a service stands still. */
export interface StuckMoment {
  readonly moment: number;
  readonly service: number;
  readonly step: string;
  readonly reasons: readonly string[];
  readonly fix: string;
  /** Whether the deployment was given up there rather than waiting for ever. */
  readonly givenUp: boolean;
}

/** Where nothing happens to more tasks than this, they are counted rather than drawn. */
const MOST_STILL = 300;

/** Makes the moments of a rollout. */
export function timelineData(
  rollout: JudgedRollout,
  cluster: ClusterInTemplate,
  mostStill: number = MOST_STILL,
): TimelineData {
  const names = namesIn(cluster);
  const part = movingPart(rollout, mostStill);
  const found: Found = {
    services: new Map(part.services.map(({ name }, index) => [name, index])),
    instances: new Map(),
    instancesSeen: [],
    tasks: new Map(),
    tasksSeen: [],
    on: new Map(),
    terminated: new Set(
      rollout.timeline.flatMap((event) => (event.code === 'instance-terminated' ? [event.instance] : [])),
    ),
    nameOf: names.instance,
  };
  const moments = slices(rollout.timeline).flatMap((events): Moment[] => {
    const lines = timelineLines(events, rollout.steps, names).map(({ text }) => text);
    const changes = changesOf(events.filter(part.isDrawn), found);
    const isEmpty = lines.length === 0 && changes.tasks.length + changes.instances.length === 0;
    return isEmpty ? [] : [{ atSeconds: events[0]!.atSeconds, lines, ...changes }];
  });
  return {
    services: part.services.map((one) => ({
      name: names.service(one.name),
      minimum: one.minimumHealthy ?? null,
      inTrouble: isInTrouble(one),
    })),
    instances: found.instancesSeen,
    tasks: found.tasksSeen.flat(),
    others: [...found.instances.keys()].map((instance) => part.others.get(instance) ?? 0),
    leftOut: part.leftOut,
    moments,
    stuck: part.services.flatMap(({ name, outcome }, index): StuckMoment[] => {
      const stuck = 'stuck' in outcome ? outcome.stuck : undefined;
      const service = cluster.cluster.services.find((one) => one.name === name);
      if (!stuck || !service) return [];
      const moment = Math.max(
        0,
        moments.findLastIndex(({ atSeconds }) => atSeconds <= stuck.atSeconds),
      );
      return [{ moment, service: index, ...stuckText(stuck, service, names), givenUp: outcome.code !== 'stuck' }];
    }),
  };
}

/** Events of one time together; what a step of the scenario does is parted from what was there before. */
function slices(timeline: readonly TimelineEvent[]): TimelineEvent[][] {
  const all: TimelineEvent[][] = [];
  for (const event of timeline) {
    const last = all.at(-1);
    if (last && last[0]!.atSeconds === event.atSeconds && event.code !== 'scenario') last.push(event);
    else all.push([event]);
  }
  return all;
}

/** The healthy tasks of every service after each moment: by moment, then by service. */
export function healthyCounts({ services, tasks, moments }: TimelineData): readonly (readonly number[])[] {
  const counts = services.map(() => 0);
  const states: number[] = [];
  return moments.map((moment) => {
    for (let at = 0; at < moment.tasks.length; at += 2) {
      const [task, state] = [moment.tasks[at]!, moment.tasks[at + 1]!];
      const service = tasks[2 * task]!;
      counts[service]! += Number(state === TASK.healthy) - Number(states[task] === TASK.healthy);
      states[task] = state;
    }
    return [...counts];
  });
}

/** The instances of the cluster after each moment, launching ones included. */
export function instanceCounts({ moments }: TimelineData): readonly number[] {
  const present = new Set<number>();
  return moments.map(({ instances }) => {
    for (let at = 0; at < instances.length; at += 2) {
      if (instances[at + 1] === INSTANCE.gone) present.delete(instances[at]!);
      else present.add(instances[at]!);
    }
    return present.size;
  });
}
