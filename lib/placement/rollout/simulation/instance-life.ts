import { newInstance } from '../../cluster/new-instance';
import type { Instance } from '../../instance';
import { chooseTerminations } from '../../scaling';
import { darken, lose } from './task-life';
import { note, type SimGroup, type SimInstance, type SimTask, type World } from './world/world';

const identity = ({ id, zone, group }: SimInstance) => ({ instance: id, zone, capacity: group?.capacity.name });

/** Whether a task keeps its instance from counting as empty. */
const countsForScaling = (task: SimTask): boolean => !task.service.service.daemon;

/** Whether an instance runs or keeps tasks other than daemons'. */
export const isOccupied = (instance: SimInstance): boolean =>
  instance.facts.tasks.some((task) => !task.daemon && task.desiredStatus !== 'STOPPED') ||
  [...instance.tasks].some(countsForScaling);

/** Adds an instance that is there already. */
export function addInstance(world: World, facts: Instance, group: SimGroup | undefined): SimInstance {
  const status = facts.status === 'ACTIVE' ? 'active' : 'draining';
  const instance = enlist(world, facts, group, status);
  world.board.add(instance, world.daemons);
  return instance;
}

function enlist(world: World, facts: Instance, group: SimGroup | undefined, status: SimInstance['status']) {
  const instance: SimInstance = {
    id: facts.id,
    zone: facts.zone,
    group,
    launchedAt: world.now,
    facts,
    status,
    terminating: false,
    tasks: new Set(),
    queue: [],
  };
  world.instances.set(instance.id, instance);
  group?.instances.add(instance);
  return instance;
}

/** The size that a group may have: its own maximum, or what the cluster leaves it. */
export const largestSize = (world: World, { capacity, instances }: SimGroup): number =>
  Math.min(capacity.maxInstances, instances.size + Math.max(0, world.assumptions.instanceLimit - world.instances.size));

/** Takes back an instance that was added to try something. */
export function forgetInstance(world: World, instance: SimInstance): void {
  for (const task of [...instance.tasks]) {
    task.service.tasks.delete(task);
    task.service.healthy--;
  }
  world.board.remove(instance);
  world.instances.delete(instance.id);
  instance.group?.instances.delete(instance);
  if (instance.group) instance.group.launched--;
}

/** The next instance of a capacity: of its preferred type, in the zone that has the fewest. */
export function nextFacts(world: World, group: SimGroup): Instance | undefined {
  const { capacity } = group;
  const type = capacity.instanceTypes[0];
  const sizes = new Map(capacity.zones.filter((zone) => !world.lostZones.has(zone)).map((zone) => [zone, 0]));
  for (const { zone, terminating } of group.instances) {
    if (sizes.has(zone) && !terminating) sizes.set(zone, sizes.get(zone)! + 1);
  }
  const [first, ...others] = [...sizes];
  if (!first || !type) return undefined;
  const [zone] = others.reduce((fewest, one) => (one[1] < fewest[1] ? one : fewest), first);
  let id: string;
  do id = `${capacity.name}/${++group.launched}`;
  while (world.instances.has(id));
  return newInstance(capacity, type, zone, id);
}

/** Launches instances; each takes its time to register. */
export function launch(world: World, group: SimGroup, count: number, because: 'scale-out' | 'replacement'): void {
  for (let index = 0; index < count; index++) {
    const facts = nextFacts(world, group);
    if (!facts) return;
    const instance = enlist(world, facts, group, 'launching');
    note(world, { code: 'instance-launching', because, ...identity(instance) });
    world.queue.add(world.now + world.timings.instanceLaunchSeconds, { code: 'instance-registered', instance });
  }
}

export function onRegistered(world: World, instance: SimInstance): void {
  if (instance.status !== 'launching') return;
  instance.status = 'active';
  world.board.add(instance, world.daemons);
  note(world, { code: 'instance-registered', ...identity(instance) });
  stirred(world);
}

/** Daemons and whatever waits for room look again. */
function stirred(world: World): void {
  world.roomFreed = true;
  for (const daemon of world.daemons) world.touched.add(daemon);
}

/** Sets an instance to DRAINING: nothing is placed on it, and services replace their tasks there. */
export function drain(world: World, instance: SimInstance): void {
  if (instance.status !== 'active') return;
  instance.status = 'draining';
  world.board.setDraining(instance);
  note(world, { code: 'instance-draining', ...identity(instance) });
  for (const task of instance.tasks) world.touched.add(task.service);
  stirred(world);
}

/** The Auto Scaling group takes instances away; those with tasks are drained first if the provider manages that. */
export function scaleIn(world: World, group: SimGroup, count: number): void {
  const { capacityProvider } = group.capacity;
  const candidates = [...group.instances]
    .filter((instance) => !instance.terminating)
    .map((instance) => ({
      instance,
      id: instance.id,
      zone: instance.zone,
      launchedAtSeconds: instance.launchedAt,
      protectedFromScaleIn: !isRemovable(group, instance),
    }));
  for (const { instance } of chooseTerminations(candidates, count)) {
    instance.terminating = true;
    if (capacityProvider?.managedDraining && instance.status === 'active' && isOccupied(instance))
      drain(world, instance);
    else remove(world, instance, 'instance-terminated');
  }
}

/** Whether the Auto Scaling group may terminate an instance when it scales in. */
export const isRemovable = (group: SimGroup, instance: SimInstance): boolean =>
  !group.capacity.capacityProvider?.managedTerminationProtection || !isOccupied(instance);

/** Takes away the instances that were to go as soon as they are drained. */
export function removeDrained(world: World): void {
  for (const group of world.groups) {
    for (const instance of group.instances) {
      if (instance.terminating && instance.status === 'draining' && !isOccupied(instance)) {
        remove(world, instance, 'instance-terminated');
      }
    }
  }
}

/** An instance is lost: its tasks serve no one from now on; that it is gone shows later. */
export function loseInstance(world: World, instance: SimInstance): void {
  const { status } = instance;
  if (status === 'lost' || status === 'gone') return;
  instance.status = 'lost';
  world.board.remove(instance);
  note(world, { code: 'instance-lost', ...identity(instance) });
  for (const task of instance.tasks) darken(world, task);
  stirred(world);
  world.queue.add(world.now + world.timings.lossDetectionSeconds, { code: 'instance-gone', instance });
}

/** An instance that no one asked to go is gone: its Auto Scaling group replaces it. */
export function onGone(world: World, instance: SimInstance): void {
  if (instance.status === 'gone') return;
  const replaced = instance.group && !instance.terminating && world.assumptions.lostInstancesReplaced;
  remove(world, instance, instance.status === 'lost' ? 'instance-terminated' : 'instance-lost');
  if (replaced) launch(world, instance.group!, 1, 'replacement');
}

function remove(world: World, instance: SimInstance, code: 'instance-terminated' | 'instance-lost'): void {
  instance.status = 'gone';
  for (const task of [...instance.tasks]) lose(world, task);
  world.board.remove(instance);
  world.instances.delete(instance.id);
  instance.group?.instances.delete(instance);
  note(world, { code, ...identity(instance) });
  stirred(world);
}
