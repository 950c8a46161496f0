import type { Cluster, Service } from '../../../fleet';
import type { Instance, PlacedTask } from '../../../instance';
import { serviceGroup } from '../../../placement-request';
import { DEFAULT_SCALING_ASSUMPTIONS, instancesAtTarget, NO_SCALING_MEMORY } from '../../../scaling';
import { DEFAULT_ROLLOUT_ASSUMPTIONS } from '../../assumptions';
import type { RolloutInput } from '../../scenario';
import { DEFAULT_FLEET_TIMINGS, taskTimings } from '../../timings';
import { type StagedKind, trafficSteps } from '../../traffic';
import { withDefaults } from '../../with-defaults';
import { addInstance, forgetInstance, isOccupied, largestSize, nextFacts } from '../instance-life';
import { createTask, settleAtStart } from '../task-life';
import { Board } from '../world/board';
import { EventQueue } from '../world/event-queue';
import { note, type SimEvent, type SimGroup, type SimInstance, type SimService, type World } from '../world/world';
import { chooseProvider } from './provider-choice';

/** The cluster at second 0: at rest, as far as its capacities can hold its services. */
export function startWorld(input: RolloutInput): World {
  const { cluster, scenario } = input;
  const assumptions = withDefaults(DEFAULT_ROLLOUT_ASSUMPTIONS, input.assumptions);
  const services = cluster.services.map((service) => startService(service, input));
  const daemons = services.filter(({ service }) => service.daemon);
  const world: World = {
    now: 0,
    queue: new EventQueue<SimEvent>(),
    board: new Board(assumptions),
    assumptions,
    scaling: withDefaults(DEFAULT_SCALING_ASSUMPTIONS, assumptions.scaling),
    timings: withDefaults(DEFAULT_FLEET_TIMINGS, input.timings),
    scenario,
    daemons,
    replicas: services.filter(({ service }) => !service.daemon),
    services,
    byName: new Map(services.map((service) => [service.service.name, service])),
    instances: new Map(),
    groups: cluster.capacities.map(
      (capacity): SimGroup => ({
        capacity,
        instances: new Set(),
        launched: 0,
        memory: NO_SCALING_MEMORY,
        armed: false,
        scaleOuts: new Map(),
      }),
    ),
    lostZones: new Set(),
    waiting: new Set(),
    touched: new Set(services),
    blocked: new Set(),
    roomFreed: false,
    oscillations: [],
    peakInstances: 0,
    timeline: [],
  };
  const underWay = deploymentsUnderWay(input);
  addInstances(world, cluster, underWay);
  const starting = firstDeployed(input);
  for (const service of [...world.daemons, ...world.replicas]) {
    if (starting.has(service.service.name)) continue;
    if (underWay.has(service.service.name)) {
      if (service.revisions.length > 1) service.completed = 1;
      continue;
    }
    service.completed = service.primary;
    if (service.service.daemon)
      for (const instance of world.instances.values()) startDaemonTask(world, service, instance);
    else startReplicas(world, service);
  }
  if (underWay.size === 0) for (const group of world.groups) growToTarget(world, group);
  // Instances that come for other services bring daemons, too.
  for (const service of services) service.lowestHealthy = service.healthy;
  noteStart(world);
  return world;
}

/** The services that the scenario creates: they have no tasks at the start. */
export function firstDeployed({ cluster, scenario }: RolloutInput): ReadonlySet<string> {
  const [first] = scenario;
  if (first?.code !== 'first-deployment') return new Set();
  return new Set((first.services ?? cluster.services).map(({ name }) => name));
}

type UnderWay = ReadonlyMap<string, ReadonlySet<string>>;

/** By name of the service, the tasks of the revision before. */
function deploymentsUnderWay({ scenario: [first] }: RolloutInput): UnderWay {
  return new Map(
    first?.code === 'continue' ? first.services.map(({ name, outgoing }) => [name, new Set(outgoing)]) : [],
  );
}

function startService(service: Service, { cluster, timings, traffic = {} }: RolloutInput): SimService {
  const options = Object.hasOwn(traffic, service.name) ? traffic[service.name] : undefined;
  const isStaged = service.deployment !== 'rolling' && service.deployment !== 'external';
  return {
    service,
    group: serviceGroup(service.name),
    strategy: service.daemon ? [] : (service.capacityProviderStrategy ?? cluster.defaultCapacityProviderStrategy ?? []),
    timings: taskTimings(service, timings),
    trafficSteps: isStaged ? trafficSteps(service.deployment as StagedKind, options) : [],
    desired: service.daemon ? 0 : service.desiredCount,
    revisions: [{ demand: service.demand, constraints: service.constraints, failuresLeft: 0, starts: 0 }],
    primary: 0,
    tasks: new Set(),
    created: 0,
    healthy: 0,
    lowestHealthy: 0,
    peakTasks: 0,
    failures: 0,
    failingWaves: 0,
    retryAt: 0,
    deploying: false,
    hopeless: false,
  };
}

/** The instances that are given, with their tasks, then as many as each capacity starts with. */
function addInstances(world: World, { instances, capacities }: Cluster, underWay: UnderWay): void {
  for (const facts of instances) {
    if (facts.status !== 'ACTIVE' && facts.status !== 'DRAINING') continue;
    const isOfService = (task: PlacedTask) => task.desiredStatus !== 'STOPPED' && serviceOf(world, task) !== undefined;
    const group = world.groups.find(({ capacity }) => capacity.name === facts.capacity);
    const bare: Instance = { ...facts, reserved: undefined, tasks: facts.tasks.filter((task) => !isOfService(task)) };
    const instance = addInstance(world, bare, group);
    for (const task of facts.tasks.filter(isOfService)) adopt(world, task, instance, underWay);
  }
  for (const [index, { desiredInstances, minInstances }] of capacities.entries()) {
    const group = world.groups[index]!;
    while (group.instances.size < (desiredInstances ?? minInstances) && grow(world, group));
  }
}

const serviceOf = (world: World, { group }: PlacedTask): SimService | undefined =>
  group.startsWith('service:') ? world.byName.get(group.slice('service:'.length)) : undefined;

/**
 * Takes over a task that runs already. One with another demand than its service asks for is of another revision, unless
 * it is known which tasks are.
 */
function adopt(world: World, placed: PlacedTask, instance: SimInstance, underWay: UnderWay): void {
  const service = serviceOf(world, placed)!;
  const [current, ...others] = service.revisions.map(({ demand }) => JSON.stringify(demand));
  const content = JSON.stringify(placed.demand);
  const isOther = underWay.get(service.service.name)?.has(placed.id);
  let revision = 0;
  if (isOther ?? content !== current) {
    revision = others.indexOf(content) + 1;
    if (revision === 0) {
      const { constraints } = service.revisions[0]!;
      revision = service.revisions.push({ demand: placed.demand, constraints, failuresLeft: 0, starts: 0 }) - 1;
    }
  }
  settleAtStart(world, createTask(service, instance.facts.capacityProvider, revision), instance);
}

/** Adds an instance, with the daemons that run already elsewhere, if the group may have one more. */
function grow(world: World, group: SimGroup): SimInstance | undefined {
  if (group.instances.size >= largestSize(world, group)) return undefined;
  const facts = nextFacts(world, group);
  if (!facts) return undefined;
  const instance = addInstance(world, facts, group);
  for (const daemon of world.daemons) if (daemon.completed !== undefined) startDaemonTask(world, daemon, instance);
  return instance;
}

/** Places what a service lacks; its provider's capacity grows for it as long as that helps. */
function startReplicas(world: World, service: SimService): void {
  while (service.tasks.size < service.desired) {
    const provider = chooseProvider(service);
    const instance = findOrGrow(world, service, provider);
    if (!instance) return;
    settleAtStart(world, createTask(service, provider), instance);
  }
}

function findOrGrow(world: World, service: SimService, provider: string | undefined): SimInstance | undefined {
  const find = () => {
    const id = world.board.find(service, provider);
    return id === undefined ? undefined : world.instances.get(id);
  };
  const found = find();
  const group = world.groups.find(({ capacity }) => capacity.capacityProvider?.name === provider);
  if (found || provider === undefined || !group?.capacity.capacityProvider?.managedScaling) return found;
  // One more in each zone, since a task may be bound to one of them.
  const added: SimInstance[] = [];
  for (let tries = group.capacity.zones.length; tries > 0; tries--) {
    const instance = grow(world, group);
    if (!instance) break;
    added.push(instance);
    const now = find();
    if (now) return now;
  }
  for (const instance of added) forgetInstance(world, instance);
  return undefined;
}

function startDaemonTask(world: World, service: SimService, instance: SimInstance): void {
  const has = [...instance.tasks].some((task) => task.service === service);
  if (has || instance.status !== 'active' || !world.board.isEligible(service, instance)) return;
  if (!world.board.hasRoomForDaemon(service, instance)) return;
  settleAtStart(world, createTask(service, undefined), instance);
  world.board.reserve(instance, world.daemons);
}

/** The timeline begins with what is there. */
function noteStart(world: World): void {
  for (const { id, zone, group, tasks } of world.instances.values()) {
    note(world, { code: 'instance-found', instance: id, zone, capacity: group?.capacity.name });
    for (const { id: task, service, revision } of tasks) {
      note(world, { code: 'task-found', service: service.service.name, task, revision, instance: id });
    }
  }
}

/** Managed scaling has already brought an occupied group to its target. */
function growToTarget(world: World, group: SimGroup): void {
  const target = group.capacity.capacityProvider?.managedScaling?.targetCapacity;
  if (target === undefined) return;
  const goal = instancesAtTarget([...group.instances].filter(isOccupied).length, target);
  while (group.instances.size < goal && grow(world, group));
}
