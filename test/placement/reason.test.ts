import fc from 'fast-check';
import {
  explainPlace,
  type Instance,
  type PlacementRequest,
  type PlacementStrategy,
  Placer,
  place,
  planCluster,
  seededRandom,
  stowServices,
} from '../../lib/placement';
import { anyAssumptions, anyInstances, anyRequest } from './arbitrary-fleet';
import { instanceOf, requestOf, running } from './fixtures';

const ZONE = { type: 'spread', field: 'attribute:ecs.availability-zone' } as const;
const MEMORY = { type: 'binpack', field: 'memory' } as const;
const by = (...strategies: PlacementStrategy[]) => requestOf({ memoryMiB: 200 }, { strategies });
const sized = (id: string, memoryMiB: number, zone = 'x') => instanceOf(id, { memoryMiB, zone });

test('a reason counts what refuses, and says how each strategy narrowed the rest', () => {
  const instances = [
    running(sized('a', 900, 'x'), 2),
    running(sized('b', 900, 'y'), 1),
    sized('c', 600, 'y'),
    sized('d', 100, 'y'),
  ];
  expect(explainPlace(by(ZONE, MEMORY), instances)).toEqual({
    instanceId: 'c',
    instances: 4,
    candidates: 3,
    refused: [{ code: 'memory', instances: 1 }],
    steps: [
      { code: 'spread', attribute: 'ecs.availability-zone', value: 'y', tasks: 1, from: 3, kept: 2 },
      { code: 'binpack', resource: 'memory', free: 600, from: 2, kept: 1 },
    ],
  });
});

test('ties are told: the fewest tasks of the group, then the first id', () => {
  const instances = [running(sized('a', 900), 1), sized('c', 900), sized('b', 900)];
  expect(explainPlace(by(MEMORY), instances)?.steps).toEqual([
    { code: 'binpack', resource: 'memory', free: 900, from: 3, kept: 3 },
    { code: 'fewest-tasks', tieBreak: true, tasks: 0, from: 3, kept: 2 },
    { code: 'first-id', from: 2, kept: 1 },
  ]);
});

test('an instance that refuses for several reasons counts for each', () => {
  const request = requestOf({ memoryMiB: 200, cpuUnits: 3000 }, { strategies: [MEMORY] });
  const refused = explainPlace(request, [
    instanceOf('a', { cpuUnits: 4096 }),
    instanceOf('b'),
    instanceOf('c', { memoryMiB: 100 }),
  ])?.refused;
  expect(refused).toEqual([
    { code: 'cpu', instances: 2 },
    { code: 'memory', instances: 1 },
  ]);
});

test('values that come last have no count of tasks', () => {
  const request = by({ type: 'spread', field: 'attribute:rack' });
  const answer = explainPlace(request, [sized('a', 900), sized('b', 900)], {
    assumptions: { missingSpreadAttribute: 'last' },
  });
  expect(answer?.steps[0]).toEqual({ code: 'spread', attribute: 'rack', value: '', from: 2, kept: 2 });
});

test('a reason is of the place that is given, and there is one exactly if there is a place', () => {
  fc.assert(
    fc.property(anyInstances, anyRequest, anyAssumptions, fc.integer(), (instances, request, assumptions, seed) => {
      const answer = place(request, instances, { assumptions, random: seededRandom(seed) });
      const reason = explainPlace(request, instances, { assumptions, random: seededRandom(seed) });
      expect(reason?.instanceId).toBe(answer.code === 'placed' ? answer.instanceId : undefined);
      if (!reason) return;
      const { candidates, refused, steps } = reason;
      expect(refused.length === 0).toBe(candidates === reason.instances);
      expect(steps.map(({ from }) => from)).toEqual([candidates, ...steps.map(({ kept }) => kept)].slice(0, -1));
      expect(steps.at(-1)?.kept ?? candidates).toBe(1);
      for (const { from } of steps) expect(from).toBeGreaterThan(1);
    }),
    { numRuns: 400 },
  );
});

const isSettled = ({ strategies = [] }: PlacementRequest) => strategies.every(({ type }) => type !== 'random');

test('a placer that gives reasons places alike, and gives the reasons of single placements', () => {
  fc.assert(
    fc.property(anyInstances, fc.array(anyRequest, { maxLength: 20 }), fc.integer(), (instances, requests, seed) => {
      const [plain, told] = [1, 2].map(() => new Placer(instances, { random: seededRandom(seed) }));
      const now = new Map<string, Instance>(instances.map((one) => [one.id, one]));
      requests.forEach((request, index) => {
        const reason = told!.placeWithReason(request);
        expect(reason?.instanceId).toBe(plain!.place(request));
        if (isSettled(request)) expect(reason).toEqual(explainPlace(request, [...now.values()]));
        if (!reason) return;
        const { group, demand } = request;
        const one = now.get(reason.instanceId)!;
        now.set(one.id, { ...one, tasks: [...one.tasks, { id: String(index), group, demand }] });
      });
    }),
    { numRuns: 200 },
  );
});

test('instances that come and go are counted anew', () => {
  const placer = new Placer([sized('a', 900), sized('b', 100)]);
  const request = by(MEMORY);
  expect(placer.placeWithReason(request)).toMatchObject({ instances: 2, candidates: 1 });
  placer.addInstance(sized('c', 300));
  placer.removeInstance('b');
  expect(placer.placeWithReason(request)).toMatchObject({ instanceId: 'c', instances: 2, candidates: 2, refused: [] });
});

test('a plan of a cluster with reasons is the plan without, and has one for each task that it placed', () => {
  const service = {
    name: 'web',
    demand: requestOf({ memoryMiB: 400 }).demand,
    constraints: [],
    daemon: false,
    desiredCount: 5,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deployment: 'rolling' as const,
  };
  const instances = [running(sized('a', 1000, 'x'), 1), sized('b', 1000, 'y')];
  const { reasons, ...plan } = stowServices({ services: [service] }, instances, { reasons: true });
  expect(plan).toEqual(stowServices({ services: [service] }, instances));
  expect([...reasons!].map(([id, { instanceId }]) => `${id} on ${instanceId}`)).toEqual([
    'service:web/2 on b',
    'service:web/3 on a',
    'service:web/4 on b',
    'service:web/5 on a',
  ]);
});

test('services are stowed as a cluster is planned, without the explanations', () => {
  fc.assert(
    fc.property(anyInstances, fc.array(anyRequest, { maxLength: 4 }), fc.nat(6), (instances, requests, count) => {
      const services = requests.map(({ demand, constraints = [], strategies, subnetZones }, index) => ({
        ...{
          name: `s${index}`,
          daemon: index === 0,
          desiredCount: count,
          demand,
          constraints,
          strategies,
          subnetZones,
        },
        ...{ minimumHealthyPercent: 100, maximumPercent: 200, deployment: 'rolling' as const },
      }));
      const { unplaced, ...plan } = planCluster({ services }, instances);
      const stowed = stowServices({ services }, instances);
      expect(stowed).toEqual({ ...plan, unplaced: unplaced.map(({ explanation: _, ...rest }) => rest) });
    }),
    { numRuns: 100 },
  );
});
