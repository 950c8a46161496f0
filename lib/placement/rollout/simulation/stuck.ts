import { configDeadlock } from '../bounds';
import type { ProviderAnswer, StuckStep } from '../result';
import type { RoundCounts } from '../round';
import { surveyDaemon } from './services/daemons';
import { chooseProvider } from './services/provider-choice';
import { sortTasks } from './services/replicas';
import { observe } from './world/groups';
import type { SimService, World } from './world/world';

/** Whether a service has what was last asked of it, or has been given up and rests. */
export const isAtRest = (service: SimService): boolean =>
  service.steadyAt !== undefined || (service.givenUp !== undefined && !service.givenUp.back);

/** Why a service stands still, when nothing is left to happen. */
export function diagnose(world: World, service: SimService): StuckStep {
  const counts = service.service.daemon ? surveyDaemon(world, service).counts : sortTasks(world, service).counts;
  const waiting = [...service.tasks].filter((task) => task.phase === 'waiting').length;
  const wants = wantsRoom(counts, waiting);
  const providers = service.strategy.map(({ capacityProvider }) => capacityProvider);
  const deadlock = deadlockOf(service, counts);
  const cause = causeOf(service, wants);
  return {
    cause,
    atSeconds: world.timeline.at(-1)?.atSeconds ?? 0,
    counts,
    waiting,
    rejections: cause === 'capacity' ? world.board.explain(service, refusedProvider(service)) : [],
    providers: providers.flatMap((name) => answerOf(world, name)),
    ...(deadlock && { deadlock }),
  };
}

const wantsRoom = ({ desired, kept, bounds, active }: RoundCounts, waiting: number): boolean =>
  waiting > 0 || Math.min(desired - kept, bounds.upper - active) > 0;

function causeOf(service: SimService, wants: boolean): StuckStep['cause'] {
  if (service.hopeless) return 'failing';
  if (wants) return 'capacity';
  const isDraining = [...service.tasks].some(
    (task) => task.instance?.status === 'draining' && task.revision === service.primary,
  );
  return isDraining ? 'draining' : 'config';
}

function deadlockOf(service: SimService, { desired }: RoundCounts) {
  return configDeadlock({ min: desired, max: desired }, service.service);
}

/** The provider of the task that waits longest, else of the next task. */
function refusedProvider(service: SimService): string | undefined {
  for (const task of service.tasks) if (task.phase === 'waiting') return task.provider;
  return chooseProvider(service);
}

function answerOf(world: World, name: string): ProviderAnswer[] {
  return world.groups
    .filter(({ capacity }) => capacity.capacityProvider?.name === name)
    .map((group) => ({
      capacityProvider: name,
      instances: observe(world, group).instances,
      maxInstances: group.capacity.maxInstances,
      ...(group.lastDecision && { decision: group.lastDecision }),
    }));
}
