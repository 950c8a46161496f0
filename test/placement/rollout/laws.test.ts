import fc from 'fast-check';
import {
  configDeadlock,
  type RolloutInput,
  type RolloutResult,
  simulate,
  taskBounds,
} from '../../../lib/placement/rollout';
import { arbitraryCalmInput, arbitraryInput, arbitraryPercents } from './arbitrary-scenario';
import { cluster, instance, service } from './small-cluster';

const runs = { numRuns: 150 };

/** Plays the timeline through and looks at all tasks after everything that happens at one time. */
function replay(result: RolloutResult, look: (tasks: ReadonlyMap<string, ReplayedTask>) => void): void {
  const tasks = new Map<string, ReplayedTask>();
  result.timeline.forEach((event, index) => {
    if ('task' in event) {
      const { service: name, revision } = event;
      const task = tasks.get(event.task) ?? { service: name, revision, phase: 'task-waiting' };
      tasks.set(event.task, { ...task, ...('instance' in event && { instance: event.instance }), phase: event.code });
      const isGone = event.code === 'task-stopped' || event.code === 'task-lost';
      if (isGone || (event.code === 'task-stopping' && !task.instance)) tasks.delete(event.task);
    }
    if (result.timeline[index + 1]?.atSeconds !== event.atSeconds) look(tasks);
  });
}

interface ReplayedTask {
  readonly service: string;
  readonly revision: number;
  readonly instance?: string;
  readonly phase: string;
}

/** The demand of a revision in inputs whose only update comes first and gives every service a demand. */
function demandOf(
  { cluster: { services }, scenario: [update] }: RolloutInput,
  { service: name, revision }: ReplayedTask,
) {
  const changes = update?.code === 'update' ? update.services : undefined;
  const changed = revision > 0 && changes?.find((change) => change.name === name)?.demand;
  return changed || services.find((one) => one.name === name)!.demand;
}

test('every simulation ends, and the same input gives the same timeline', () => {
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const result = simulate(input);
      expect(simulate(input)).toEqual(result);
      const times = result.timeline.map(({ atSeconds }) => atSeconds);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    }),
    { numRuns: 300 },
  );
});

test('no instance is ever over its capacity, neither by the ledger of placement nor by that of time', () => {
  fc.assert(
    fc.property(arbitraryCalmInput, (input) => {
      const size = new Map(input.cluster.capacities.map(({ name, instanceTypes: [type] }) => [name, type!.registered]));
      replay(simulate(input), (tasks) => {
        const placed = new Map<string, number>();
        const present = new Map<string, number>();
        const ports = new Set<string>();
        for (const task of tasks.values()) {
          if (!task.instance) continue;
          const { memoryMiB, tcpPorts } = demandOf(input, task);
          const isPlaced = task.phase !== 'task-stopping';
          if (isPlaced) placed.set(task.instance, (placed.get(task.instance) ?? 0) + memoryMiB);
          if (task.phase === 'task-running' || task.phase === 'task-healthy' || task.phase === 'task-stopping') {
            present.set(task.instance, (present.get(task.instance) ?? 0) + memoryMiB);
            for (const port of tcpPorts) {
              expect(ports).not.toContain(`${task.instance}:${port}`);
              ports.add(`${task.instance}:${port}`);
            }
          }
        }
        for (const used of [placed, present]) {
          for (const [id, memoryMiB] of used)
            expect(memoryMiB).toBeLessThanOrEqual(size.get(id.split('/')[0]!)!.memoryMiB);
        }
      });
    }),
    runs,
  );
});

test('in a rolling update without faults healthy tasks never go below the lower, active ones never above the upper bound', () => {
  fc.assert(
    fc.property(arbitraryCalmInput, (input) => {
      // Draining for scale-in replaces tasks under the same bounds; terminating an occupied instance undrained is a fault.
      fc.pre(
        input.cluster.capacities.every(
          ({ capacityProvider: one }) => one!.managedDraining || one!.managedTerminationProtection,
        ),
      );
      const result = simulate(input);
      for (const one of input.cluster.services) {
        if (one.daemon || one.deployment !== 'rolling') continue;
        const bounds = taskBounds(one.desiredCount, one);
        const { lowestHealthy } = result.services.find(({ name }) => name === one.name)!;
        const atStart = result.timeline.filter(
          (event) => event.code === 'task-found' && event.service === one.name,
        ).length;
        expect(lowestHealthy).toBeGreaterThanOrEqual(Math.min(bounds.lower, atStart));
        replay(result, (tasks) => {
          const active = [...tasks.values()].filter(
            ({ service: name, phase }) =>
              name === one.name && (phase !== 'task-stopping' || input.assumptions?.stoppingCounts === true),
          );
          expect(active.length).toBeLessThanOrEqual(Math.max(bounds.upper, atStart));
        });
      }
    }),
    runs,
  );
});

test('with room without end an update is stuck exactly where its percents are deadlocked', () => {
  fc.assert(
    fc.property(
      fc.nat(30),
      arbitraryPercents,
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 100, max: 210 }),
      fc.boolean(),
      (desired, usual, min, max, odd) => {
        const percents = odd ? { minimumHealthyPercent: min, maximumPercent: max } : usual;
        const { services } = simulate({
          cluster: cluster({ instances: [instance('i-1', 1_000_000)], services: [service('web', desired, percents)] }),
          scenario: [{ code: 'update' }],
        });
        const deadlock = configDeadlock({ min: desired, max: desired }, percents);
        const [{ outcome }] = services as [(typeof services)[number]];
        expect(outcome.code).toBe(deadlock ? 'stuck' : 'steady');
        if (outcome.code === 'stuck') expect(outcome.stuck).toMatchObject({ cause: 'config', deadlock });
      },
    ),
    { numRuns: 1000 },
  );
});

test('a stuck service is refused by every instance, and its providers hold for good', () => {
  let seen = 0;
  fc.assert(
    fc.property(arbitraryInput, (input) => {
      const result = simulate(input);
      for (const { outcome } of result.services) {
        if (outcome.code !== 'stuck' || outcome.stuck.cause !== 'capacity') continue;
        seen++;
        const { rejections, providers } = outcome.stuck;
        for (const one of rejections) expect(one.rejections).not.toEqual([]);
        for (const { decision } of providers) {
          if (decision) expect(decision.code === 'hold' || result.oscillations.length > 0).toBe(true);
        }
      }
    }),
    runs,
  );
  expect(seen).toBeGreaterThan(10);
});
