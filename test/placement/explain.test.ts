import { ECS_REASONS, explain, FILTERS, type Instance, type PlacementRequest, place } from '../../lib/placement';
import { instanceOf, requestOf, running } from './fixtures';

function explained(request: PlacementRequest, instances: readonly Instance[]) {
  const answer = place(request, instances);
  return explain(answer.code === 'rejected' ? answer.rejections : [], instances);
}

test('reasons are counted, ranked, and name the closest instance and what it lacks', () => {
  const instances = [
    running(instanceOf('a'), 1, 'service:web', { memoryMiB: 3308 }),
    running(instanceOf('b', { instanceType: 'c5.large', zone: 'b' }), 1, 'service:web', { memoryMiB: 3284 }),
    running(instanceOf('c'), 1, 'service:web', { memoryMiB: 4000, cpuUnits: 2000 }),
    instanceOf('d', { status: 'DRAINING' }),
  ];
  expect(explained(requestOf({ memoryMiB: 1024, cpuUnits: 512 }), instances)).toEqual({
    instances: 4,
    moreInstancesHelp: true,
    closest: {
      ...{ instanceId: 'd', instanceType: 'm5.large', zone: 'a' },
      rejections: [{ code: 'status', status: 'DRAINING', moreInstancesHelp: true }],
    },
    reasons: [
      {
        ...{ code: 'memory', instances: 3, soleReason: 2, moreInstancesHelp: true },
        closest: {
          ...{ instanceId: 'b', instanceType: 'c5.large', zone: 'b', shortfall: 212 },
          rejection: { code: 'memory', needed: 1024, free: 812, offered: 4096, moreInstancesHelp: true },
        },
      },
      expect.objectContaining({ code: 'status', instances: 1, soleReason: 1 }),
      expect.objectContaining({ code: 'cpu', instances: 1, soleReason: 0 }),
    ],
  });
});

test('an instance that would be too small even when empty is no reason to scale out', () => {
  const { moreInstancesHelp, closest } = explained(requestOf({ memoryMiB: 5000 }), [instanceOf('a')]);
  expect(moreInstancesHelp).toBe(false);
  expect(closest?.rejections).toMatchObject([{ code: 'memory', offered: 4096 }]);
});

test.each<[string, Partial<PlacementRequest>, Instance, boolean]>([
  [
    'a port a task has',
    { demand: requestOf({ tcpPorts: [80] }).demand },
    running(instanceOf('a'), 1, 'x', { tcpPorts: [80] }),
    true,
  ],
  ['a port the agent has', { demand: requestOf({ tcpPorts: [22] }).demand }, instanceOf('a'), false],
  ['another provider', { capacityProvider: 'cp' }, instanceOf('a'), false],
  ['another zone', { subnetZones: ['b'] }, instanceOf('a'), false],
  ['a disconnected agent', {}, instanceOf('a', { agentConnected: false }), true],
  [
    'anti-affinity',
    { constraints: [{ type: 'memberOf', expression: 'not task:group == x' }] },
    running(instanceOf('a'), 1, 'x'),
    true,
  ],
  [
    'an attribute',
    { constraints: [{ type: 'memberOf', expression: 'attribute:stack == prod' }] },
    instanceOf('a'),
    false,
  ],
  ['a neighbour of the group', { constraints: [{ type: 'distinctInstance' }] }, running(instanceOf('a'), 1), true],
  ['another operating system', { demand: requestOf({ operatingSystem: 'windows' }).demand }, instanceOf('a'), false],
  ['too many volumes', { demand: requestOf({ ebsVolumes: 1 }).demand }, instanceOf('a', { ebsVolumes: 0 }), false],
])('%s: whether more instances help', (_, over, instance, helps) => {
  const { moreInstancesHelp, instances } = explained(requestOf({}, over), [instance]);
  expect({ moreInstancesHelp, instances }).toEqual({ moreInstancesHelp: helps, instances: 1 });
});

test('an instance is named as EC2 does too, where that is known', () => {
  expect(explained(requestOf({ memoryMiB: 5000 }), [instanceOf('b')]).closest).not.toHaveProperty('ec2InstanceId');
  const alone = explained(requestOf({ memoryMiB: 5000 }), [{ ...instanceOf('b'), ec2InstanceId: 'i-0b' }]);
  expect(alone.closest).toMatchObject({ instanceId: 'b', ec2InstanceId: 'i-0b' });
  expect(alone.reasons[0]?.closest).toMatchObject({ instanceId: 'b', ec2InstanceId: 'i-0b' });
});

test('no instances, no reasons', () => {
  expect(explained(requestOf({}), [])).toEqual({ instances: 0, reasons: [], moreInstancesHelp: false });
});

test('every check has the words of ECS for it', () => {
  expect(FILTERS.map(({ code }) => code).sort()).toEqual(Object.keys(ECS_REASONS).sort());
});
