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
import { findCluster } from '../../../lib/operations/live/cluster/find-cluster';
import { findService } from '../../../lib/operations/live/service/find-service';
import { findTaskDefinition } from '../../../lib/operations/live/task/find-task-definition';
import { arn, testClients } from '../test-clients';

const ecs = mockClient(ECSClient);
const ec2 = mockClient(EC2Client);
const shop = { clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' };

const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });

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

  test('that is deleted is not there, also for those who may list neither clusters nor regions', async () => {
    ecs.on(DescribeClustersCommand).resolves({ clusters: [{ ...shop, status: 'INACTIVE' }] });
    ecs.on(ListClustersCommand).rejects(denied);
    ec2.on(DescribeRegionsCommand).rejects(denied);
    await expect(findCluster(testClients(), 'Shop')).rejects.toMatchObject({
      problem: { code: 'not-found', elsewhere: [] },
    });
  });
});

describe('a cluster in the wrong region', () => {
  const onlyIn = (home: string) =>
    ecs.on(DescribeClustersCommand).callsFake(async ({ clusters: [name] }, client) => {
      const region = await client().config.region();
      if (region === home) return { clusters: [shop] };
      return { failures: [{ arn: `arn:aws:ecs:${region}:111122223333:cluster/${name}`, reason: 'MISSING' }] };
    });

  test('is found among the known regions by those who may not ask which are enabled', async () => {
    onlyIn('ap-southeast-2');
    ecs.on(ListClustersCommand).rejects(denied);
    ec2.on(DescribeRegionsCommand).rejects(denied);
    await expect(findCluster(testClients(), 'Shop')).rejects.toMatchObject({
      message:
        'no cluster Shop in eu-west-1, account 111122223333, but there is one in ap-southeast-2; give --region ap-southeast-2',
    });
  });

  test('is asked for where its ARN says, and nowhere else', async () => {
    onlyIn('us-east-1');
    ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Other')] });
    await expect(findCluster(testClients(), 'arn:aws:ecs:us-east-1:999999999999:cluster/Shop')).rejects.toMatchObject({
      problem: { code: 'not-found', where: 'eu-west-1', account: '111122223333', elsewhere: ['us-east-1'] },
    });
    expect(ecs.commandCalls(DescribeClustersCommand)).toHaveLength(1);
    expect(ec2.calls()).toHaveLength(0);
  });
});

test('a cluster of an ARN that is nowhere: the region of the ARN, and no near names of another one', async () => {
  ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
  ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Shop')] });
  await expect(findCluster(testClients(), 'arn:aws:ecs:us-east-1:999999999999:cluster/Shop')).rejects.toMatchObject({
    problem: { code: 'not-found', where: 'us-east-1', near: [], elsewhere: [] },
  });
});

test('a service that is not there: near names', async () => {
  ecs.on(DescribeServicesCommand).resolves({ services: [], failures: [{ reason: 'MISSING' }] });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('Web'), arn.service('Worker')] });
  await expect(findService(testClients(), shop, 'Wev')).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'service', where: 'cluster Shop', near: ['Web'] },
  });
});

test('a task definition of another region is asked for nowhere', async () => {
  const elsewhere = 'arn:aws:ecs:us-east-1:111122223333:task-definition/migrate:3';
  await expect(findTaskDefinition(testClients(), elsewhere)).rejects.toMatchObject({
    problem: { code: 'invalid-request', detail: expect.stringContaining('give --region us-east-1') },
  });
  expect(ecs.calls()).toHaveLength(0);
});

test.each(['migrat:3', 'migrat:latest', 'migrat'])(
  'a task definition that is not there: near families of %s',
  async (name) => {
    ecs
      .on(DescribeTaskDefinitionCommand)
      .rejects(new ClientException({ message: 'Unable to describe task definition.', $metadata: {} }));
    ecs.on(ListTaskDefinitionFamiliesCommand).resolves({ families: ['migrate', 'web'] });
    await expect(findTaskDefinition(testClients(), name)).rejects.toMatchObject({
      problem: { code: 'not-found', kind: 'task definition', name, near: ['migrate'] },
    });
  },
);
