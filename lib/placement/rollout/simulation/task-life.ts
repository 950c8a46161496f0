import { breakerThreshold } from '../circuit-breaker';
import type { StopReason } from '../timeline';
import { giveUp } from './services/deployment';
import { admit, startQueued } from './world/host';
import {
  note,
  primaryOf,
  type SimEvent,
  type SimInstance,
  type SimService,
  type SimTask,
  type World,
} from './world/world';

const identity = (task: SimTask) => ({ service: task.service.service.name, task: task.id, revision: task.revision });

/** Adds a task to its service. It has no instance yet. */
export function createTask(service: SimService, provider: string | undefined, revision = service.primary): SimTask {
  const task: SimTask = {
    id: `${service.service.name}/${++service.created}`,
    service,
    revision,
    provider,
    phase: 'waiting',
    epoch: 0,
  };
  service.tasks.add(task);
  service.peakTasks = Math.max(service.peakTasks, service.tasks.size);
  return task;
}

/** Lets a task wait in PROVISIONING for an instance of its capacity provider. */
export function waitForInstance(world: World, task: SimTask): void {
  world.waiting.add(task);
  note(world, { code: 'task-waiting', waitsFor: 'instance', capacityProvider: task.provider, ...identity(task) });
}

/** Puts a task on the instance that was found for it; it starts when the host has room. */
export function settle(world: World, task: SimTask, instance: SimInstance): void {
  world.waiting.delete(task);
  world.board.hold(task, instance);
  task.instance = instance;
  task.phase = 'pending';
  task.epoch++;
  instance.tasks.add(task);
  note(world, { code: 'task-placed', instance: instance.id, ...identity(task) });
  if (!admit(instance, task)) {
    note(world, { code: 'task-waiting', waitsFor: 'host', instance: instance.id, ...identity(task) });
  } else begin(world, task);
}

/** A task that runs and is healthy when the simulation starts. */
export function settleAtStart(world: World, task: SimTask, instance: SimInstance): void {
  world.board.hold(task, instance);
  task.instance = instance;
  task.phase = 'healthy';
  task.service.healthy++;
  instance.tasks.add(task);
}

/** Pulls the image and starts the containers. */
function begin(world: World, task: SimTask): void {
  const { service } = task;
  const { imagePullSeconds, startSeconds } = service.timings;
  const revision = service.revisions[task.revision]!;
  const { failure } = revision;
  if (failure && revision.failuresLeft > 0 && revision.starts++ % (failure.every ?? 1) === 0) {
    revision.failuresLeft--;
    task.failsAt = failure.at;
  }
  task.phase = 'starting';
  task.epoch++;
  schedule(world, task, task.failsAt === 'pull' ? imagePullSeconds : imagePullSeconds + startSeconds, 'running');
}

function schedule(world: World, task: SimTask, seconds: number, to: 'running' | 'healthy' | 'gone'): void {
  const fails = task.failsAt === 'health' ? to === 'healthy' : task.failsAt !== undefined && to === 'running';
  world.queue.add(world.now + seconds, { code: 'task', task, epoch: task.epoch, to: fails ? 'failed' : to });
}

/** What happens to a task when its time has come. */
export function onTaskEvent(world: World, { task, to }: Extract<SimEvent, { code: 'task' }>): void {
  const instance = task.instance!;
  if (to === 'gone') {
    vanish(world, task, 'task-stopped');
    return;
  }
  world.touched.add(task.service);
  task.epoch++;
  if (to === 'running') {
    task.phase = 'running';
    note(world, { code: 'task-running', instance: instance.id, ...identity(task) });
    schedule(world, task, task.service.timings.healthySeconds, 'healthy');
  } else if (to === 'healthy') becomeHealthy(world, task);
  else fail(world, task);
}

function becomeHealthy(world: World, task: SimTask): void {
  const { service } = task;
  task.phase = 'healthy';
  service.healthy++;
  note(world, { code: 'task-healthy', instance: task.instance!.id, ...identity(task) });
  if (task.revision !== service.primary) return;
  service.failingWaves = 0;
  service.retryAt = 0;
  if (service.service.circuitBreaker?.resetOnHealthyTask !== false) service.failures = 0;
}

/** A start fails: the next one waits longer, and the circuit breaker counts it. */
function fail(world: World, task: SimTask): void {
  const { service } = task;
  const { firstBackoffSeconds, longestBackoffSeconds } = world.timings;
  note(world, { code: 'task-failed', at: task.failsAt!, instance: task.instance!.id, ...identity(task) });
  if (task.phase === 'running') stop(world, task, 'unhealthy');
  else {
    world.board.release(task);
    vanish(world, task, 'task-stopped');
  }
  if (task.revision !== service.primary) return;
  const breaker = service.deploying && !service.staged && !service.givenUp && service.service.circuitBreaker;
  if (service.lastFailureAt !== world.now) {
    service.lastFailureAt = world.now;
    const pause = Math.min(firstBackoffSeconds * 2 ** service.failingWaves++, longestBackoffSeconds);
    // Nothing but a circuit breaker ends such tries; where none will, they are the same for ever.
    const isLongest = pause >= longestBackoffSeconds;
    service.hopeless = isLongest && !breaker && primaryOf(service).failuresLeft === Number.POSITIVE_INFINITY;
    service.retryAt = world.now + pause;
    if (!service.hopeless) world.queue.add(service.retryAt, { code: 'retry', service });
  }
  service.failures++;
  if (breaker && service.failures >= breakerThreshold(service.desired, breaker.threshold)) {
    giveUp(world, service, 'task-failures');
  }
}

/** Tells a task to stop: its room counts as free at once, its host and its quota only when it is gone. */
export function stop(world: World, task: SimTask, because: StopReason): void {
  const { service, instance } = task;
  note(world, { code: 'task-stopping', because, instance: instance?.id, ...identity(task) });
  world.board.release(task);
  world.touched.add(service);
  if (task.phase === 'waiting' || task.phase === 'pending' || task.phase === 'starting') {
    vanish(world, task, 'task-stopped');
    return;
  }
  leaveHealthy(task);
  task.phase = 'stopping';
  task.epoch++;
  task.failsAt = undefined;
  schedule(world, task, service.timings.deregistrationSeconds + service.timings.stopSeconds, 'gone');
  world.roomFreed = true;
}

/** A task is no more, together with its instance. */
export function lose(world: World, task: SimTask): void {
  if (task.phase !== 'stopping') world.board.release(task);
  vanish(world, task, 'task-lost');
}

/** A task on an instance that is lost serves no one, though ECS has not noticed. */
export function darken(world: World, task: SimTask): void {
  leaveHealthy(task);
  task.epoch++;
  if (task.phase === 'healthy') task.phase = 'running';
  world.touched.add(task.service);
}

function leaveHealthy(task: SimTask): void {
  const { service } = task;
  if (task.phase !== 'healthy') return;
  service.healthy--;
  service.lowestHealthy = Math.min(service.lowestHealthy, service.healthy);
}

function vanish(world: World, task: SimTask, code: 'task-stopped' | 'task-lost'): void {
  const { service, instance } = task;
  leaveHealthy(task);
  task.phase = 'gone';
  task.epoch++;
  service.tasks.delete(task);
  world.waiting.delete(task);
  world.touched.add(service);
  world.roomFreed = true;
  if (!instance) return;
  note(world, { code, instance: instance.id, ...identity(task) });
  instance.tasks.delete(task);
  for (const next of startQueued(instance, task)) begin(world, next);
}
