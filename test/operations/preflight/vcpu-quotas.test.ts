import { DescribeInstancesCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetServiceQuotaCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { mockClient } from 'aws-sdk-client-mock';
import { vcpuQuotas } from '../../../lib/operations/preflight/checks/vcpu-quotas';
import { vcpuQuota } from '../../../lib/operations/preflight/vcpu-quota';
import { instanceFamilies } from '../../../lib/placement';
import { groupTemplate } from './group';
import { look, refusal } from './look';

const ec2 = mockClient(EC2Client);
const quotas = mockClient(ServiceQuotasClient);
const ON_DEMAND = 'Standard (A, C, D, H, I, M, R, T, Z), on-demand';
const SPOT = 'Standard (A, C, D, H, I, M, R, T, Z), spot';
const limit = (code: string, Value: number) =>
  quotas.on(GetServiceQuotaCommand, { ServiceCode: 'ec2', QuotaCode: code }).resolves({ Quota: { Value } });
const runs = (...instances: Instance[]) =>
  ec2.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: instances }] });

beforeEach(() => {
  ec2.reset();
  quotas.reset();
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

test('every family of the table has a quota on demand', () => {
  expect(instanceFamilies().filter((family) => !vcpuQuota(`${family}.large`, 'on-demand'))).toEqual([]);
});
