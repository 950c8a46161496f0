import { taskBounds } from '../../bounds';
import { nextRound, type RoundCounts } from '../../round';
import { createTask, settle, stop } from '../task-life';
import { note, type SimInstance, type SimService, type SimTask, type World } from '../world/world';
import { complete } from './deployment';

/** What a daemon service has and lacks on the instances that are active. */
interface DaemonSurvey {
  readonly counts: RoundCounts;
  /** Eligible instances without a task of the service. */
  readonly bare: readonly SimInstance[];
  /** Healthy tasks of another revision or on instances that are not eligible. */
  readonly outgoing: readonly SimTask[];
  /** Such tasks that are not healthy. */
  readonly useless: readonly SimTask[];
}

/** Looks at every active instance. Daemons on draining instances stay until the instance goes. */
export function surveyDaemon(world: World, service: SimService): DaemonSurvey {
  const bare: SimInstance[] = [];
  const outgoing: SimTask[] = [];
  const useless: SimTask[] = [];
  let eligible = 0;
  let kept = 0;
  let settling = 0;
  let healthy = 0;
  let active = 0;
  const placed = new Map<SimInstance, SimTask[]>();
  for (const task of service.tasks) {
    const instance = task.instance!;
    if (task.phase === 'stopping' && !world.assumptions.stoppingCounts) continue;
    placed.set(instance, [...(placed.get(instance) ?? []), task]);
  }
  for (const instance of world.instances.values()) {
    if (instance.status !== 'active') continue;
    const mayRun = world.board.isEligible(service, instance);
    const tasks = placed.get(instance) ?? [];
    if (mayRun) eligible++;
    if (mayRun && tasks.length === 0) bare.push(instance);
    active += tasks.length;
    for (const task of tasks) {
      if (task.phase === 'healthy') healthy++;
      if (task.phase === 'stopping') continue;
      if (!mayRun || task.revision !== service.primary) (task.phase === 'healthy' ? outgoing : useless).push(task);
      else {
        kept++;
        if (task.phase !== 'healthy') settling++;
      }
    }
  }
  const bounds = taskBounds(eligible, service.service);
  return {
    counts: { desired: eligible, bounds, outgoing: outgoing.length, kept, settling, healthy, active },
    bare,
    outgoing,
    useless,
  };
}

/** One round of the scheduler for a DAEMON service: it stops a task before it starts the next one on that instance. */
export function runDaemonRound(world: World, service: SimService): void {
  const before = surveyDaemon(world, service);
  service.desired = before.counts.desired;
  let stopped = 0;
  const end = (task: SimTask) => {
    stop(world, task, task.revision === service.primary ? 'not-eligible' : 'replaced');
    world.board.reserve(task.instance!, world.daemons);
    stopped++;
  };
  for (const task of before.useless) end(task);
  for (const task of before.outgoing.slice(0, nextRound(before.counts).stop)) end(task);
  const started = startDaemons(world, service);
  if (stopped + started > 0) {
    note(world, { code: 'round', service: service.service.name, stopped, started, counts: before.counts });
  }
  if (!isDaemonSteady(world, service)) service.steadyAt = undefined;
  else {
    service.steadyAt ??= world.now;
    if (service.deploying) complete(world, service);
  }
}

function startDaemons(world: World, service: SimService): number {
  world.blocked.delete(service);
  if (world.now < service.retryAt || service.hopeless || (service.givenUp && !service.givenUp.back)) return 0;
  let started = 0;
  for (const instance of surveyDaemon(world, service).bare) {
    if (!world.board.hasRoomForDaemon(service, instance)) {
      world.blocked.add(service);
      continue;
    }
    const task = createTask(service, undefined);
    settle(world, task, instance);
    world.board.reserve(instance, world.daemons);
    started++;
  }
  return started;
}

/** Whether each eligible instance runs a healthy task of the wanted revision, and no other instance one of any. */
export function isDaemonSteady(world: World, service: SimService): boolean {
  const { counts } = surveyDaemon(world, service);
  return counts.kept === counts.desired && counts.settling === 0 && counts.active === counts.desired;
}
