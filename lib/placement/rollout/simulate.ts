import { checkRolloutInput } from './input/check-input';
import type { RolloutResult, ServiceOutcome, ServiceResult } from './result';
import type { RolloutInput } from './scenario';
import { run } from './simulation/run';
import { startWorld } from './simulation/services/start';
import { diagnose, isAtRest } from './simulation/stuck';
import type { SimService, World } from './simulation/world/world';

/**
 * Plays through what ECS and the Auto Scaling groups of a cluster would do: deployments of all its services together
 * with managed scaling, lost zones, interruptions, and the time each phase takes.
 *
 * It is a simulation in discrete events without chance: the same input gives the same timeline. It ends by itself, at
 * rest or where nothing can go on; a deadlock is recognized as such and comes with the step and every instance's
 * reasons. Rules and figures: `docs/rollouts.md`.
 * @throws PlacementInputError naming everything that is wrong with the input.
 */
export function simulate(input: RolloutInput): RolloutResult {
  checkRolloutInput(input);
  const world = startWorld(input);
  run(world);
  const services = input.cluster.services.map(({ name }) => resultOf(world, world.byName.get(name)!));
  return {
    outcome: worst(services, world),
    services,
    oscillations: world.oscillations,
    finishedAtSeconds: Math.max(0, ...services.map((service) => service.endedAtSeconds)),
    peakInstances: world.peakInstances,
    finalInstances: world.instances.size,
    timeline: world.timeline,
  };
}

function resultOf(world: World, service: SimService): ServiceResult {
  const outcome = outcomeOf(world, service);
  const endedAtSeconds =
    outcome.code === 'stuck' ? outcome.stuck.atSeconds : (service.steadyAt ?? service.givenUp?.atSeconds ?? 0);
  return {
    name: service.service.name,
    outcome,
    endedAtSeconds,
    lowestHealthy: service.lowestHealthy,
    peakTasks: service.peakTasks,
  };
}

function outcomeOf(world: World, service: SimService): ServiceOutcome {
  if (!isAtRest(service)) return { code: 'stuck', stuck: diagnose(world, service) };
  if (!service.givenUp) return { code: 'steady' };
  const { cause, back, stuck } = service.givenUp;
  return { code: back ? 'rolled-back' : 'failed', cause, ...(stuck && { stuck }) };
}

const WORST_FIRST = ['stuck', 'failed', 'rolled-back'] as const;

function worst(services: readonly ServiceResult[], world: World): RolloutResult['outcome'] {
  const found = WORST_FIRST.find((code) => services.some(({ outcome }) => outcome.code === code));
  return found ?? (world.oscillations.length > 0 ? 'oscillates' : 'steady');
}
