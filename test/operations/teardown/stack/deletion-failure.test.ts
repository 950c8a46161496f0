import { causeOf } from '../../../../lib/operations/teardown/stack/deletion-failure';

test.each([
  ['AWS::S3::Bucket', 'The bucket you tried to delete is not empty (Service: S3, Status Code: 409)', 'not-empty'],
  [
    'AWS::ECR::Repository',
    "The repository with name 'web' in registry with id '111122223333' cannot be deleted because it still contains images",
    'not-empty',
  ],
  ['AWS::EC2::SecurityGroup', 'resource sg-0a1b has a dependent object (Service: Ec2, Status Code: 400)', 'in-use'],
  ['AWS::EC2::Subnet', "The subnet 'subnet-1' has dependencies and cannot be deleted.", 'in-use'],
  ['AWS::EC2::VPCGatewayAttachment', 'Network vpc-1 has some mapped public address(es).', 'in-use'],
  ['AWS::ECS::CapacityProvider', 'The specified capacity provider is in use and cannot be removed.', 'in-use'],
  ['AWS::ECS::Cluster', 'The Cluster cannot be deleted while Container Instances are active or draining.', 'in-use'],
  ['AWS::ECS::Cluster', 'The Cluster cannot be deleted while Services are active.', 'in-use'],
  [
    'AWS::ElasticLoadBalancingV2::TargetGroup',
    "Target group 'x' is currently in use by a listener or a rule",
    'in-use',
  ],
  ['AWS::ServiceDiscovery::PrivateDnsNamespace', 'The namespace contains services (ResourceInUse)', 'in-use'],
  ['AWS::IAM::Role', 'Cannot delete entity, must detach all policies first.', 'in-use'],
  [
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    "Load balancer 'x' cannot be deleted because deletion protection is enabled",
    'protected',
  ],
  ['AWS::RDS::DBInstance', 'Cannot delete protected DB Instance, please disable deletion protection', 'protected'],
  [
    'Custom::S3AutoDeleteObjects',
    'CloudFormation did not receive a response from your Custom Resource. Please check your logs',
    'custom-resource',
  ],
  ['AWS::ECS::Service', 'Resource of type AWS::ECS::Service did not stabilize.', 'not-stabilized'],
  ['AWS::EC2::VPC', 'Resource deletion cancelled', 'cancelled'],
  ['Custom::Thing', 'Resource deletion cancelled', 'cancelled'],
  [
    'AWS::Logs::LogGroup',
    'User: arn:aws:iam::111122223333:user/x is not authorized to perform: logs:DeleteLogGroup',
    'no-permission',
  ],
  ['AWS::SNS::Topic', 'Internal Failure', 'other'],
])('%s: %s', (type, reason, cause) => {
  expect(causeOf({ type, reason })).toBe(cause);
});
