import fc from 'fast-check';
import {
  freeResources,
  type Instance,
  NO_DEMAND,
  type PlacementRequest,
  Placer,
  place,
  RESOURCE_NAMES,
  seededRandom,
  type TaskDemand,
} from '../../lib/placement';
import { anyAssumptions, anyDemand, anyInstances, anyRequest } from './arbitrary-fleet';

const anySeed = fc.integer();

/** Fills a fleet task by task and gives the instances afterwards. */
function filled(instances: readonly Instance[], requests: readonly PlacementRequest[], seed: number) {
  const placer = new Placer(instances, { random: seededRandom(seed) });
  const byId = new Map(instances.map((one) => [one.id, one]));
  const places = requests.map((request) => placer.place(request));
  places.forEach((id, index) => {
    if (id === undefined) return;
    const { group, demand } = requests[index]!;
    byId.set(id, { ...byId.get(id)!, tasks: [...byId.get(id)!.tasks, { id: String(index), group, demand }] });
  });
  return { places, after: [...byId.values()] };
}

test('no placement takes more than there is, nor a port twice', () => {
  fc.assert(
    fc.property(anyInstances, fc.array(anyRequest, { maxLength: 30 }), anySeed, (instances, requests, seed) => {
      const { after, places } = filled(instances, requests, seed);
      for (const instance of after) {
        const before = instances.find(({ id }) => id === instance.id)!;
        const [free, freeBefore] = [freeResources(instance), freeResources(before)];
        // An instance may be over-committed from the start; placing must not make that worse.
        for (const name of RESOURCE_NAMES) expect(free[name]).toBeGreaterThanOrEqual(Math.min(0, freeBefore[name]));
        const placed = requests.filter((_, index) => places[index] === instance.id);
        const ports = placed.flatMap(({ demand }) => demand.tcpPorts);
        expect(new Set(ports).size).toBe(ports.length);
        expect(ports.filter((port) => instance.registered.reservedTcpPorts.includes(port))).toEqual([]);
      }
    }),
    { numRuns: 400 },
  );
});

test('no task goes where a check refuses it', () => {
  fc.assert(
    fc.property(anyInstances, anyRequest, anyAssumptions, (instances, request, assumptions) => {
      const answer = place(request, instances, { assumptions });
      const refusing = new Placer(instances, { assumptions }).explain(request).map(({ instanceId }) => instanceId);
      if (answer.code === 'placed') expect(refusing).not.toContain(answer.instanceId);
      else expect(refusing.sort()).toEqual(instances.map(({ id }) => id).sort());
    }),
    { numRuns: 400 },
  );
});

const smaller = (demand: TaskDemand, by: TaskDemand): TaskDemand => ({
  ...demand,
  cpuUnits: Math.min(demand.cpuUnits, by.cpuUnits),
  memoryMiB: Math.min(demand.memoryMiB, by.memoryMiB),
  networkInterfaces: Math.min(demand.networkInterfaces, by.networkInterfaces),
  ebsVolumes: Math.min(demand.ebsVolumes, by.ebsVolumes),
  gpus: typeof demand.gpus === 'number' && typeof by.gpus === 'number' ? Math.min(demand.gpus, by.gpus) : demand.gpus,
  tcpPorts: demand.tcpPorts.filter((port) => by.tcpPorts.includes(port)),
  udpPorts: demand.udpPorts.filter((port) => by.udpPorts.includes(port)),
});

test('a smaller task fits wherever a larger one does', () => {
  fc.assert(
    fc.property(anyInstances, anyRequest, anyDemand, (instances, request, by) => {
      const placer = new Placer(instances);
      const refuses = (demand: TaskDemand) =>
        new Set(placer.explain({ ...request, demand }).map(({ instanceId }) => instanceId));
      const forLarger = refuses(request.demand);
      for (const id of refuses(smaller(request.demand, by))) expect(forLarger).toContain(id);
    }),
    { numRuns: 400 },
  );
});

test('the order in which instances are listed does not matter', () => {
  fc.assert(
    fc.property(
      anyInstances.chain((instances) =>
        fc.tuple(fc.constant(instances), fc.shuffledSubarray([...instances], { minLength: instances.length })),
      ),
      fc.array(anyRequest, { maxLength: 10 }),
      anySeed,
      ([instances, shuffled], requests, seed) => {
        expect(filled(shuffled, requests, seed).places).toEqual(filled(instances, requests, seed).places);
      },
    ),
    { numRuns: 400 },
  );
});

test('the same seed gives the same placements, another seed may not', () => {
  const instances = fc.sample(anyInstances, { seed: 1, numRuns: 1 })[0]!;
  const request: PlacementRequest = { demand: NO_DEMAND, group: 'g', strategies: [{ type: 'random' }] };
  const usable = instances.map((one) => ({ ...one, status: 'ACTIVE' as const, agentConnected: true, attributes: {} }));
  const places = (seed: number) => filled(usable, Array(20).fill(request), seed).places;
  expect(places(7)).toEqual(places(7));
  expect(places(7)).not.toEqual(places(8));
});
