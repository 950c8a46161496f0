import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { targetGroups } from '../../../../lib/operations/preflight/network/target-groups';
import { groupTemplate } from '../group';
import { look, refusal } from '../look';

const ec2 = mockClient(EC2Client);
const SUBJECT = 'Targets, for Web';
const template = (target = 'VpcId: vpc-0a') =>
  groupTemplate({
    more: `Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [{ Name: web, Image: web, Memory: 128, PortMappings: [{ ContainerPort: 80 }] }] } }
  Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { ${target} } }
  Web:
    Type: AWS::ECS::Service
    Properties: { Cluster: Shop, TaskDefinition: !Ref Task, LaunchType: EC2, LoadBalancers: [{ TargetGroupArn: !Ref Targets, ContainerName: web, ContainerPort: 80 }] }`,
  }).replace(/AvailabilityZones: .*/, 'VPCZoneIdentifier: [subnet-0a]');

beforeEach(() => {
  ec2.reset();
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ SubnetId: 'subnet-0a', VpcId: 'vpc-0a' }] });
});

test('a target group of the VPC in which the instances start holds', async () => {
  expect(await look(targetGroups, template())).toEqual({ [SUBJECT]: 'holds' });
});

test('one of another VPC fails: an instance cannot join it', async () => {
  expect(await look(targetGroups, template('VpcId: vpc-0b'))).toEqual({ [SUBJECT]: 'fails: target-group-elsewhere' });
});

test('addresses may be targets elsewhere, and a VPC of the template is its own matter', async () => {
  expect(await look(targetGroups, template('VpcId: vpc-0b, TargetType: ip'))).toEqual({});
  expect(await look(targetGroups, template('VpcId: !Ref Vpc'))).toEqual({});
});

test('without permission nothing is looked at', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(refusal('UnauthorizedOperation'));
  expect(await look(targetGroups, template())).toEqual({ [SUBJECT]: 'not-looked-at' });
});
