import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { serviceLinkedRoles } from '../../../../lib/operations/preflight/instances/service-linked-roles';
import { look, refusal } from '../look';

const iam = mockClient(IAMClient);
const template = `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: m7g.large
        InstanceMarketOptions: { MarketType: spot }
        UserData: { 'Fn::Base64': "#!/bin/bash\\necho ECS_CLUSTER=Shop >> /etc/ecs/ecs.config" }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: 1, MaxSize: 4, AvailabilityZones: [eu-west-1a], LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 } }
`;

beforeEach(() => iam.reset());

test('roles that are there hold', async () => {
  iam.on(GetRoleCommand).resolves({});
  expect(await look(serviceLinkedRoles, template)).toEqual({
    AWSServiceRoleForECS: 'holds',
    AWSServiceRoleForAutoScaling: 'holds',
    AWSServiceRoleForEC2Spot: 'holds',
  });
});

test('those that are not there are made with their first use, so that nothing surely fails', async () => {
  iam.on(GetRoleCommand).rejects(refusal('NoSuchEntityException'));
  expect(await look(serviceLinkedRoles, template)).toEqual({
    AWSServiceRoleForECS: 'unknown: role-made-with-first-use',
    AWSServiceRoleForAutoScaling: 'unknown: role-made-with-first-use',
    AWSServiceRoleForEC2Spot: 'unknown: role-made-with-first-use',
  });
});

test('without permission nothing is looked at', async () => {
  iam.on(GetRoleCommand).rejects(refusal('AccessDenied'));
  expect(await look(serviceLinkedRoles, template)).toMatchObject({ AWSServiceRoleForECS: 'not-looked-at' });
});

test('nothing is asked for a template that needs none', async () => {
  expect(await look(serviceLinkedRoles, 'Resources: { Topic: { Type: AWS::SNS::Topic } }')).toEqual({});
});
