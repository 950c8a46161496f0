import fc from 'fast-check';
import { balancedZones, isZoneBalanced, nextZoneMove, rebalancingObstacles } from '../../../lib/placement/scaling';

const service = { daemon: false, maximumPercent: 200, constraints: [], zoneRebalancing: true };
const zones = (...counts: number[]) => new Map(counts.map((count, index) => [`zone-${index}`, count]));

describe('what keeps a service from being rebalanced', () => {
  test('nothing, for a replica service with the default strategy and room above its desired count', () => {
    expect(rebalancingObstacles(service)).toEqual([]);
  });

  test('every obstacle is named', () => {
    expect(
      rebalancingObstacles({
        daemon: true,
        maximumPercent: 100,
        zoneRebalancing: false,
        strategies: [{ type: 'binpack', field: 'cpu' }],
        constraints: [{ type: 'memberOf', expression: 'attribute:ecs.availability-zone == eu-west-1a' }],
      }),
    ).toEqual(['disabled', 'daemon', 'maximum-percent', 'first-strategy', 'zone-constraint']);
  });

  test('a strategy after a spread over zones is no obstacle', () => {
    const strategies = [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
    ] as const;
    expect(rebalancingObstacles({ ...service, strategies })).toEqual([]);
  });
});

test('the next move goes from the fullest to the emptiest zone, if they differ by two', () => {
  expect(nextZoneMove(zones(2, 0))).toEqual({ startIn: 'zone-1', stopIn: 'zone-0' });
  expect(nextZoneMove(zones(1, 0))).toBeUndefined();
  expect(nextZoneMove(zones())).toBeUndefined();
});

test('moving one task at a time reaches the balanced shares in at most as many steps as there are tasks', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }), (counts) => {
      const current = zones(...counts);
      const desired = counts.reduce((sum, count) => sum + count, 0);
      let steps = 0;
      for (let move = nextZoneMove(current); move; move = nextZoneMove(current)) {
        current.set(move.startIn, current.get(move.startIn)! + 1);
        current.set(move.stopIn, current.get(move.stopIn)! - 1);
        expect(++steps).toBeLessThanOrEqual(desired);
      }
      const sorted = (map: ReadonlyMap<string, number>) => [...map.values()].sort((a, b) => a - b);
      expect(sorted(current)).toEqual(sorted(balancedZones(desired, [...current.keys()])));
      expect(isZoneBalanced(current)).toBe(true);
    }),
  );
});
