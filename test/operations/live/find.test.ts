import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  ClientException,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { findCluster } from '../../../lib/operations/live/find-cluster';
import { findService } from '../../../lib/operations/live/find-service';
import { findTaskDefinition } from '../../../lib/operations/live/find-task-definition';
import { arn, testClients } from '../test-clients';

const ecs = mockClient(ECSClient);
const ec2 = mockClient(EC2Client);
const shop = { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' };

beforeEach(() => {
  ecs.reset();
  ec2.reset();
});

describe('a cluster', () => {
  test('is found by its name', async () => {
    ecs.on(DescribeClustersCommand).resolves({ clusters: [shop] });
    expect(await findCluster(testClients(), 'Shop')).toBe(shop);
  });

  test('that is not there: near names of every page, and the regions that have one', async () => {
    ecs.on(DescribeClustersCommand).callsFake(async (_, client) => {
      const region = await client().config.region();
      return { clusters: region === 'us-east-1' ? [{ ...shop, clusterName: 'Shpo' }] : [] };
    });
    ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Other')], nextToken: 'more' });
    ecs.on(ListClustersCommand, { nextToken: 'more' }).resolves({ clusterArns: [arn.cluster('Shop')] });
    ec2.on(DescribeRegionsCommand).resolves({
      Regions: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-west-1' }, { RegionName: 'eu-north-1' }],
    });
    await expect(findCluster(testClients(), 'Shpo')).rejects.toMatchObject({
      problem: { code: 'not-found', kind: 'cluster', where: 'eu-west-1', near: ['Shop'], elsewhere: ['us-east-1'] },
    });
  });

  test('that is deleted is not there, also for those who may not ask for regions', async () => {
    ecs.on(DescribeClustersCommand).resolves({ clusters: [{ ...shop, status: 'INACTIVE' }] });
    ecs.on(ListClustersCommand).resolves({});
    ec2.on(DescribeRegionsCommand).rejects(Object.assign(new Error('no'), { name: 'UnauthorizedOperation' }));
    await expect(findCluster(testClients(), 'Shop')).rejects.toMatchObject({
      problem: { code: 'not-found', elsewhere: [] },
    });
  });
});

test('a service that is not there: near names', async () => {
  ecs.on(DescribeServicesCommand).resolves({ services: [], failures: [{ reason: 'MISSING' }] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('Web'), arn.service('Worker')] });
  await expect(findService(testClients(), shop, 'Wev')).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'service', where: 'cluster Shop', near: ['Web'] },
  });
});

test('a task definition that is not there: near families', async () => {
  ecs
    .on(DescribeTaskDefinitionCommand)
    .rejects(new ClientException({ message: 'Unable to describe task definition.', $metadata: {} }));
  ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ['migrate', 'web'] });
  await expect(findTaskDefinition(testClients(), 'migrat:3')).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'task definition', name: 'migrat:3', near: ['migrate'] },
  });
});
