import type { SimEvent, SimGroup, World } from './world/world';

/**
 * Recognizes a capacity that grows and shrinks for ever: it is about to scale out, no task has moved and no instance
 * of another kind has come since it scaled out from and to the same sizes before. Its alarms stand at the same point
 * each time it scales out, so everything that follows would be the same as the last time.
 */
export function recognizeOscillation(world: World, group: SimGroup, low: number, high: number): boolean {
  const key = `${low} ${high} ${fingerprint(world)}`;
  const before = group.scaleOuts.get(key);
  group.scaleOuts.set(key, world.now);
  if (before === undefined) return false;
  const { name } = group.capacity.capacityProvider!;
  group.oscillation = { capacityProvider: name, low, high, periodSeconds: world.now - before };
  if (!world.oscillations.some(({ capacityProvider }) => capacityProvider === name)) {
    world.oscillations.push(group.oscillation);
  }
  return true;
}

/** Steps and limits that lie ahead interrupt a cycle, they do not keep it from being one until then. */
const isFar = (event: SimEvent): boolean => event.code === 'scenario' || (event.code === 'stage' && event.step < 0);

/** Lets every capacity scale again, when something has happened that may end a cycle. */
export function forgetOscillations(world: World): void {
  for (const group of world.groups) group.oscillation = undefined;
}

/**
 * What the future depends on, instance by instance and task by task, without names and times of the past: two equal
 * fingerprints at a scale-out have equal futures.
 */
function fingerprint(world: World): string {
  const instances = [...world.instances.values()].map(({ group, zone, facts, status, terminating, tasks }) =>
    [
      group?.capacity.name ?? facts.id,
      facts.instanceType,
      zone,
      status,
      terminating,
      [...tasks].map(({ service, revision, phase }) => `${service.service.name}:${revision}:${phase}`).sort(),
    ].join(' '),
  );
  const groups = world.groups.map(({ memory, armed }) => {
    const { datapointsAbove, datapointsBelow, lastScaleOutAtSeconds = Number.NEGATIVE_INFINITY } = memory;
    const horizon = 100_000;
    return [datapointsAbove > 0, datapointsBelow, Math.min(world.now - lastScaleOutAtSeconds, horizon), armed].join(
      ' ',
    );
  });
  const pending = [...world.queue.pending()]
    .filter(({ event }) => !isFar(event))
    .map(({ at, event }) => `${event.code} ${at - world.now}`)
    .sort();
  const waiting = [...world.waiting]
    .map(({ service, provider, revision }) => `${service.service.name}:${revision}:${provider}`)
    .sort();
  return JSON.stringify([instances.sort(), groups, pending, waiting]);
}
