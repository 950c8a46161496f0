import { type CapacityInTemplate, isUnknown, type ModelAssumptions } from '../../../lib/template';
import { modelOf } from '../model-of';

const capacity = (launch: string, group = '', assumptions: Partial<ModelAssumptions> = {}): CapacityInTemplate => {
  const model = modelOf(
    `Parameters:
  Ami: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id}
  Open: {Type: String}
Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: [!Ref Provider]}}
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group}}}
  One: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [0, !GetAZs ""]}}
  Two: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: eu-west-1b}}
  Template: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: !Ref Ami, ${launch}}}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MaxSize: 3, VPCZoneIdentifier: [!Ref One, !Ref Two], LaunchTemplate: {LaunchTemplateId: !Ref Template}${group}}
`,
    assumptions,
  );
  return model.capacitiesOf(model.clusters[0]!)[0]!;
};

const registered = (found: CapacityInTemplate, bound: 'conservative' | 'optimistic') => {
  const types = found.instanceTypes(bound);
  if (isUnknown(types)) throw new Error('unknown');
  return types[0]!;
};

test('zones, image and types are read', () => {
  const found = capacity('InstanceType: m7g.large');
  expect(found.zones).toEqual(['zone #1', 'eu-west-1b']);
  expect(found.image).toEqual({ family: 'al2023', architecture: 'arm64' });
  expect(registered(found, 'conservative')).toMatchObject({ name: 'm7g.large', registered: { cpuUnits: 2048 } });
});

test('where AWS leaves a figure open, the bounds differ', () => {
  const found = capacity('InstanceType: m7g.large');
  const [careful, hopeful] = [registered(found, 'conservative').registered, registered(found, 'optimistic').registered];
  expect(careful.memoryMiB).toBeLessThan(hopeful.memoryMiB);
  expect(hopeful.memoryMiB).toBeLessThan(8192);
  expect([careful.networkInterfaces, hopeful.networkInterfaces]).toEqual([2, 10]);
  const without = capacity('InstanceType: m7g.large', '', { trunking: 'off' });
  expect(registered(without, 'optimistic').registered.networkInterfaces).toBe(2);
});

test('a template that turns trunking on for the role settles it', () => {
  const profile = `IamInstanceProfile: {Arn: !GetAtt Profile.Arn}`;
  const turned = `}
  Role: {Type: AWS::IAM::Role}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
  Trunking: {Type: Custom::StowageTrunking, Properties: {role: !GetAtt Role.Arn}`;
  expect(
    registered(capacity(`InstanceType: m7g.large, ${profile}`, turned), 'conservative').registered.networkInterfaces,
  ).toBe(10);
});

test('user data changes what an instance registers and reports', () => {
  const data =
    'UserData: {Fn::Base64: "echo ECS_RESERVED_MEMORY=1000 >> /etc/ecs/ecs.config\\necho ECS_INSTANCE_ATTRIBUTES={\\\\\\"stack\\\\\\":\\\\\\"prod\\\\\\"} >> /etc/ecs/ecs.config"}';
  const plain = registered(capacity('InstanceType: m7g.large'), 'optimistic');
  const reserved = registered(capacity(`InstanceType: m7g.large, ${data}`), 'optimistic');
  expect(plain.registered.memoryMiB - reserved.registered.memoryMiB).toBe(1000);
  expect(reserved.attributes['stack']).toBe('prod');
});

test('attribute-based selection launches what the table has for it, on the architecture of the image', () => {
  const found = capacity('InstanceRequirements: {VCpuCount: {Min: 2, Max: 2}, MemoryMiB: {Min: 8192, Max: 8192}}');
  if (isUnknown(found.types)) throw new Error('unknown');
  expect(found.types.length).toBeGreaterThan(3);
  expect(
    new Set(found.types.map(({ architecture, vcpus, memoryMiB }) => `${architecture} ${vcpus} ${memoryMiB}`)),
  ).toEqual(new Set(['arm64 2 8192']));
});

test.each([
  ['a parameter without a value', 'InstanceType: !Ref Open'],
  ['a type the table lacks', 'InstanceType: m99x.large'],
  ['nothing', 'KeyName: x'],
])('types are unknown: %s', (_, launch) => {
  expect(isUnknown(capacity(launch).types)).toBe(true);
});
