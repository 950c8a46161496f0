import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeClustersCommand, DescribeServicesCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { mockClient } from 'aws-sdk-client-mock';
import { serviceQuotas } from '../../../../lib/operations/preflight/quotas/service-quotas';
import { arn } from '../../test-clients';
import { look, outcomes, refusal } from '../look';
import { stackHas } from '../stack-has';

const ecs = mockClient(ECSClient);
const quotas = mockClient(ServiceQuotasClient);
const cloudFormation = mockClient(CloudFormationClient);
const template = `
Resources:
  Web: { Type: 'AWS::ECS::Service', Properties: { Cluster: Shop } }
  Api: { Type: 'AWS::ECS::Service', Properties: { Cluster: Shop } }
`;
const shop = { stackName: 'shop' };
const has = (...names: string[]) => {
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [
      { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE', activeServicesCount: names.length },
    ],
  });
  ecs.on(ListServicesCommand).resolves({ serviceArns: names.map((name) => arn.service(name)) });
  ecs.on(DescribeServicesCommand).resolves({
    services: names.map((serviceName) => ({ serviceName, serviceArn: arn.service(serviceName), status: 'ACTIVE' })),
  });
};
const limit = (Value: number) =>
  quotas.on(GetServiceQuotaCommand, { ServiceCode: 'ecs', QuotaCode: 'L-9EF96962' }).resolves({ Quota: { Value } });

beforeEach(() => {
  for (const one of [ecs, quotas, cloudFormation]) one.reset();
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({ Web: arn.service('web') }));
});

test('services that are new, beside those that the cluster has', async () => {
  has('web', 'other');
  limit(3);
  expect(await look(serviceQuotas, template, shop)).toEqual({ 'services of cluster Shop': 'holds' });
  limit(2);
  expect(await outcomes(serviceQuotas, template, shop)).toMatchObject([
    { problem: { code: 'too-many-services', limit: 2, active: 2, added: 1, region: 'eu-west-1' } },
  ]);
});

test('without the name of the stack, any of its services may be there', async () => {
  has('web', 'other');
  limit(2);
  expect(await look(serviceQuotas, template)).toEqual({ 'services of cluster Shop': 'holds' });
});

test('a region that does not know the quota', async () => {
  has();
  quotas.rejects(refusal('NoSuchResourceException'));
  expect(await look(serviceQuotas, template, shop)).toEqual({ 'services of cluster Shop': 'unknown: no-quota' });
});

test('without permission nothing is looked at', async () => {
  has();
  quotas.rejects(refusal('AccessDeniedException'));
  expect(await look(serviceQuotas, template, shop)).toEqual({ 'services of cluster Shop': 'not-looked-at' });
});
