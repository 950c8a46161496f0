import { hostsOf, isUnknown } from '../../lib/template';
import { modelOf } from './model-of';

const TEMPLATE = `
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MaxSize: 2, LaunchConfigurationName: !Ref Configuration}}
  Configuration: {Type: AWS::AutoScaling::LaunchConfiguration, Properties: {InstanceType: t3.small}}
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group}}}
  Association: {Type: AWS::ECS::ClusterCapacityProviderAssociations, Properties: {Cluster: !Ref Cluster, CapacityProviders: [!Ref Provider, other]}}
  ByLaunchType: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, LaunchType: EC2}}
  ByStrategy: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, CapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}]}}
  Partly: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, CapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}, {CapacityProvider: other, Weight: 1}]}}
  Unused: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, CapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}, {CapacityProvider: other}]}}
  OnFargate: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, LaunchType: FARGATE}}
  Imported: {Type: AWS::ECS::Service, Properties: {Cluster: shared, LaunchType: EC2}}
  Open: {Type: AWS::ECS::Service, Properties: {Cluster: shared}}
`;

const model = modelOf(TEMPLATE);
const hosts = (name: string) => {
  const found = hostsOf(model.taskOrigins.find((origin) => origin.name === name)!);
  if (found === undefined || isUnknown(found)) return found?.reason.code;
  return [found.capacities.map((one) => one.name), found.others !== undefined, found.byStrategy];
};

test('tasks run on the instances that a launch type or a strategy leads to', () => {
  expect(hosts('ByLaunchType')).toEqual([['Group'], false, false]);
  expect(hosts('ByStrategy')).toEqual([['Group'], false, true]);
  expect(hosts('Unused')).toEqual([['Group'], false, true]);
  expect(hosts('OnFargate')).toBeUndefined();
});

test('what the templates only name may be more instances', () => {
  expect(hosts('Partly')).toEqual([['Group'], true, true]);
  expect(hosts('Imported')).toEqual([[], true, false]);
  expect(hosts('Open')).toBe('assumption');
});
