import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { mockClient } from 'aws-sdk-client-mock';
import { runningServices } from '../../../../lib/operations/preflight/services/running-services';
import { arn } from '../../test-clients';
import { look, outcomes, refusal } from '../look';
import { stackHas } from '../stack-has';

const ecs = mockClient(ECSClient);
const cloudFormation = mockClient(CloudFormationClient);
const template = (count = '') => `
Resources:
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } }
  Web: { Type: 'AWS::ECS::Service', Properties: { Cluster: Shop, TaskDefinition: !Ref Task ${count} } }
`;
const live = (more: Service) => {
  ecs.on(DescribeClustersCommand).resolves({
    clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop', status: 'ACTIVE' }],
  });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('shop-Web-1')] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [{ serviceArn: arn.service('shop-Web-1'), serviceName: 'shop-Web-1', status: 'ACTIVE', ...more }],
  });
};
const deployed = { taskDefinition: arn.taskDefinition('web', 7), desiredCount: 4 };
const shop = { stackName: 'shop' };

beforeEach(() => {
  ecs.reset();
  cloudFormation.reset();
  cloudFormation
    .on(ListStackResourcesCommand, { StackName: 'shop' })
    .resolves(stackHas({ Web: arn.service('shop-Web-1'), Task: arn.taskDefinition('web', 7) }));
});

test('what the stack has deployed holds, and so does a service that is not deployed', async () => {
  live(deployed);
  expect(await look(runningServices, template(), shop)).toEqual({ Web: 'holds' });
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError'));
  expect(await look(runningServices, template(), shop)).toEqual({ Web: 'holds' });
});

test('nothing is asked of a stack without a known name', async () => {
  expect(await look(runningServices, template())).toEqual({});
});

test('a release from outside the stack is taken back by its next update', async () => {
  live({ ...deployed, taskDefinition: arn.taskDefinition('web', 9) });
  expect(await outcomes(runningServices, template(), shop)).toEqual([
    { state: 'unknown', why: { code: 'changed-outside', service: 'shop-Web-1', runs: 'web:9', deployed: 'web:7' } },
  ]);
});

test('the tasks of other controllers run as task sets, which tell nothing', async () => {
  live({ ...deployed, taskDefinition: arn.taskDefinition('web', 9), deploymentController: { type: 'CODE_DEPLOY' } });
  expect(await look(runningServices, template(), shop)).toEqual({ Web: 'holds' });
});

test('a count in the template resets what scaling has made of it', async () => {
  live(deployed);
  expect(await look(runningServices, template(', DesiredCount: 4'), shop)).toEqual({ Web: 'holds' });
  expect(await outcomes(runningServices, template(', DesiredCount: 2'), shop)).toEqual([
    { state: 'unknown', why: { code: 'count-reset', service: 'shop-Web-1', from: 4, to: 2 } },
  ]);
});

test('without permission nothing is looked at', async () => {
  ecs.on(DescribeClustersCommand).rejects(refusal('AccessDeniedException'));
  expect(await look(runningServices, template(), shop)).toEqual({ Web: 'not-looked-at' });
});
