import { checkRunnable } from '../../../../lib/operations/run-task/prepare/check-runnable';
import { arn } from '../../test-clients';

const web = { taskDefinitionArn: arn.taskDefinition('web'), family: 'web', revision: 1 };

test.each([
  ['a revision that is deregistered', { status: 'INACTIVE' as const }],
  ['one for Fargate only', { compatibilities: ['FARGATE' as const] }],
  ['one with a volume that the call would have to configure', { volumes: [{ name: 'd', configuredAtLaunch: true }] }],
])('%s is refused', (_, more) => {
  expect(() => checkRunnable({ ...web, ...more })).toThrow(
    expect.objectContaining({ problem: expect.objectContaining({ code: 'invalid-request' }) }),
  );
});

test.each([
  [
    'one that fits Fargate as well',
    { status: 'ACTIVE' as const, compatibilities: ['EC2' as const, 'FARGATE' as const] },
  ],
  ['one of ECS Managed Instances', { compatibilities: ['MANAGED_INSTANCES' as const] }],
  ['one with volumes of its own', { volumes: [{ name: 'd' }] }],
])('%s is not', (_, more) => {
  expect(() => checkRunnable({ ...web, ...more })).not.toThrow();
});
