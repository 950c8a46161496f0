import {
  neededInstances,
  passesWithTime,
  type ScalingObservation,
  stepManagedScaling,
  type WaitingTasks,
} from '../../../scaling';
import { isOccupied, isRemovable, largestSize, launch, scaleIn } from '../instance-life';
import { recognizeOscillation } from '../oscillation';
import { note, type SimGroup, type SimService, type World } from './world';

/** Puts the next datapoint of every managed group that may have something to decide into the queue. */
export function armGroups(world: World): void {
  for (const group of world.groups) if (group.capacity.capacityProvider?.managedScaling) arm(world, group);
}

function arm(world: World, group: SimGroup): void {
  if (group.armed || group.oscillation) return;
  const { datapointSeconds } = world.scaling;
  group.armed = true;
  world.queue.add((Math.floor(world.now / datapointSeconds) + 1) * datapointSeconds, { code: 'datapoint', group });
}

/** What managed scaling sees of a group now. */
export function observe(world: World, group: SimGroup): ScalingObservation {
  const { capacity } = group;
  const staying = [...group.instances].filter((instance) => !instance.terminating);
  return {
    atSeconds: world.now,
    minInstances: capacity.minInstances,
    maxInstances: largestSize(world, group),
    instances: staying.length,
    occupied: staying.filter(isOccupied).length,
    removable: staying.filter((instance) => isRemovable(group, instance)).length,
    need: neededInstances(waitingFor(world, group), world.board.offers(capacity, world.daemons), world.scaling),
  };
}

/** Tasks that wait for the group's provider, those of one revision together. */
function waitingFor(world: World, group: SimGroup): WaitingTasks[] {
  const counts = new Map<SimService, Map<number, number>>();
  for (const { service, provider, revision } of world.waiting) {
    if (provider !== group.capacity.capacityProvider?.name) continue;
    const revisions = counts.get(service) ?? new Map<number, number>();
    revisions.set(revision, (revisions.get(revision) ?? 0) + 1);
    counts.set(service, revisions);
  }
  return [...counts].flatMap(([service, revisions]) =>
    [...revisions].map(([revision, count]) => {
      const { demand, constraints } = service.revisions[revision]!;
      return { demand, count, distinctInstance: constraints.some(({ type }) => type === 'distinctInstance') };
    }),
  );
}

/** One datapoint: decides, acts, and looks again in a minute if time alone can bring another decision. */
export function onDatapoint(world: World, group: SimGroup): void {
  const provider = group.capacity.capacityProvider!;
  group.armed = false;
  const observation = observe(world, group);
  const { memory, decision } = stepManagedScaling(group.memory, observation, provider.managedScaling!, world.scaling);
  group.memory = memory;
  group.lastDecision = decision;
  if (decision.code !== 'hold') {
    note(world, { code: 'scaling', capacityProvider: provider.name, decision });
    if (decision.code === 'scale-in') scaleIn(world, group, decision.from - decision.to);
    else {
      if (recognizeOscillation(world, group, decision.from, decision.to)) return;
      launch(world, group, decision.to - decision.from, 'scale-out');
    }
  }
  if (passesWithTime(decision)) arm(world, group);
}
