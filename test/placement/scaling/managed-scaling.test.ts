import fc from 'fast-check';
import {
  DEFAULT_MANAGED_SCALING,
  DEFAULT_SCALING_ASSUMPTIONS,
  passesWithTime,
  type ScalingObservation,
} from '../../../lib/placement/scaling';
import { NO_DEMAND } from '../../../lib/placement/task-demand';
import { decide, needOf, observed, runScaling } from './scaling-run';

describe('scaling out', () => {
  test('one datapoint above the target is enough', () => {
    expect(decide(observed(3, { need: needOf(2) }))).toMatchObject({ code: 'scale-out', from: 3, to: 5, needed: 5 });
  });

  test('the smallest and the largest step bound what is added', () => {
    const steps = { ...DEFAULT_MANAGED_SCALING, minimumScalingStepSize: 4, maximumScalingStepSize: 6 };
    expect(decide(observed(3, { need: needOf(1) }), steps)).toMatchObject({ to: 7 });
    expect(decide(observed(3, { need: needOf(50) }), steps)).toMatchObject({ to: 9 });
  });

  test('the maximum size caps it, and at the maximum size nothing helps', () => {
    expect(decide(observed(3, { need: needOf(9), maxInstances: 5 }))).toMatchObject({ code: 'scale-out', to: 5 });
    expect(decide(observed(5, { need: needOf(9), maxInstances: 5 }))).toMatchObject({ because: 'maximum-size' });
  });

  test('the warm-up period gates the next one', () => {
    const decisions = runScaling(7, (minute) => observed(minute === 0 ? 2 : 3, { need: needOf(1) }));
    const outs = decisions.flatMap((decision, minute) => (decision.code === 'scale-out' ? [minute] : []));
    expect(outs).toEqual([0, 5]);
    expect(decisions[1]).toMatchObject({ because: 'warming-up' });
  });

  test('from zero it is two instances whatever is needed; the knob counts from the target instead', () => {
    const low = { ...DEFAULT_MANAGED_SCALING, targetCapacity: 60 };
    const proportional = { ...DEFAULT_SCALING_ASSUMPTIONS, fromZero: 'proportional' as const };
    const empty = observed(0, { need: needOf(50) });
    expect(decide(empty)).toMatchObject({ reservation: 200, to: 2 });
    expect(decide(empty, low)).toMatchObject({ to: 2 });
    expect(decide(empty, low, proportional)).toMatchObject({ to: 4 });
  });

  test('a target below 100 keeps spare instances', () => {
    const settings = { ...DEFAULT_MANAGED_SCALING, targetCapacity: 80 };
    expect(decide(observed(8), settings)).toMatchObject({ code: 'scale-out', to: 10 });
    expect(decide(observed(10, { occupied: 8 }), settings)).toMatchObject({ because: 'at-target' });
    expect(runScaling(40, () => observed(9, { occupied: 7 }), settings).at(-1)).toMatchObject({ because: 'at-target' });
  });

  test('tasks that fit no type leave the metric at its target', () => {
    const need = { add: 0, groups: [{ code: 'excluded' as const, demand: NO_DEMAND, count: 1, lacking: [] }] };
    expect(decide(observed(2, { need, occupied: 0 }))).toMatchObject({ because: 'no-type-fits', reservation: 100 });
  });
});

describe('scaling in', () => {
  const shrinking = (start: number, occupied: number, changes: Partial<ScalingObservation> = {}) => {
    let instances = start;
    return runScaling(40, (_, last) => {
      if (last?.code === 'scale-in') instances = last.to;
      return observed(instances, { occupied, removable: instances - occupied, ...changes });
    });
  };
  const sizes = (decisions: ReturnType<typeof runScaling>) =>
    decisions.flatMap((decision) => (decision.code === 'scale-in' ? [decision.to] : []));

  test('waits for fifteen datapoints, then takes less than half each minute', () => {
    const decisions = shrinking(10, 0);
    expect(decisions.findIndex((decision) => decision.code === 'scale-in')).toBe(14);
    expect(sizes(decisions)).toEqual([6, 4, 3, 2, 1, 0]);
  });

  test('never goes below what is occupied at the target, nor below the minimum size', () => {
    expect(sizes(shrinking(10, 4))).toEqual([6, 4]);
    expect(shrinking(10, 4, { minInstances: 7 }).at(-1)).toMatchObject({ because: 'minimum-size' });
  });

  test('protected instances stay', () => {
    expect(shrinking(5, 1, { removable: 0 }).at(-1)).toMatchObject({ because: 'instances-protected' });
  });

  test('a scale-out starts the fifteen minutes anew', () => {
    const decisions = runScaling(35, (minute) =>
      minute === 10 ? observed(4, { need: needOf(1) }) : observed(5, { occupied: 4 }),
    );
    expect(decisions.findIndex((decision) => decision.code === 'scale-in')).toBe(25);
  });
});

test('what time cannot change repeats for ever, and sizes stay within the limits', () => {
  const figures = fc.record({
    instances: fc.nat(20),
    occupied: fc.nat(20),
    removable: fc.nat(20),
    add: fc.nat(5),
    targetCapacity: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(figures, ({ instances, occupied, removable, add, targetCapacity }) => {
      const observation = observed(instances, {
        occupied: Math.min(occupied, instances),
        removable: Math.min(removable, instances),
        need: add > 0 ? needOf(add) : { add, groups: [] },
        minInstances: 1,
        maxInstances: 15,
      });
      const decisions = runScaling(40, () => observation, { ...DEFAULT_MANAGED_SCALING, targetCapacity });
      const resting = decisions.findIndex((decision) => !passesWithTime(decision));
      if (resting >= 0)
        expect(new Set(decisions.slice(resting).map((decision) => JSON.stringify(decision))).size).toBe(1);
      for (const decision of decisions) {
        if (decision.code === 'scale-out') expect(decision.to > instances && decision.to <= 15).toBe(true);
        if (decision.code === 'scale-in') expect(decision.to < instances && decision.to >= 1).toBe(true);
      }
    }),
  );
});
