import type { TimelineEvent } from '../../placement';
import type { Moment } from './timeline-data';

/** States of a task, by their numbers in the data. */
export const TASK = { gone: 0, provisioning: 1, pending: 2, running: 3, healthy: 4, stopping: 5, lost: 6 } as const;

/** States of an instance, by their numbers in the data. */
export const INSTANCE = { gone: 0, launching: 1, active: 2, draining: 3, lost: 4 } as const;

/** An instance of a timeline. */
export interface InstanceSeen {
  readonly name: string;
  readonly zone: string;
}

/** Everything that was met so far, with its number. */
export interface Found {
  readonly services: ReadonlyMap<string, number>;
  readonly instances: Map<string, number>;
  readonly instancesSeen: InstanceSeen[];
  readonly tasks: Map<string, number>;
  /** Service and revision of each. */
  readonly tasksSeen: [number, number][];
  /** Tasks on each instance. */
  readonly on: Map<number, Set<number>>;
  /** Instances that are terminated at some time. */
  readonly terminated: ReadonlySet<string>;
  readonly nameOf: (instance: string) => string;
}

type Changes = Pick<Moment, 'placed' | 'tasks' | 'instances'>;

/** The state in which each thing is left by events of one moment. */
export function changesOf(events: readonly TimelineEvent[], found: Found): Changes {
  const placed = new Map<number, number>();
  const tasks = new Map<number, number>();
  const instances = new Map<number, number>();
  for (const event of events) {
    if ('task' in event) {
      const task = taskNumber(event, found);
      const state = taskState(event);
      if (event.code === 'task-placed' || event.code === 'task-found') {
        const instance = found.instances.get(event.instance)!;
        placed.set(task, instance);
        found.on.get(instance)?.add(task);
      }
      if (state !== undefined) tasks.set(task, state);
      if (state === TASK.gone && event.instance !== undefined) {
        found.on.get(found.instances.get(event.instance)!)?.delete(task);
      }
    } else if ('zone' in event) {
      const instance = instanceNumber(event, found);
      const state = instanceState(event, found);
      instances.set(instance, state);
      if (state === INSTANCE.lost) for (const task of found.on.get(instance) ?? []) tasks.set(task, TASK.lost);
    }
  }
  return { placed: [...placed].flat(), tasks: [...tasks].flat(), instances: [...instances].flat() };
}

function taskNumber(event: Extract<TimelineEvent, { task: string }>, { services, tasks, tasksSeen }: Found): number {
  const known = tasks.get(event.task);
  if (known !== undefined) return known;
  tasks.set(event.task, tasksSeen.length);
  return tasksSeen.push([services.get(event.service)!, event.revision]) - 1;
}

function taskState(event: Extract<TimelineEvent, { task: string }>): number | undefined {
  switch (event.code) {
    case 'task-waiting':
      return event.waitsFor === 'instance' ? TASK.provisioning : TASK.pending;
    case 'task-placed':
      return TASK.pending;
    case 'task-running':
      return TASK.running;
    case 'task-found':
    case 'task-healthy':
      return TASK.healthy;
    case 'task-stopping':
      // A task without an instance has nothing to stop.
      return event.instance === undefined ? TASK.gone : TASK.stopping;
    case 'task-failed':
      return undefined;
    case 'task-stopped':
    case 'task-lost':
      return TASK.gone;
  }
}

type InstanceEvent = Extract<TimelineEvent, { zone: string }>;

function instanceNumber({ instance, zone }: InstanceEvent, { instances, instancesSeen, on, nameOf }: Found): number {
  const known = instances.get(instance);
  if (known !== undefined) return known;
  const number = instancesSeen.push({ name: nameOf(instance), zone }) - 1;
  instances.set(instance, number);
  on.set(number, new Set());
  return number;
}

function instanceState({ code, instance }: InstanceEvent, { terminated }: Found): number {
  switch (code) {
    case 'instance-launching':
      return INSTANCE.launching;
    case 'instance-found':
    case 'instance-registered':
      return INSTANCE.active;
    case 'instance-draining':
      return INSTANCE.draining;
    case 'instance-lost':
      // One that fails stays until that is noticed, when it is terminated; one that EC2 takes back is gone at once.
      return terminated.has(instance) ? INSTANCE.lost : INSTANCE.gone;
    case 'instance-terminated':
      return INSTANCE.gone;
  }
}
