import { onGone, onRegistered, removeDrained } from './instance-life';
import { applyStep } from './scenario-steps';
import { runDaemonRound } from './services/daemons';
import { giveUp, isPendingStage, onStageEvent } from './services/deployment';
import { placeWaiting, runReplicaRound } from './services/replicas';
import { diagnose, isAtRest } from './stuck';
import { onTaskEvent } from './task-life';
import { armGroups, onDatapoint } from './world/groups';
import type { SimEvent, World } from './world/world';

/** What each kind of event does. */
const HANDLERS: {
  readonly [Code in SimEvent['code']]: (world: World, event: Extract<SimEvent, { code: Code }>) => void;
} = {
  task: onTaskEvent,
  'instance-registered': (world, { instance }) => onRegistered(world, instance),
  'instance-gone': (world, { instance }) => onGone(world, instance),
  datapoint: (world, { group }) => onDatapoint(world, group),
  retry: (world, { service }) => {
    world.touched.add(service);
  },
  stage: onStageEvent,
  scenario: (world, { step }) => applyStep(world, step),
};

/** Whether an event has lost its meaning since it was put into the queue. */
function isVoid(event: SimEvent): boolean {
  switch (event.code) {
    case 'task':
      return event.epoch !== event.task.epoch;
    case 'instance-registered':
    case 'instance-gone':
      return event.instance.status === 'gone';
    case 'stage':
      return !isPendingStage(event);
    default:
      return false;
  }
}

/**
 * Runs the simulation to its end: everything that happens at one time, then the rounds of all services concerned, and
 * so on, until nothing is left to happen that could change anything.
 *
 * It ends. Every task and instance goes through its phases once; services start new tasks only for a scenario step, a
 * lost task, a failed start or a new instance. Steps and failures are finitely many (starts that always fail are given
 * up at the longest pause or by the circuit breaker), and endless scale-outs come back to a state that is recognized.
 */
export function run(world: World): void {
  const { queue } = world;
  const waiting = scheduleSteps(world);
  handleAllNow(world);
  for (;;) {
    runRounds(world);
    dropVoid(world);
    const head = queue.peek();
    if (!head || isStageLimit(head.event)) {
      if (breakStuckDeployments(world)) continue;
      if (!head && !world.services.every(isAtRest)) return;
    }
    if (!head) {
      const next = waiting.shift();
      if (next === undefined) return;
      applyStep(world, next);
      continue;
    }
    const noted = world.timeline.length;
    world.now = head.at;
    handleAllNow(world);
    if (world.timeline.length > noted) armGroups(world);
  }
}

/** Everything that happens at this time. */
function handleAllNow(world: World): void {
  for (let next = world.queue.peek(); next?.at === world.now; next = world.queue.peek()) {
    const event = world.queue.take()!;
    if (!isVoid(event)) (HANDLERS[event.code] as (world: World, event: SimEvent) => void)(world, event);
  }
}

/** Puts steps with a time into the queue; returns those that wait for rest. The first step never waits. */
function scheduleSteps(world: World): number[] {
  const waiting: number[] = [];
  world.scenario.forEach(({ atSeconds }, step) => {
    if (atSeconds === undefined && step > 0) waiting.push(step);
    else world.queue.add(atSeconds ?? 0, { code: 'scenario', step });
  });
  return waiting;
}

/** Rounds of the services that something has happened to, daemons first, until none has anything to do. */
function runRounds(world: World): void {
  do {
    removeDrained(world);
    if (world.roomFreed) for (const service of world.blocked) world.touched.add(service);
    for (const service of world.daemons) if (world.touched.delete(service)) runDaemonRound(world, service);
    if (world.roomFreed) {
      world.roomFreed = false;
      placeWaiting(world);
    }
    if (world.touched.size > 0) {
      for (const service of world.replicas) if (world.touched.delete(service)) runReplicaRound(world, service);
    }
  } while (world.touched.size > 0 || world.roomFreed);
  world.peakInstances = Math.max(world.peakInstances, world.instances.size);
}

function dropVoid({ queue }: World): void {
  for (let head = queue.peek(); head && isVoid(head.event); head = queue.peek()) queue.take();
}

const isStageLimit = (event: SimEvent): boolean => event.code === 'stage' && event.step < 0;

/**
 * When nothing else can happen, failed placements have time to reach the threshold of a circuit breaker. Tasks that
 * wait in PROVISIONING have not failed. Staged deployments note why they wait for their limit.
 */
function breakStuckDeployments(world: World): boolean {
  let broken = false;
  for (const service of world.services) {
    if (isAtRest(service)) continue;
    if (service.staged) {
      service.staged.stuck ??= diagnose(world, service);
      continue;
    }
    if (!service.deploying || service.givenUp || !service.service.circuitBreaker) continue;
    const stuck = diagnose(world, service);
    if (stuck.cause !== 'capacity' || stuck.waiting > 0) continue;
    giveUp(world, service, 'placement-failures', stuck);
    broken = true;
  }
  return broken;
}
