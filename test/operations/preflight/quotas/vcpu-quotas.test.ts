import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeInstancesCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { mockClient } from 'aws-sdk-client-mock';
import { vcpuQuota } from '../../../../lib/operations/preflight/quotas/vcpu-quota';
import { vcpuQuotas } from '../../../../lib/operations/preflight/quotas/vcpu-quotas';
import { instanceFamilies } from '../../../../lib/placement';
import { groupTemplate } from '../group';
import { look, outcomes, refusal } from '../look';
import { stackHas } from '../stack-has';

const ec2 = mockClient(EC2Client);
const quotas = mockClient(ServiceQuotasClient);
const cloudFormation = mockClient(CloudFormationClient);
const ON_DEMAND = 'Standard (A, C, D, H, I, M, R, T, Z), on-demand';
const SPOT = 'Standard (A, C, D, H, I, M, R, T, Z), spot';
const limit = (code: string, Value: number) =>
  quotas.on(GetServiceQuotaCommand, { ServiceCode: 'ec2', QuotaCode: code }).resolves({ Quota: { Value } });
const runs = (...instances: Instance[]) =>
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: instances }] });

beforeEach(() => {
  ec2.reset();
  quotas.reset();
  cloudFormation.reset();
  runs();
});

test('four instances of two vCPUs need eight', async () => {
  limit('L-1216C47A', 8);
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'holds' });
  limit('L-1216C47A', 7);
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'fails: quota-too-low' });
});

test('what others run counts; what the group itself runs, spot and other families do not', async () => {
  limit('L-1216C47A', 9);
  runs(
    { InstanceType: 'm7g.large', Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'shop-group' }] },
    { InstanceType: 'm7g.large', InstanceLifecycle: 'spot' },
    { InstanceType: 'g5.xlarge' },
  );
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'holds' });
  runs({ InstanceType: 't3.small' });
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'fails: quota-too-low' });
});

test('spot instances have a quota of their own', async () => {
  limit('L-34B43A08', 8);
  const spot = groupTemplate({ launch: 'InstanceMarketOptions: { MarketType: spot }' });
  expect(await look(vcpuQuotas, spot)).toEqual({ [SPOT]: 'holds' });
});

test('an account without a quota of its own has that of AWS', async () => {
  quotas.on(GetServiceQuotaCommand).rejects(refusal('NoSuchResourceException'));
  quotas.on(GetAWSDefaultServiceQuotaCommand).resolves({ Quota: { Value: 5 } });
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'fails: quota-too-low' });
  quotas.on(GetAWSDefaultServiceQuotaCommand).rejects(refusal('NoSuchResourceException'));
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'unknown: no-quota' });
});

test('a type that the table lacks leaves it open', async () => {
  expect(await look(vcpuQuotas, groupTemplate({ type: 'zz9.large' }))).toEqual({ 'vCPUs of Group': 'unknown: value' });
});

test('instances on hosts of their own and in capacity blocks count against other quotas', async () => {
  limit('L-1216C47A', 8);
  runs(
    { InstanceType: 't3.small', Placement: { Tenancy: 'host' } },
    { InstanceType: 't3.small', InstanceLifecycle: 'capacity-block' },
  );
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'holds' });
});

test.each(['InstanceMarketOptions: { MarketType: capacity-block }', 'Placement: { Tenancy: host }'])(
  'a group of such instances takes nothing of them (%s)',
  async (launch) => {
    limit('L-1216C47A', 0);
    expect(await look(vcpuQuotas, groupTemplate({ launch }))).toEqual({});
  },
);

test('every page of what runs is counted', async () => {
  limit('L-1216C47A', 9);
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [], NextToken: '2' });
  ec2.on(DescribeInstancesCommand, { NextToken: '2' }).resolves({
    Reservations: [{ Instances: [{ InstanceType: 't3.small', CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 } }] }],
  });
  expect(await outcomes(vcpuQuotas, groupTemplate())).toMatchObject([
    { problem: { code: 'quota-too-low', region: 'eu-west-1', limit: 9, atLeast: 8, atMost: 8, running: 2 } },
  ]);
});

test('what a group without a name runs may be what is running', async () => {
  limit('L-1216C47A', 9);
  runs({ InstanceType: 'm7g.large', Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'shop-Group-1' }] });
  const unnamed = groupTemplate().replace('AutoScalingGroupName: shop-group', 'Cooldown: 1');
  expect(await look(vcpuQuotas, unnamed)).toEqual({ [ON_DEMAND]: 'unknown: quota-may-be-too-low' });
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({ Group: 'shop-Group-1' }));
  expect(await look(vcpuQuotas, unnamed, { stackName: 'shop' })).toEqual({ [ON_DEMAND]: 'holds' });
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({ Group: 'shop-Group-2' }));
  expect(await look(vcpuQuotas, unnamed, { stackName: 'shop' })).toEqual({ [ON_DEMAND]: 'fails: quota-too-low' });
});

test('without permission nothing is looked at', async () => {
  quotas.on(GetServiceQuotaCommand).rejects(refusal('AccessDeniedException'));
  expect(await look(vcpuQuotas, groupTemplate())).toEqual({ [ON_DEMAND]: 'not-looked-at' });
});

describe('mixed instances', () => {
  const mixed = (overrides: string, distribution = '{}', maxSize = 10) =>
    groupTemplate({ maxSize }).replace(
      'LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 }',
      `MixedInstancesPolicy: { InstancesDistribution: ${distribution}, LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: 1 }, Overrides: ${overrides} } }`,
    );
  const rooms = async (template: string) => {
    quotas.on(GetServiceQuotaCommand).resolves({ Quota: { Value: 1 } });
    const all = await outcomes(vcpuQuotas, template);
    return all.map((one) => {
      if (one.state === 'fails' && one.problem.code === 'quota-too-low')
        return [one.state, one.problem.quota, one.problem.atLeast, one.problem.atMost];
      if (one.state === 'unknown' && one.why.code === 'quota-may-be-too-low')
        return [one.state, one.why.quota, one.why.atLeast, one.why.atMost];
      return [one.state];
    });
  };

  test('sizes: from all of the smallest to all of the largest', async () => {
    const sizes = '[{ InstanceType: m7g.large }, { InstanceType: m7g.xlarge }]';
    expect(await rooms(mixed(sizes))).toEqual([['fails', 'L-1216C47A', 20, 40]]);
    limit('L-1216C47A', 20);
    expect(await look(vcpuQuotas, mixed(sizes))).toEqual({ [ON_DEMAND]: 'unknown: quota-may-be-too-low' });
    limit('L-1216C47A', 40);
    expect(await look(vcpuQuotas, mixed(sizes))).toEqual({ [ON_DEMAND]: 'holds' });
  });

  test('on demand and spot: a part of a unit is on demand', async () => {
    const halves = '{ OnDemandBaseCapacity: 3, OnDemandPercentageAboveBaseCapacity: 50 }';
    expect(await rooms(mixed('[{ InstanceType: m7g.large }]', halves))).toEqual([
      ['fails', 'L-1216C47A', 14, 14],
      ['fails', 'L-34B43A08', 6, 6],
    ]);
  });

  test('weights: the last instance may take the group past its size', async () => {
    const weighed =
      "[{ InstanceType: m7g.large, WeightedCapacity: '1' }, { InstanceType: m7g.xlarge, WeightedCapacity: '3' }]";
    // Ten units: at 4/3 vCPUs each fourteen, at 2 each (with two units more) 24.
    expect(await rooms(mixed(weighed))).toEqual([['fails', 'L-1216C47A', 14, 24]]);
  });

  test('types of two quotas: any of them may make up all of the size', async () => {
    expect(await rooms(mixed('[{ InstanceType: m7g.large }, { InstanceType: g5.xlarge }]'))).toEqual([
      ['unknown', 'L-1216C47A', 0, 20],
      ['unknown', 'L-DB2E81BA', 0, 40],
    ]);
  });
});

// As https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html lists them.
test.each([
  ['m7g', 'L-1216C47A', 'L-34B43A08'],
  ['im4gn', 'L-1216C47A', 'L-34B43A08'],
  ['is4gen', 'L-1216C47A', 'L-34B43A08'],
  ['z1d', 'L-1216C47A', 'L-34B43A08'],
  ['h1', 'L-1216C47A', 'L-34B43A08'],
  ['g5', 'L-DB2E81BA', 'L-3819A6DF'],
  ['gr6', 'L-DB2E81BA', 'L-3819A6DF'],
  ['vt1', 'L-DB2E81BA', 'L-3819A6DF'],
  ['p4d', 'L-417A185B', 'L-7212CCBC'],
  ['p5en', 'L-417A185B', 'L-C4BD4855'],
  ['p6-b200', 'L-417A185B', undefined],
  ['x2idn', 'L-7295265B', 'L-E3A00192'],
  ['f1', 'L-74FC7D96', 'L-88CF9481'],
  ['inf2', 'L-1945791B', 'L-B5D1601B'],
  ['trn1', 'L-2C3B7624', 'L-6B0D517C'],
  ['dl1', 'L-6E869C2A', 'L-85EED4F7'],
  ['hpc7g', 'L-F7808C92', undefined],
  ['u-6tb1', 'L-43DA4232', undefined],
])('%s counts against %s on demand and %s as spot', (family, onDemand, spot) => {
  expect([vcpuQuota(`${family}.large`, 'on-demand')?.code, vcpuQuota(`${family}.large`, 'spot')?.code]).toEqual([
    onDemand,
    spot,
  ]);
});

test('every family of the table has a quota on demand', () => {
  expect(instanceFamilies().filter((family) => !vcpuQuota(`${family}.large`, 'on-demand'))).toEqual([]);
});
