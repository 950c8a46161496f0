import type { StuckStep } from '../../result';
import type { FailureCause } from '../../timeline';
import type { StagedKind } from '../../traffic';
import { forgetOscillations } from '../oscillation';
import { note, type Revision, type SimEvent, type SimService, type World } from '../world/world';

/** Whether a deployment of the service starts all new tasks before it stops an old one. */
export const isStaged = ({ service }: SimService): boolean =>
  !service.daemon &&
  (['blue-green', 'linear', 'canary'] satisfies StagedKind[] as string[]).includes(service.deployment);

/** Makes a revision the one that the service is to run. */
export function deploy(world: World, service: SimService, revision: Revision): void {
  service.revisions.push(revision);
  service.primary = service.revisions.length - 1;
  service.givenUp = undefined;
  resume(world, service);
}

/** Lets the deployment of the primary revision go on from the tasks that are there. */
export function resume(world: World, service: SimService): void {
  start(world, service);
  if (!isStaged(service) || service.tasks.size === 0) return;
  service.staged = { startedAt: world.now, steps: service.trafficSteps, step: -1 };
  scheduleStage(world, service, world.timings.stageLimitSeconds);
}

function start(world: World, service: SimService): void {
  forgetOscillations(world);
  service.deploying = true;
  service.staged = undefined;
  service.move = undefined;
  service.steadyAt = undefined;
  service.failures = 0;
  service.failingWaves = 0;
  service.retryAt = 0;
  service.hopeless = false;
  world.touched.add(service);
  if (service.service.daemon) reserveEverywhere(world);
  const { name, deployment } = service.service;
  note(world, { code: 'deployment-started', service: name, revision: service.primary, kind: deployment });
}

/** Room is kept for the revision that a daemon is to run. */
function reserveEverywhere(world: World): void {
  for (const instance of world.instances.values()) world.board.reserve(instance, world.daemons);
}

function scheduleStage(world: World, service: SimService, seconds: number): void {
  const staged = service.staged!;
  world.queue.add(world.now + seconds, { code: 'stage', service, staged, step: staged.step });
}

/** Whether an event belongs to the stage that the service's deployment is in. */
export const isPendingStage = ({ service, staged, step }: Extract<SimEvent, { code: 'stage' }>): boolean =>
  service.staged === staged && staged.step === step;

/** Moves traffic on, or ends the scale-up stage that has lasted too long. */
export function onStageEvent(world: World, { service, staged, step }: Extract<SimEvent, { code: 'stage' }>): void {
  if (step < 0) giveUp(world, service, 'stage-limit', staged.stuck);
  else nextTrafficStep(world, service);
}

/** Shifts traffic once more; after the last step has lasted, the old revision is cleaned up. */
export function nextTrafficStep(world: World, service: SimService): void {
  const staged = service.staged!;
  const step = staged.steps[++staged.step];
  world.touched.add(service);
  if (!step) {
    service.staged = undefined;
    return;
  }
  note(world, { code: 'traffic', service: service.service.name, percent: step.percent });
  scheduleStage(world, service, step.seconds);
}

/** Gives the deployment up, and goes back to the last completed one if there is one and that is wanted. */
export function giveUp(world: World, service: SimService, cause: FailureCause, stuck?: StuckStep): void {
  const { completed, primary } = service;
  const wanted = cause === 'stage-limit' || service.service.circuitBreaker?.rollback === true;
  const back = wanted && completed !== undefined && completed !== primary;
  service.givenUp = { cause, back, atSeconds: world.now, ...(stuck && { stuck }) };
  note(world, {
    code: 'deployment-failed',
    service: service.service.name,
    revision: primary,
    cause,
    ...(back && { rollsBackTo: completed }),
  });
  if (!back) {
    service.staged = undefined;
    service.deploying = false;
    return;
  }
  service.primary = completed;
  start(world, service);
}

/** The deployment has reached its end. */
export function complete(world: World, service: SimService): void {
  service.deploying = false;
  service.completed = service.primary;
  note(world, { code: 'deployment-completed', service: service.service.name, revision: service.primary });
}
