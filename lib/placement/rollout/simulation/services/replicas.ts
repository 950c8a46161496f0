import { nextZoneMove, rebalancingObstacles } from '../../../scaling';
import { taskBounds } from '../../bounds';
import { nextRound, type RoundCounts } from '../../round';
import { createTask, settle, stop, waitForInstance } from '../task-life';
import { note, type SimInstance, type SimService, type SimTask, type World } from '../world/world';
import { complete, isStaged, nextTrafficStep } from './deployment';
import { chooseProvider } from './provider-choice';
import { chooseScaleIn } from './scale-in';

/** A service's tasks, sorted by what its scheduler may do with them. */
interface Sorted {
  readonly counts: RoundCounts;
  /** Tasks that stay. */
  readonly kept: readonly SimTask[];
  /** Healthy tasks that are to be replaced. */
  readonly outgoing: readonly SimTask[];
  /** Tasks that are to be replaced and serve no one: nothing speaks against stopping them at once. */
  readonly useless: readonly SimTask[];
}

const isLeaving = (task: SimTask): boolean => task.phase === 'stopping' || task.phase === 'gone';

/** Sorts the tasks of a service. Those on lost instances are what ECS still takes them for, save for their health. */
export function sortTasks(world: World, service: SimService): Sorted {
  const kept: SimTask[] = [];
  const outgoing: SimTask[] = [];
  const useless: SimTask[] = [];
  let stopping = 0;
  let settling = 0;
  let lost = 0;
  for (const task of service.tasks) {
    const status = task.instance?.status;
    if (task.phase === 'stopping') stopping++;
    else if (status === 'lost' && task.revision !== service.primary) lost++;
    else if (task.revision === service.primary && status !== 'draining') {
      kept.push(task);
      if (task.phase !== 'healthy' && task.phase !== 'waiting' && status !== 'lost') settling++;
    } else (task.phase === 'healthy' ? outgoing : useless).push(task);
  }
  const present = kept.length + outgoing.length + useless.length + lost;
  const bounds = taskBounds(service.desired, service.service);
  const counts: RoundCounts = {
    desired: service.desired,
    // Staged deployments start a whole second set; their percents bound only what happens outside of them.
    bounds: service.staged ? { ...bounds, upper: 2 * service.desired } : bounds,
    outgoing: outgoing.length,
    kept: kept.length,
    settling,
    healthy: service.healthy,
    active: present + (world.assumptions.stoppingCounts ? stopping : 0),
  };
  return { counts, kept, outgoing, useless };
}

/** One round of the scheduler for a REPLICA service. */
export function runReplicaRound(world: World, service: SimService): void {
  if (isSteady(service)) {
    settleDown(world, service);
    return;
  }
  service.steadyAt = undefined;
  const before = sortTasks(world, service).counts;
  const stopFirst = world.assumptions.order === 'stop-first';
  const early = stopFirst ? stopTasks(world, service) : 0;
  const started = startTasks(world, service);
  const stopped = early + (stopFirst ? 0 : stopTasks(world, service));
  if (stopped + started > 0)
    note(world, { code: 'round', service: service.service.name, stopped, started, counts: before });
  const { staged } = service;
  if (staged && staged.step < 0 && healthyOf(service) >= service.desired) nextTrafficStep(world, service);
  if (isSteady(service)) settleDown(world, service);
}

const healthyOf = (service: SimService): number =>
  [...service.tasks].filter((task) => task.revision === service.primary && task.phase === 'healthy').length;

/** Whether the service runs what it should and nothing else. */
export function isSteady(service: SimService): boolean {
  if (service.staged || service.healthy !== service.desired || service.tasks.size !== service.desired) return false;
  for (const task of service.tasks) {
    if (task.revision !== service.primary || task.instance?.status === 'draining') return false;
  }
  return true;
}

function settleDown(world: World, service: SimService): void {
  service.steadyAt ??= world.now;
  if (service.deploying) complete(world, service);
  rebalanceZones(world, service);
}

function stopTasks(world: World, service: SimService): number {
  const { counts, kept, outgoing, useless } = sortTasks(world, service);
  let stopped = 0;
  const end = (task: SimTask, because: Parameters<typeof stop>[2]) => {
    stop(world, task, because);
    stopped++;
  };
  const surplus = kept.length - service.desired - (isMoving(service) ? 1 : 0);
  if (surplus > 0) for (const task of surplusTasks(world, service, kept, surplus)) end(task, endOfSurplus(service));
  for (const task of useless)
    if (!service.staged || task.revision === service.primary) end(task, reasonFor(service, task));
  if (!service.staged) {
    for (const task of drainingFirst(outgoing).slice(0, nextRound(counts).stop)) end(task, reasonFor(service, task));
  }
  return stopped;
}

const reasonFor = (service: SimService, task: SimTask) => (task.revision === service.primary ? 'draining' : 'replaced');

const drainingFirst = (tasks: readonly SimTask[]): readonly SimTask[] => [
  ...tasks.filter((task) => task.instance?.status === 'draining'),
  ...tasks.filter((task) => task.instance?.status !== 'draining'),
];

/** The tasks to stop when there are too many: those that are furthest from serving, then as ECS chooses. */
function surplusTasks(world: World, service: SimService, kept: readonly SimTask[], count: number): SimTask[] {
  const unready = kept.filter((task) => task.phase !== 'healthy').reverse();
  const chosen = unready.slice(0, count);
  let ready = kept.filter((task) => task.phase === 'healthy');
  const { move } = service;
  if (move) ready = ready.filter((task) => task.instance?.zone === move.stopIn);
  return [...chosen, ...chooseScaleIn(world, service, ready, count - chosen.length)];
}

function endOfSurplus(service: SimService): 'zone-rebalancing' | 'scale-in' {
  const because = service.move ? 'zone-rebalancing' : 'scale-in';
  service.move = undefined;
  return because;
}

/** Starts what is missing, as far as bounds, room and failures allow. */
function startTasks(world: World, service: SimService): number {
  world.blocked.delete(service);
  if (world.now < service.retryAt || service.hopeless || (service.givenUp && !service.givenUp.back)) return 0;
  const missing = nextRound(sortTasks(world, service).counts).start;
  for (let started = 0; started < missing; started++) {
    if (!startTask(world, service)) {
      world.blocked.add(service);
      return started;
    }
  }
  return missing;
}

/** Starts one task: on an instance, else in PROVISIONING if a capacity provider is to find one. */
function startTask(world: World, service: SimService): boolean {
  const provider = chooseProvider(service);
  const instance = findInstance(world, service, provider);
  if (!instance && (provider === undefined || world.waiting.size >= world.assumptions.provisioningLimit)) return false;
  const task = createTask(service, provider);
  if (instance) settle(world, task, instance);
  else waitForInstance(world, task);
  return true;
}

function findInstance(
  world: World,
  service: SimService,
  provider: string | undefined,
  revision = service.primary,
  zone?: string,
): SimInstance | undefined {
  const id = world.board.find(service, provider, revision, zone);
  return id === undefined ? undefined : world.instances.get(id);
}

/** Places tasks that wait in PROVISIONING, oldest first; equal tasks of a service are refused together. */
export function placeWaiting(world: World): void {
  const refused = new Map<SimService, Set<string | undefined>>();
  for (const task of world.waiting) {
    const { service, provider } = task;
    if (refused.get(service)?.has(provider)) continue;
    const instance = findInstance(world, service, provider, task.revision);
    if (instance) {
      settle(world, task, instance);
      world.touched.add(service);
    } else refused.set(service, (refused.get(service) ?? new Set()).add(provider));
  }
}

const isMoving = ({ move }: SimService): boolean =>
  move !== undefined && !isLeaving(move.task) && move.task.phase !== 'healthy';

/** Starts one task in the emptiest zone, to stop one in the fullest when it is healthy. Launches no instance. */
function rebalanceZones(world: World, service: SimService): void {
  if (service.move || (isStaged(service) && service.deploying) || rebalancingObstacles(service.service).length > 0)
    return;
  const zones = new Map<string, number>();
  for (const { zone, status } of world.instances.values()) if (status === 'active') zones.set(zone, 0);
  for (const { instance } of service.tasks) zones.set(instance!.zone, (zones.get(instance!.zone) ?? 0) + 1);
  const next = nextZoneMove(zones);
  if (!next || taskBounds(service.desired, service.service).upper <= service.desired) return;
  const provider = chooseProvider(service);
  const instance = findInstance(world, service, provider, service.primary, next.startIn);
  if (!instance) return;
  const task = createTask(service, provider);
  service.move = { task, stopIn: next.stopIn };
  settle(world, task, instance);
}
