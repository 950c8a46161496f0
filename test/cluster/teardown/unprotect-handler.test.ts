import { UNPROTECT_HANDLER } from '../../../lib/cluster/teardown/unprotect-handler';
import { runInline } from '../inline-resource/run-inline';

const event = (RequestType: string) => ({ RequestType, ResourceProperties: { group: 'group-1' } });

/** A group with so many protected instances and one that is not. */
const groupOf = (protectedCount: number) => ({
  AutoScalingGroups: [
    {
      Instances: [
        { InstanceId: 'i-free', ProtectedFromScaleIn: false },
        ...Array.from({ length: protectedCount }, (_, i) => ({ InstanceId: `i-${i}`, ProtectedFromScaleIn: true })),
      ],
    },
  ],
});

test.each(['Create', 'Update'])('on %s nothing is touched', async (type) => {
  const { answer, calls } = await runInline(UNPROTECT_HANDLER, event(type), () => ({}));
  expect(calls).toEqual([]);
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'group-1' });
});

test('on Delete new instances come unprotected first, then the protected ones lose it, fifty at a time', async () => {
  const { answer, calls } = await runInline(UNPROTECT_HANDLER, event('Delete'), () => groupOf(120));
  expect(answer.Status).toBe('SUCCESS');
  expect(calls.map(({ command }) => command)).toEqual([
    'DescribeAutoScalingGroups',
    'UpdateAutoScalingGroup',
    'DescribeAutoScalingGroups',
    'SetInstanceProtection',
    'SetInstanceProtection',
    'SetInstanceProtection',
  ]);
  expect(calls[1]!.input).toEqual({ AutoScalingGroupName: 'group-1', NewInstancesProtectedFromScaleIn: false });
  const sets = calls.slice(3).map(({ input }) => input as { InstanceIds: string[]; ProtectedFromScaleIn: boolean });
  expect(sets.map(({ InstanceIds }) => InstanceIds.length)).toEqual([50, 50, 20]);
  expect(new Set(sets.flatMap(({ InstanceIds }) => InstanceIds)).size).toBe(120);
  expect(sets.every(({ ProtectedFromScaleIn }) => ProtectedFromScaleIn === false)).toBe(true);
});

test('a group that is gone is no failure', async () => {
  const { answer, calls } = await runInline(UNPROTECT_HANDLER, event('Delete'), () => ({ AutoScalingGroups: [] }));
  expect(answer.Status).toBe('SUCCESS');
  expect(calls).toHaveLength(1);
});

test('a refusal reaches CloudFormation with its reason', async () => {
  const { answer } = await runInline(UNPROTECT_HANDLER, event('Delete'), () => {
    throw new Error('not allowed');
  });
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: 'not allowed', PhysicalResourceId: 'group-1' });
});
