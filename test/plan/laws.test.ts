import fc from 'fast-check';
import { freeResources, holdingTasks, RESOURCE_NAMES, serviceGroup } from '../../lib/placement';
import { planOf } from '../../lib/plan';
import { modelOf } from '../template/model-of';
import { fleetTemplate, managed, scalableTarget, serviceTemplate } from './fleet-template';

const service = fc.record({
  cpuUnits: fc.constantFrom(64, 300, 700, 1024, 2500),
  memoryMiB: fc.constantFrom(64, 900, 2600, 7800),
  desired: fc.integer({ min: 0, max: 7 }),
  more: fc.integer({ min: 0, max: 6 }),
});

const group = fc.record({
  min: fc.integer({ min: 0, max: 3 }),
  more: fc.integer({ min: 0, max: 6 }),
  target: fc.constantFrom(50, 90, 100),
});

test('tasks are placed or wait, instances are never over-full, and groups stay within their sizes', () => {
  fc.assert(
    fc.property(fc.array(service, { maxLength: 3 }), group, (services, { min, more, target }) => {
      const rest = services.map(
        ({ cpuUnits, memoryMiB, desired, more: extra }, index) =>
          serviceTemplate(`S${index}`, cpuUnits, memoryMiB, managed(desired)) +
          scalableTarget(`S${index}`, desired, desired + extra),
      );
      const model = modelOf(fleetTemplate({ min, max: min + more, target, rest: rest.join('') }));
      const [cluster] = planOf(model).clusters;
      for (const scene of ['desired', 'peak'] as const) {
        const { instances, waiting, fewest, reasons } = cluster![scene];
        // Every task has the reason of the very place it has.
        const places = instances.flatMap(({ id, tasks }) => tasks.map((task) => [task.id, id]));
        expect(places.map(([task]) => [task, reasons().get(task!)?.instanceId])).toEqual(places);
        services.forEach(({ desired, more: extra }, index) => {
          const ofService = instances
            .flatMap(holdingTasks)
            .filter((task) => task.group === serviceGroup(`S${index}`)).length;
          const without = waiting.find((tasks) => tasks.service === `S${index}`);
          expect(ofService + (without?.count ?? 0)).toBe(scene === 'desired' ? desired : desired + extra);
          expect(without?.certain ?? 0).toBeLessThanOrEqual(without?.count ?? 0);
        });
        for (const one of instances) {
          const free = freeResources(one);
          for (const name of RESOURCE_NAMES) expect(free[name]).toBeGreaterThanOrEqual(0);
        }
        expect(instances.length).toBeGreaterThanOrEqual(min);
        expect(instances.length).toBeLessThanOrEqual(min + more);
        // What holds every task cannot be below a proved bound.
        const [bound] = fewest;
        if (waiting.length === 0 && bound!.answer.code === 'bounded') {
          expect(instances.length).toBeGreaterThanOrEqual(bound!.answer.lowerBound);
        }
      }
    }),
    { numRuns: 60 },
  );
});
