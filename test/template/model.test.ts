import { modelOf } from './model-of';

const CLUSTER = `Parameters:
  Elsewhere: {Type: String}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: shop}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: m7g.large
        UserData: {Fn::Base64: !Sub "echo ECS_CLUSTER=\${Cluster} >> /etc/ecs/ecs.config"}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: 3
      LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: !GetAtt Template.LatestVersionNumber}
  Lone:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MaxSize: 1
      LaunchConfigurationName: !Ref Configuration
  Configuration:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties:
      InstanceType: t3.small
      SpotPrice: "0.1"
      UserData: {Fn::Base64: "echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config"}
  Provider:
    Type: AWS::ECS::CapacityProvider
    Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group, ManagedTerminationProtection: ENABLED}}
  Association:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: !Ref Cluster
      CapacityProviders: [!Ref Provider, FARGATE]
      DefaultCapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: app, Image: nginx, Memory: "512", Essential: "false", PortMappings: [{ContainerPort: 80, Protocol: TCP}]}
  ByReference: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task}}
  ByName: {Type: AWS::ECS::Service, Properties: {Cluster: shop, SchedulingStrategy: DAEMON}}
  ByArn: {Type: AWS::ECS::Service, Properties: {Cluster: !Sub "arn:aws:ecs:eu-west-1:1:cluster/shop"}}
  Away: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Elsewhere, DesiredCount: "2"}}
  Default: {Type: AWS::ECS::Service, Properties: {}}
`;

test('a cluster has what names it, however it is named', () => {
  const [cluster, ...others] = modelOf(CLUSTER).clusters;
  expect(cluster!.name).toBe('Cluster');
  expect(cluster!.services.map(({ name }) => name)).toEqual(['ByReference', 'ByName', 'ByArn']);
  expect(
    cluster!.capacities.map(({ group, provider }) => [group.resource.logicalId, provider?.resource.logicalId]),
  ).toEqual([
    ['Group', 'Provider'],
    ['Lone', undefined],
  ]);
  expect(cluster!.otherProviders).toEqual(['FARGATE']);
  expect(cluster!.defaultStrategy).toMatchObject([{ base: 0, weight: 1 }]);
  expect(others.map(({ services }) => services.map(({ name }) => name))).toEqual([['Away'], ['Default']]);
  expect(others.every(({ resource }) => resource === undefined)).toBe(true);
});

test('a group says how it launches instances', () => {
  const [group, lone] = modelOf(CLUSTER).autoScalingGroups;
  expect(group!.minSize).toBe(1);
  expect(group!.instanceOptions).toEqual([{ kind: 'type', type: 'm7g.large' }]);
  expect(group!.purchaseOption).toBe('on-demand');
  expect(lone!.purchaseOption).toBe('spot');
  expect(lone!.minSize).toBe(0);
});

test('defaults are those of ECS', () => {
  const model = modelOf(CLUSTER);
  const [replica, daemon] = model.services;
  expect([replica!.desiredCount, replica!.minimumHealthyPercent, replica!.maximumPercent]).toEqual([1, 100, 200]);
  expect([daemon!.minimumHealthyPercent, daemon!.maximumPercent]).toEqual([0, 100]);
  const definition = model.taskDefinitionOf(replica!.taskDefinition)!;
  expect(definition.networkMode).toBe('bridge');
  const [container] = definition.containers;
  expect([container!.name, container!.memoryMiB, container!.essential]).toEqual(['app', 512, false]);
  expect(container!.portMappings).toMatchObject([{ containerPort: 80, protocol: 'tcp' }]);
  const [provider] = model.capacityProviders;
  expect([provider!.targetCapacity, provider!.managedTerminationProtection, provider!.managedDraining]).toEqual([
    100,
    true,
    true,
  ]);
});

test('a service that names a family runs its latest task definition, and no other one', () => {
  const { services } = modelOf(`Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: web}}
  Latest: {Type: AWS::ECS::Service, Properties: {TaskDefinition: web}}
  Older: {Type: AWS::ECS::Service, Properties: {TaskDefinition: "web:3"}}
`);
  expect(services.map(({ taskDefinition }) => taskDefinition?.logicalId)).toEqual(['Task', undefined]);
});
