import { arn } from '../../test-clients';
import { deletionGoesOn } from './deletion';
import type { World, WorldGroup, WorldInstance } from './world';

/** Milliseconds between two turns of what goes on by itself. */
const TURN = 5_000;

/** Makes an account go on by itself up to a time: schedulers, scaling, hooks, deletions. */
export function goOn(world: World, until: number): void {
  while (world.now + TURN <= until) {
    world.now += TURN;
    servicesGoOn(world);
    if (world.now % 40_000 < TURN) whatRaisesCounts(world);
    for (const group of world.groups) groupGoesOn(world, group);
    for (const stack of world.stacks) deletionGoesOn(world, stack);
  }
}

function servicesGoOn(world: World): void {
  for (const service of world.services) {
    if (service.status === 'INACTIVE') continue;
    const group = `service:${service.name}`;
    const there = world.tasksThere().filter((task) => task.cluster === service.cluster && task.group === group);
    const running = there.filter(({ endsAt }) => endsAt === undefined);
    const hosts = world.hosts.filter(
      (host) => host.cluster === service.cluster && host.isConnected && !host.isDraining,
    );
    const wanted = service.kind === 'daemon' ? hosts.length : service.desired + service.green;
    const isEnding = service.status === 'DRAINING';
    for (const task of running.slice(isEnding ? 0 : wanted)) if (!task.isProtected) world.tell(task);
    if (!isEnding && running.length < wanted && hosts.length > 0) {
      world.startTask(service.cluster, group, hosts[world.between(0, hosts.length - 1)], world.random() < 0.2);
    }
    if (isEnding && there.length === 0) service.status = 'INACTIVE';
  }
}

/** What works against a teardown: service scaling, schedules, managed scaling. */
function whatRaisesCounts(world: World): void {
  for (const { target, ...service } of world.services) {
    if (!target || target.isSuspended || service.status !== 'ACTIVE') continue;
    const same = world.services.find(({ name, cluster }) => name === service.name && cluster === service.cluster)!;
    same.desired = Math.max(same.desired, target.min);
  }
  for (const [logicalId, cluster] of world.schedules) {
    const isThere = world.stacks.some(({ resources }) =>
      resources.some((one) => one.logicalId === logicalId && !one.status.startsWith('DELETE_')),
    );
    const open = world.clusters.some(({ name, isGone }) => name === cluster && !isGone);
    if (isThere && open)
      world.startTask(
        cluster,
        'family:job',
        world.hosts.find((host) => host.cluster === cluster),
      );
  }
  for (const group of world.groups) {
    const waits = world
      .tasksThere()
      .some((task) => task.cluster === group.cluster && !task.host && task.endsAt === undefined);
    if (waits && group.max > 0) group.desired = Math.max(1, group.desired);
  }
}

function groupGoesOn(world: World, group: WorldGroup): void {
  const instances = world.instances.filter((one) => one.group === group.name);
  const inService = instances.filter(({ state }) => state === 'InService');
  const starting = instances.filter(({ state }) => state.startsWith('Pending'));
  if (inService.length + starting.length < group.desired && !group.isGone) launch(world, group);
  const free = inService.filter((one) => !one.isProtected).slice(0, Math.max(0, inService.length - group.desired));
  if (!group.isTerminateSuspended)
    for (const one of free) change(world, one, group.hook ? 'Terminating:Wait' : 'Terminating');
  for (const one of instances) instanceGoesOn(world, group, one);
  if (group.warmDeletedAt !== undefined && world.now > group.warmDeletedAt) group.warm = 0;
}

function launch(world: World, group: WorldGroup): void {
  const id = `i-${world.id()}`;
  const now = world.now;
  world.instances.push({ id, group: group.name, state: 'Pending', since: now, isProtected: group.protectsNew });
}

function instanceGoesOn(world: World, group: WorldGroup, one: WorldInstance): void {
  const seconds = (world.now - one.since) / 1000;
  const host = world.hosts.find(({ ec2 }) => ec2 === one.id);
  const busy = world.tasksThere().some((task) => host && task.host === host.arn);
  if (one.state === 'Pending' && seconds > 20) {
    change(world, one, 'InService');
    register(world, group.cluster, one.id);
  } else if (one.state === 'Terminating:Wait') {
    if (host) host.isDraining = true;
    if ((group.hook === 'drains' && !busy) || seconds > 7200) change(world, one, 'Terminating');
  } else if (one.state === 'Terminating' && seconds > 15) {
    world.instances.splice(world.instances.indexOf(one), 1);
    // ECS forgets an instance by itself, if not at once; one whose agent was away stays until it is told.
    if (host?.isConnected) world.deregister(host);
  }
}

export function register(world: World, cluster: string, ec2: string, isConnected = true): void {
  world.hosts.push({ arn: arn.instance(world.id(), cluster), cluster, ec2, isConnected, isDraining: false });
}

export function change(world: World, one: WorldInstance, state: WorldInstance['state']): void {
  one.state = state;
  one.since = world.now;
}
