/** A template of one cluster with one Auto Scaling group behind a capacity provider, for plans. */
export interface TemplateOfFleet {
  readonly type?: string;
  /** In place of `type`, the overrides of a mixed instances policy, as YAML. */
  readonly overrides?: string;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly desired?: number;
  readonly target?: number;
  readonly spot?: boolean;
  /** Resources besides, as YAML with an indent of two. */
  readonly rest?: string;
}

export function fleetTemplate(options: TemplateOfFleet = {}): string {
  const { type = 'm5.large', overrides, min = 1, max = 3, desired, target = 100, spot = false, rest = '' } = options;
  const launch = '{LaunchTemplateId: !Ref Launch, Version: "1"}';
  const market = spot ? ', InstanceMarketOptions: {MarketType: spot}' : '';
  const from = overrides
    ? `MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: ${launch}, Overrides: ${overrides}}}`
    : `LaunchTemplate: ${launch}`;
  return `Parameters:
  Ami: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}
  Open: {Type: Number}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: [!Ref Steady]}}
  Steady:
    Type: AWS::ECS::CapacityProvider
    Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group, ManagedScaling: {TargetCapacity: ${target}}}}
  One: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1a}}
  Two: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1b}}
  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: !Ref Ami, InstanceType: ${type}${market}}}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MinSize: ${min}, MaxSize: ${max}${desired === undefined ? '' : `, DesiredCapacity: ${desired}`}, VPCZoneIdentifier: [!Ref One, !Ref Two], ${from}}
${rest}`;
}

/** A service and its task definition. */
export function serviceTemplate(name: string, cpuUnits: number, memoryMiB: number, properties: string): string {
  return `  ${name}Task: {Type: AWS::ECS::TaskDefinition, Properties: {ContainerDefinitions: [{Name: app, Image: x, Cpu: ${cpuUnits}, Memory: ${memoryMiB}}]}}
  ${name}: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref ${name}Task, ${properties}}}
`;
}

/** The properties of a service that goes to the capacity provider. */
export const managed = (desired: number): string =>
  `DesiredCount: ${desired}, CapacityProviderStrategy: [{CapacityProvider: !Ref Steady, Weight: 1}]`;

/** The bounds of a service's auto scaling. */
export const scalableTarget = (name: string, min: number, max: number): string =>
  `  ${name}Target: {Type: AWS::ApplicationAutoScaling::ScalableTarget, Properties: {MinCapacity: ${min}, MaxCapacity: ${max}, ResourceId: !Join [/, [service, !Ref Cluster, !GetAtt ${name}.Name]]}}
`;
