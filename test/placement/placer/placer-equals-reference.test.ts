import fc from 'fast-check';
import { type Instance, type PlacementRequest, Placer, place, seededRandom } from '../../../lib/placement';
import { anyAssumptions, anyInstance, anyInstances, anyRequest } from '../arbitrary-fleet';
import { referencePlace } from '../reference/reference-placement';

/** What can happen between two placements. */
type Step =
  | { readonly kind: 'place'; readonly request: number }
  | { readonly kind: 'release'; readonly pick: number }
  | { readonly kind: 'status'; readonly pick: number; readonly status: Instance['status'] }
  | { readonly kind: 'remove'; readonly pick: number }
  | { readonly kind: 'add'; readonly instance: Instance };

const pick = fc.nat(1000);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('place' as const), request: pick }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('release' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      pick,
      status: fc.constantFrom<Instance['status'][]>('ACTIVE', 'DRAINING'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('new', 'm11', 'A')
      .chain((id) => fc.record({ kind: fc.constant('add' as const), instance: anyInstance(id) })),
  },
);

/** The fleet as plain data, changed by making a new one. */
class Mirror {
  placed: { readonly request: PlacementRequest; readonly instanceId: string; readonly taskId: string }[] = [];

  constructor(public instances: readonly Instance[]) {}

  change(id: string, next: (instance: Instance) => Instance | undefined): void {
    this.instances = this.instances.flatMap((one) => (one.id === id ? (next(one) ?? []) : [one]));
  }

  put(request: PlacementRequest, instanceId: string): void {
    const taskId = String(Math.random());
    this.placed.push({ request, instanceId, taskId });
    const { group, demand } = request;
    this.change(instanceId, (one) => ({ ...one, tasks: [...one.tasks, { id: taskId, group, demand }] }));
  }

  take(index: number): void {
    const [{ instanceId, taskId }] = this.placed.splice(index, 1) as [(typeof this.placed)[number]];
    this.change(instanceId, (one) => ({ ...one, tasks: one.tasks.filter((task) => task.id !== taskId) }));
  }

  drop(instanceId: string): void {
    this.placed = this.placed.filter((task) => task.instanceId !== instanceId);
    this.change(instanceId, () => undefined);
  }
}

const byId = (answers: readonly { instanceId: string; rejections: readonly { code: string }[] }[]) =>
  Object.fromEntries(answers.map(({ instanceId, rejections }) => [instanceId, rejections.map(({ code }) => code)]));

test('the placer and the pure function give the answers of the reference, placement by placement', () => {
  const seen = { placed: 0, rejected: 0 };
  fc.assert(
    fc.property(
      anyInstances,
      fc.array(anyRequest, { minLength: 1, maxLength: 5 }),
      fc.array(anyStep, { maxLength: 40 }),
      anyAssumptions,
      fc.integer(),
      (instances, requests, steps, assumptions, seed) => {
        const mirror = new Mirror(instances);
        const placer = new Placer(instances, { assumptions, random: seededRandom(seed) });
        const [forPure, forReference] = [seededRandom(seed), seededRandom(seed)];
        for (const step of steps) {
          if (step.kind === 'place') {
            const request = requests[step.request % requests.length]!;
            const expected = referencePlace(request, mirror.instances, assumptions, forReference);
            const pure = place(request, mirror.instances, { assumptions, random: forPure });
            const explained = placer.explain(request);
            expect(placer.place(request)).toBe(expected.instanceId);
            seen[expected.instanceId === undefined ? 'rejected' : 'placed']++;
            if (pure.code === 'placed') expect(pure.instanceId).toBe(expected.instanceId);
            else {
              expect(expected.instanceId).toBeUndefined();
              expect(byId(pure.rejections)).toEqual(expected.reasons);
              expect(Object.fromEntries(explained.map((one) => [one.instanceId, one]))).toEqual(
                Object.fromEntries(pure.rejections.map((one) => [one.instanceId, one])),
              );
            }
            const refusing = Object.entries(expected.reasons).filter(([, codes]) => codes.length > 0);
            expect(byId(explained)).toEqual(Object.fromEntries(refusing));
            if (expected.instanceId !== undefined) mirror.put(request, expected.instanceId);
          } else if (step.kind === 'release' && mirror.placed.length > 0) {
            const index = step.pick % mirror.placed.length;
            const { request, instanceId } = mirror.placed[index]!;
            placer.release(request, instanceId);
            mirror.take(index);
          } else if (step.kind === 'add' && !mirror.instances.some(({ id }) => id === step.instance.id)) {
            placer.addInstance(step.instance);
            mirror.instances = [...mirror.instances, step.instance];
          } else if ((step.kind === 'status' || step.kind === 'remove') && mirror.instances.length > 0) {
            const { id } = mirror.instances[step.pick % mirror.instances.length]!;
            if (step.kind === 'remove') {
              placer.removeInstance(id);
              mirror.drop(id);
            } else {
              placer.setStatus(id, step.status);
              mirror.change(id, (one) => ({ ...one, status: step.status }));
            }
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
  expect(seen.placed).toBeGreaterThan(4000);
  expect(seen.rejected).toBeGreaterThan(700);
});

test('so it is on larger fleets that fill up', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `i-${(index * 37) % 60}`);
  const filled = { placed: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.tuple(...ids.map(anyInstance)),
      fc.array(anyRequest, { minLength: 3, maxLength: 3 }),
      anyAssumptions,
      fc.integer(),
      (instances, requests, assumptions, seed) => {
        const mirror = new Mirror(instances);
        const placer = new Placer(instances, { assumptions, random: seededRandom(seed) });
        const forReference = seededRandom(seed);
        for (let turn = 0; turn < 150; turn++) {
          const request = requests[(turn * turn) % 3]!;
          const { instanceId } = referencePlace(request, mirror.instances, assumptions, forReference);
          if (usesNoDraw(request)) expect(placer.find(request)).toBe(instanceId);
          expect(placer.place(request)).toBe(instanceId);
          filled[instanceId === undefined ? 'refused' : 'placed']++;
          if (instanceId !== undefined) mirror.put(request, instanceId);
        }
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
  expect(filled.placed).toBeGreaterThan(500);
  expect(filled.refused).toBeGreaterThan(100);
});

const usesNoDraw = (request: PlacementRequest): boolean => !request.strategies?.some(({ type }) => type === 'random');
