import type { ScenarioStep, StartFailure } from '../scenario';
import { drain, launch, loseInstance } from './instance-life';
import { forgetOscillations } from './oscillation';
import { deploy, resume } from './services/deployment';
import { armGroups } from './world/groups';
import { note, primaryOf, type Revision, type SimInstance, type SimService, type World } from './world/world';

type Step<Code extends ScenarioStep['code']> = Extract<ScenarioStep, { code: Code }>;

/** What each kind of step does to the world. */
const STEPS: { readonly [Code in ScenarioStep['code']]: (world: World, step: Step<Code>) => void } = {
  'first-deployment': (world, { services }) => {
    for (const service of named(world, services)) {
      service.revisions.pop();
      const failure = services?.find(({ name }) => name === service.service.name)?.failure;
      deploy(world, service, revisionOf(service.service, failure));
    }
  },
  continue: (world, { services }) => {
    for (const service of named(world, services)) resume(world, service);
  },
  update: (world, { services }) => {
    for (const service of named(world, services)) {
      const change = services?.find(({ name }) => name === service.service.name);
      if (!change && service.service.deployment === 'external') continue;
      if (change?.desiredCount !== undefined) setDesired(world, service, change.desiredCount);
      deploy(world, service, revisionOf({ ...primaryOf(service), ...change }, change?.failure));
    }
  },
  scale: (world, { to }) => {
    for (const service of world.services)
      if (!service.service.daemon) setDesired(world, service, countFor(service, to));
  },
  drain: (world, { instances, replaced }) => {
    for (const instance of present(world, instances)) {
      drain(world, instance);
      if (replaced && instance.group && instance.status === 'draining' && !instance.terminating) {
        instance.terminating = true;
        launch(world, instance.group, 1, 'replacement');
      }
    }
  },
  'zone-loss': (world, { zone }) => {
    world.lostZones.add(zone);
    for (const instance of [...world.instances.values()]) if (instance.zone === zone) loseInstance(world, instance);
  },
  'spot-interruption': (world, { instances }) => {
    const isSpot = ({ group }: SimInstance) => group?.capacity.purchaseOption === 'spot';
    const hit = instances ? present(world, instances) : [...world.instances.values()].filter(isSpot);
    for (const instance of hit) {
      if (world.assumptions.spotDraining) drain(world, instance);
      world.queue.add(world.now + world.timings.spotNoticeSeconds, { code: 'instance-gone', instance });
    }
  },
  observe: () => {},
};

/** Lets a step of the scenario happen now. */
export function applyStep(world: World, index: number): void {
  const step = world.scenario[index]!;
  note(world, { code: 'scenario', step: index });
  forgetOscillations(world);
  (STEPS[step.code] as (world: World, step: ScenarioStep) => void)(world, step);
  armGroups(world);
}

const named = (world: World, services: readonly { readonly name: string }[] | undefined): SimService[] =>
  services ? services.map(({ name }) => world.byName.get(name)!) : [...world.services];

const present = (world: World, ids: readonly string[]): SimInstance[] =>
  ids.flatMap((id) => world.instances.get(id) ?? []);

function revisionOf(
  { demand, constraints }: Pick<Revision, 'demand' | 'constraints'>,
  failure: StartFailure | undefined,
): Revision {
  const attempts = failure?.attempts ?? 0;
  return {
    demand,
    constraints,
    failuresLeft: attempts === 'always' ? Number.POSITIVE_INFINITY : attempts,
    starts: 0,
    ...(failure && { failure }),
  };
}

function setDesired(world: World, service: SimService, desired: number): void {
  service.desired = desired;
  service.steadyAt = undefined;
  world.touched.add(service);
}

function countFor(service: SimService, to: Step<'scale'>['to']): number {
  const { scaling, name } = service.service;
  if (to === 'original') return service.service.desiredCount;
  if (to === 'maximum') return scaling?.maxTasks ?? service.desired;
  if (to === 'minimum') return scaling?.minTasks ?? service.desired;
  return Object.hasOwn(to, name) ? to[name]! : service.desired;
}
