import fc from 'fast-check';
import {
  agentAttributes,
  type Instance,
  instanceType,
  planCluster,
  registeredResources,
  unusedResources,
} from '../../lib/placement';
import { type Choice, type SizeOptions, sizeOf } from '../../lib/size';
import { fleetTemplate, managed, scalableTarget, serviceTemplate } from '../plan/fleet-template';
import { modelOf } from '../template/model-of';

const service = fc.record({
  cpuUnits: fc.constantFrom(64, 300, 700, 1024, 2500),
  memoryMiB: fc.constantFrom(64, 900, 2600, 7800),
  desired: fc.integer({ min: 1, max: 6 }),
  more: fc.integer({ min: 0, max: 5 }),
});

const options: fc.Arbitrary<SizeOptions> = fc.record(
  {
    headroomPercent: fc.constantFrom(0, 10, 35),
    survivesZone: fc.boolean(),
    rollout: fc.boolean(),
    families: fc.subarray(['m5', 'c6g', 'r7i', 't3'], { minLength: 1 }),
    architectures: fc.subarray(['x86_64', 'arm64'] as const, { minLength: 1 }),
    at: fc.constant(['desired', 'maximum'] as const),
  },
  { requiredKeys: ['at'] },
);

/** The instances of a row, made again from nothing but what the row says. */
const instancesOf = ({ parts }: Choice): Instance[] =>
  parts.flatMap((part) => {
    const found = instanceType(part.instanceType);
    if (found.code !== 'found') throw new Error(`${part.instanceType} is in no table`);
    return Object.entries(part.zones).flatMap(([zone, count]) =>
      Array.from({ length: count }, (_, number) => ({
        id: `${part.instanceType}-${zone}-${number}`,
        instanceType: part.instanceType,
        zone,
        status: 'ACTIVE' as const,
        agentConnected: true,
        registered: registeredResources(found.type),
        attributes: agentAttributes(found.type),
        tasks: [],
      })),
    );
  });

test('every row holds what was asked, obeys the filters, and costs no less than the bound', () => {
  let rows = 0;
  fc.assert(
    fc.property(fc.array(service, { minLength: 1, maxLength: 3 }), options, (services, asked) => {
      const rest = services.map(
        ({ cpuUnits, memoryMiB, desired, more }, index) =>
          serviceTemplate(`S${index}`, cpuUnits, memoryMiB, managed(desired)) +
          scalableTarget(`S${index}`, desired, desired + more),
      );
      for (const { at, pools } of sizeOf(modelOf(fleetTemplate({ rest: rest.join('') })), asked).clusters) {
        for (const sized of pools) {
          if (sized.code !== 'sized') continue;
          const ofPresent = sized.rows.find(({ reasons }) => reasons.some(({ code }) => code === 'same-type'));
          if (sized.now && !sized.now.shortfall && ofPresent) {
            expect(sized.now.instances).toBeGreaterThanOrEqual(ofPresent.bound!.atLeast);
            expect(sized.now.instances).toBeGreaterThanOrEqual(ofPresent.instances);
          }
          for (const row of sized.rows) {
            rows++;
            const { pool } = sized;
            const before = pool.services.map((one) => ({ ...one, desiredCount: pool.desired.get(one.name)! }));
            const first = planCluster({ services: before }, instancesOf(row));
            const { instances, unplaced } = planCluster(pool, first.instances);
            expect(unplaced).toEqual([]);
            for (const name of ['cpuUnits', 'memoryMiB'] as const) {
              const free = instances.reduce((sum, one) => sum + unusedResources(one)[name], 0);
              const all = instances.reduce((sum, one) => sum + one.registered[name], 0);
              expect(free / all).toBeGreaterThanOrEqual((asked.headroomPercent ?? 10) / 100);
            }
            if (asked.survivesZone) {
              for (const lost of pool.zones) {
                const left = instances.filter(({ zone }) => zone !== lost);
                expect(planCluster(pool, left).unplaced).toEqual([]);
              }
            }
            // No image states its architecture: rows of the other one say so, and only the rest is bounded.
            if (!row.imagesFor) expect(row.usdPerHour).toBeGreaterThanOrEqual(sized.leastUsdPerHour - 1e-9);
            expect(row.instances).toBeGreaterThanOrEqual(row.bound?.atLeast ?? 0);
            const family = row.parts[0]!.instanceType.split('.')[0]!;
            const isPresent = row.parts[0]!.instanceType === 'm5.large';
            if (asked.families) expect([...asked.families, ...(isPresent ? ['m5'] : [])]).toContain(family);
            if (asked.architectures && !isPresent) expect(asked.architectures).toContain(row.parts[0]!.architecture);
          }
          expect(sized.rows.map(({ usdPerHour }) => usdPerHour)).toEqual(
            sized.rows.map(({ usdPerHour }) => usdPerHour).sort((left, right) => left - right),
          );
          expect(['desired', 'maximum']).toContain(at);
        }
      }
    }),
    { numRuns: 30, seed: 7 },
  );
  expect(rows).toBeGreaterThan(60);
});
