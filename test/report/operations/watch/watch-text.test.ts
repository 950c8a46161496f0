import type { Forecast, WatchState } from '../../../../lib/operations';
import { watchChangeText, watchEndText, watchPulseText } from '../../../../lib/report/operations';

const page = { colour: false };

const state = (given: Partial<WatchState>): WatchState => ({
  ...{ deployments: [], zones: {}, instances: {}, targets: [], waiting: [] },
  ...given,
});

const line = (given: Partial<WatchState>) => watchChangeText({ code: 'state', state: state(given) }, page);

test('up to ten instances are named, of more how many and the fullest', () => {
  const instances = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`i-${index}`, index === 7 ? 3 : 1]));
  expect(line({ instances: instances(10) })).toContain('1 on i-9');
  expect(line({ instances: instances(11) })).toBe('on 11 instances, at most 3 (i-7)');
});

test('the circuit breaker is told of from the first failure on', () => {
  const of = (failures: number) => line({ breaker: { failures, limit: 3, rollsBack: true } });
  expect(of(0)).toBe('');
  expect(of(2)).toMatch(/2 of 3/);
});

test('stages are told of, save those of a rolling deployment', () => {
  const of = (strategy: string) =>
    line({
      rollout: {
        ...{ id: 'r', strategy, status: 'IN_PROGRESS', stage: 'BAKE_TIME', productionPercent: 100 },
        ...{ hooks: [], alarms: ['errors', 'latency'], alarmed: ['errors'] },
      },
    });
  expect(of('CANARY')).toBe('CANARY IN_PROGRESS at BAKE_TIME, 100% of the traffic on the new revision, alarm errors');
  expect(of('ROLLING')).toBe('alarm errors');
});

test.each([
  [
    { code: 'hook', hook: { name: 'smoke', status: 'IN_PROGRESS' }, stage: 'POST_SCALE_UP' },
    ['smoke', 'POST_SCALE_UP'],
  ],
  [
    { code: 'hook', hook: { status: 'AWAITING_ACTION', expiresAt: 'noon', atExpiry: 'ROLLBACK' } },
    ['noon', 'ROLLBACK'],
  ],
  [{ code: 'stage', stage: 'BAKE_TIME', bakeMinutes: 10 }, ['10 min']],
  [{ code: 'stage', stage: 'CLEAN_UP' }, ['CLEAN_UP']],
] as const)('what is waited for is named: %j', (waiting, words) => {
  const text = watchPulseText(state({ waiting: [waiting] }), 75);
  for (const word of [...words, '1 min 15 s']) expect(text).toContain(word);
});

const step = {
  cause: 'capacity',
  counts: { desired: 4, bounds: { lower: 4, upper: 8 }, outgoing: 3, kept: 2, settling: 0, healthy: 4, active: 5 },
  waiting: 1,
} as const;
const missing = { of: 'steady', instanceType: 'm7g.large', count: 2, instances: 1, maximum: 2 } as const;

test.each<[Forecast, readonly string[]]>([
  [{ code: 'finishes', rounds: 3, arriving: 1 }, ['3 steps', '1 instance on the way']],
  [
    { code: 'needs-instances', missing: [{ ...missing, come: 'beyond-maximum' }], step, rounds: 2 },
    ['2 more m7g.large in steady', '1 of at most 2', 'after 2 steps', '1 of 4 new tasks', '3 old ones'],
  ],
  [{ code: 'cannot-finish', step: { ...step, cause: 'config' }, rounds: 0 }, ['at once', 'healthy percents']],
  [{ code: 'unknown', because: { code: 'no-instance', capacityProviders: ['large'] } }, ['large']],
  [{ code: 'unknown', because: { code: 'unreadable', detail: 'constraints[0]' } }, ['constraints[0]']],
])('a forecast in words: %j', (forecast, words) => {
  const text = watchChangeText({ code: 'forecast', forecast }, page);
  for (const word of words) expect(text).toContain(word);
});

test('what comes from AWS moves nothing on a terminal', () => {
  const reason = 'a\u001b[2Jb';
  expect(watchEndText({ code: 'failed', taskDefinition: 'web:2', reason }, page)).not.toContain('\u001b');
  expect(watchChangeText({ code: 'stopped', task: 't', reason }, page)).not.toContain('\u001b');
});
