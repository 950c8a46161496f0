import fc from 'fast-check';
import type { Cause, CauseCode } from '../../../lib/operations';
import { ordered } from '../../../lib/operations/diagnose/ordered';
import { SAMPLES } from '../../report/operations/diagnose/cause-samples';

/** The sample of a code, about the service Web and its capacity provider. */
function of<C extends CauseCode>(code: C, more: object = {}): Cause {
  const about = { group: 'service:Web', service: 'Web', capacityProvider: 'steady', capacityProviders: ['steady'] };
  const sample: Cause = SAMPLES[code];
  const given = Object.fromEntries(Object.entries(about).filter(([field]) => field in sample));
  return { ...sample, ...given, ...more };
}

/** Codes in order, each with the code that it follows from. */
const told = (...causes: readonly Cause[]) => {
  const all = ordered(causes);
  return all.map(({ code, followsFrom }) => (followsFrom === undefined ? code : `${code} < ${all[followsFrom]!.code}`));
};

const refusedFor = (code: 'agent' | 'memory') => ({
  scalingOut: 'helps',
  instances: [
    {
      ...{ containerInstanceId: 'ci', instanceType: 'm7g.large', zone: 'a' },
      rejections: [{ code, moreInstancesHelp: true, needed: 2, free: 1, offered: 3 }],
    },
  ],
});

test.each<[string, readonly Cause[], readonly string[]]>([
  [
    'a launch that fails is why a group does not grow and tasks wait',
    [of('deployment-failing'), of('unplaceable', { scalingOut: 'helps' }), of('launch-failed')],
    ['launch-failed', 'unplaceable < launch-failed', 'deployment-failing < unplaceable'],
  ],
  [
    'an instance that never registered fills the group up',
    [of('unplaceable'), of('maximum-reached'), of('instance-not-registered')],
    ['instance-not-registered', 'maximum-reached < instance-not-registered', 'unplaceable < instance-not-registered'],
  ],
  [
    'a group at its maximum does not explain tasks that no instance like its own takes',
    [of('unplaceable', { scalingOut: 'does-not-help' }), of('maximum-reached')],
    ['maximum-reached', 'unplaceable'],
  ],
  [
    'nor those of another capacity provider',
    [of('unplaceable', { capacityProviders: ['burst'] }), of('maximum-reached')],
    ['maximum-reached', 'unplaceable'],
  ],
  [
    'an agent that is cut off is why its instance takes none',
    [of('unplaceable', refusedFor('agent')), of('agent-disconnected')],
    ['agent-disconnected', 'unplaceable < agent-disconnected'],
  ],
  [
    'but not where memory is short as well',
    [of('unplaceable', refusedFor('memory')), of('agent-disconnected')],
    ['agent-disconnected', 'unplaceable'],
  ],
  [
    'containers that end are why targets are unhealthy and a deployment fails',
    [of('deployment-failing'), of('targets-unhealthy'), of('health-check-failed'), of('container-exited')],
    [
      'container-exited',
      'targets-unhealthy < container-exited',
      'health-check-failed < container-exited',
      'deployment-failing < container-exited',
    ],
  ],
  [
    'what the load balancer says is why it had tasks stopped',
    [of('health-check-failed'), of('targets-unhealthy')],
    ['targets-unhealthy', 'health-check-failed < targets-unhealthy'],
  ],
  [
    'another service explains nothing',
    [of('targets-unhealthy'), of('container-exited', { group: 'service:Api' })],
    ['container-exited', 'targets-unhealthy'],
  ],
  [
    'what a service has got over comes last, and explains nothing',
    [of('image-not-pulled', { recovered: true }), of('targets-unhealthy')],
    ['targets-unhealthy', 'image-not-pulled'],
  ],
  [
    'tasks that have no room elsewhere hold a drain',
    [of('draining', { services: ['Web'] }), of('unplaceable')],
    ['unplaceable', 'draining < unplaceable'],
  ],
  [
    'a cluster waits for what it holds',
    [of('deletion-held', { what: 'cluster' }), of('deletion-held', { what: 'service' })],
    ['deletion-held', 'deletion-held < deletion-held'],
  ],
  [
    'the deletions of a service and of a group are two',
    [of('deletion-held', { what: 'auto-scaling-group' }), of('deletion-held', { what: 'service' })],
    ['deletion-held', 'deletion-held'],
  ],
])('%s', (_, causes, expected) => {
  expect(told(...causes)).toEqual(expected);
});

test('the end of the task that is asked about comes first', () => {
  const ended = of('spot-interrupted', { lastTask: 't7' });
  expect(ordered([of('launch-failed'), ended], 't7').map(({ code }) => code)).toEqual([
    'spot-interrupted',
    'launch-failed',
  ]);
});

test('whatever there is: each cause once, each after what it follows from, and nothing unrelated between', () => {
  const some = fc
    .subarray(Object.keys(SAMPLES) as CauseCode[], { minLength: 2 })
    .chain((codes) => fc.shuffledSubarray(codes, { minLength: codes.length }));
  fc.assert(
    fc.property(some, (codes) => {
      const all = ordered(codes.map((code) => of(code)));
      expect(all.map(({ code }) => code).sort()).toEqual(codes.toSorted());
      for (const [index, { followsFrom }] of all.entries()) {
        if (followsFrom === undefined) continue;
        expect(followsFrom).toBeLessThan(index);
        // All between it and its root follow from something.
        for (const between of all.slice(followsFrom + 1, index)) expect(between.followsFrom).toBeDefined();
      }
    }),
  );
});
