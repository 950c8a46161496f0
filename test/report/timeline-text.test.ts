import { type RolloutInput, simulate } from '../../lib/placement';
import { namesFrom } from '../../lib/report/simulation/names';
import { timelineLines } from '../../lib/report/simulation/timeline-text';
import { capacity, cluster, instance, on, service } from '../placement/rollout/small-cluster';

function linesOf(
  parts: Parameters<typeof cluster>[0],
  scenario: RolloutInput['scenario'],
  input: Partial<RolloutInput> = {},
): readonly string[] {
  const all = cluster(parts);
  const { timeline } = simulate({ cluster: all, scenario, ...input });
  return timelineLines(timeline, scenario, namesFrom([], [])).map(({ atSeconds, text }) => `${atSeconds} ${text}`);
}

test('the order of a rolling update with 50/200 and room for eight: three less, then five more', () => {
  const lines = linesOf(
    { instances: [instance('i-1', 8000)], services: [service('web', 6, { minimumHealthyPercent: 50 })] },
    [{ code: 'update' }],
  );
  expect(lines.filter((line) => /(starts|stops) \d/.test(line))).toEqual([
    '0 web: stops 3 tasks of revision 0 on i-1: replaced',
    '0 web: starts 5 tasks of revision 1 on i-1',
    expect.stringMatching(/^\d+ web: stops 3 tasks of revision 0 on i-1: replaced$/),
    expect.stringMatching(/^\d+ web: starts 1 task of revision 1 on i-1$/),
  ]);
  expect(lines.at(-1)).toMatch(/web: the deployment of revision 1 is complete$/);
});

test('services that do the same are one line when they are many', () => {
  const parts = (count: number) => ({
    instances: [instance('i-1', 99_000)],
    services: Array.from({ length: count }, (_, index) => service(`s${index}`, 2)),
  });
  expect(linesOf(parts(4), [{ code: 'update' }])).toContain('0 s3: starts 2 tasks of revision 1 on i-1');
  expect(linesOf(parts(5), [{ code: 'update' }])).toContain('0 5 services: starts 10 tasks of revision 1 on i-1');
});

test('waiting, scaling out and joining', () => {
  const lines = linesOf(
    { capacities: [capacity('asg', 0, 4, { zones: ['a', 'b'] })], services: [service('web', 3, on('asg'))] },
    [{ code: 'first-deployment' }],
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      '0 step 1: services are created',
      '0 web: 3 tasks wait in PROVISIONING for an instance of asg',
      '60 asg: scales out from 0 to 2; CapacityProviderReservation is 200: 2 needed',
      '60 launches 2 instances: asg/1 in a, asg/2 in b',
      '180 asg/1 and asg/2 join the cluster',
      '180 web: starts 3 tasks of revision 0 on asg/1 (2) and asg/2',
    ]),
  );
});

test('failing tasks, the circuit breaker and the way back', () => {
  const lines = linesOf(
    { instances: [instance('i-1', 9000)], services: [service('web', 1, { circuitBreaker: { rollback: true } })] },
    [{ code: 'update', services: [{ name: 'web', failure: { at: 'pull', attempts: 'always' } }] }],
  );
  expect(lines).toContainEqual(expect.stringMatching(/web: 1 task of revision 1 fails while pulling the image$/));
  expect(lines).toContainEqual(
    expect.stringMatching(
      /web: the deployment of revision 1 is given up, since too many tasks failed; it goes back to revision 0$/,
    ),
  );
});

test('traffic of a staged deployment, and a zone that is lost', () => {
  expect(
    linesOf({ instances: [instance('i-1', 9000)], services: [service('web', 1, { deployment: 'canary' })] }, [
      { code: 'update' },
    ]),
  ).toEqual(
    expect.arrayContaining([
      '0 web: a canary deployment of revision 1 starts',
      expect.stringMatching(/web: 5 % of the traffic goes to the new revision$/),
      expect.stringMatching(/web: 100 % of the traffic goes to the new revision$/),
    ]),
  );
  expect(
    linesOf({ instances: [instance('i-1', 9000, { zone: 'a' })], services: [service('web', 1)] }, [
      { code: 'zone-loss', zone: 'a' },
    ]),
  ).toEqual(
    expect.arrayContaining(['0 step 1: a is lost', '0 i-1 is lost', '120 web: 1 task of revision 0 is lost with i-1']),
  );
});
