import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { DescribeClustersCommand, DescribeServicesCommand, ECSClient, ListServicesCommand } from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { otherServices } from '../../../../lib/operations/preflight/services/other-services';
import { arn } from '../../test-clients';
import { look, refusal } from '../look';
import { stackHas } from '../stack-has';

const ecs = mockClient(ECSClient);
const cloudFormation = mockClient(CloudFormationClient);
const template = (cluster: string) => `
Resources:
  Own: { Type: 'AWS::ECS::Cluster' }
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } }
  Web: { Type: 'AWS::ECS::Service', Properties: { Cluster: ${cluster}, ServiceName: web, TaskDefinition: !Ref Task } }
`;
const live = (...services: [name: string, running: number][]) => {
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListServicesCommand).resolves({ serviceArns: services.map(([name]) => arn.service(name)) });
  ecs.on(DescribeServicesCommand).resolves({
    services: services.map(([serviceName, runningCount]) => ({
      serviceArn: arn.service(serviceName),
      serviceName,
      runningCount,
      desiredCount: runningCount,
      status: 'ACTIVE',
    })),
  });
};

beforeEach(() => {
  ecs.reset();
  cloudFormation.reset();
});

test('a cluster that runs only what is in the template holds', async () => {
  live(['web', 2], ['idle', 0]);
  expect(await look(otherServices, template('Shop'))).toMatchObject({ 'cluster Shop': 'holds' });
});

test('services of others are named: no plan counts them', async () => {
  live(['web', 2], ['legacy', 1]);
  expect(await look(otherServices, template('Shop'))).toMatchObject({ 'cluster Shop': 'unknown: other-services' });
});

test('a cluster that the template only names must be there', async () => {
  ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
  expect(await look(otherServices, template('Shop'))).toMatchObject({ 'cluster Shop': 'fails: no-cluster' });
});

test('a cluster of the template is known by its stack, and runs nothing before it is deployed', async () => {
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError'));
  expect(await look(otherServices, template('!Ref Own'), { stackName: 'shop' })).toMatchObject({
    'cluster Own': 'holds',
  });
  expect(ecs.calls()).toHaveLength(0);
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({ Own: 'Shop' }));
  live(['legacy', 1]);
  expect(await look(otherServices, template('!Ref Own'), { stackName: 'shop' })).toMatchObject({
    'cluster Own': 'unknown: other-services',
  });
});

test('what a cluster of a stack without a name runs is not known', async () => {
  expect(await look(otherServices, template('!Ref Own'))).toMatchObject({ 'cluster Own': 'unknown: value' });
});

test('without permission nothing is looked at', async () => {
  ecs.on(DescribeClustersCommand).rejects(refusal('AccessDeniedException'));
  expect(await look(otherServices, template('Shop'))).toMatchObject({ 'cluster Shop': 'not-looked-at' });
});
