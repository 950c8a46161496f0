import { modelOf } from './model-of';

const RUN_INIT = 'yum install -y aws-cfn-bootstrap\n/opt/aws/bin/cfn-init -v --stack s --resource Launch --region r';

const group = (launch: string, extra = '') => `Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Sub "\${AWS::StackName}-ecs"}}
  Other: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Sub "\${Prefix}-ecs"}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {MaxSize: 1, LaunchConfigurationName: !Ref Launch}
  Launch:
    Type: AWS::AutoScaling::LaunchConfiguration
${launch}
${extra}Parameters:
  Prefix: {Type: String}
`;

const userData = (text: string) => `    Properties: {UserData: {Fn::Base64: !Sub ${JSON.stringify(text)}}}`;

const joined = (template: string) =>
  modelOf(template).clusters.map(({ capacities, undecidedGroups }) => [
    ...capacities.map((capacity) => capacity.group.resource.logicalId),
    ...undecidedGroups.map(({ resource }) => `${resource.logicalId}?`),
  ]);

test.each([
  ['a command', `{commands: {01_join: {command: !Sub "echo ECS_CLUSTER=\${Cluster} >> /etc/ecs/ecs.config"}}}`],
  ['a file', `{files: {/etc/ecs/ecs.config: {content: !Sub "ECS_CLUSTER=\${Cluster}\\n"}}}`],
])('%s of cfn-init says which cluster instances join', (_, config) => {
  const launch = `    Metadata: {AWS::CloudFormation::Init: {config: ${config}}}\n${userData(RUN_INIT)}`;
  expect(joined(group(launch))).toEqual([['Group'], []]);
});

test('metadata of cfn-init counts only where a script runs it', () => {
  const metadata = `    Metadata: {AWS::CloudFormation::Init: {config: {commands: {a: {command: !Sub "echo ECS_CLUSTER=\${Cluster} > /etc/ecs/ecs.config"}}}}}`;
  expect(joined(group(`${metadata}\n${userData('# cfn-init -r Launch')}`))).toEqual([[], []]);
});

test.each([
  ['cfn-init of a resource that is not known', '/opt/aws/bin/cfn-init -r $NAME'],
  ['a configuration that is copied from elsewhere', 'aws s3 cp s3://shop/ecs.config /etc/ecs/ecs.config'],
])('%s leaves open which cluster instances join', (_, text) => {
  expect(joined(group(userData(text)))).toEqual([['Group?'], ['Group?']]);
});

test('clusters whose names end alike are not mistaken for one another', () => {
  const text = `echo ECS_CLUSTER=\${AWS::StackName}-ecs >> /etc/ecs/ecs.config`;
  expect(joined(group(userData(text)))).toEqual([['Group'], []]);
});

test('cfn-init has nothing to do where its resource has no metadata', () => {
  expect(joined(group(userData(RUN_INIT)))).toEqual([[], []]);
});

test('a cloud-config is read line by line where a part that is not known leaves it no YAML', () => {
  const text = `#cloud-config\nbootcmd:\n  - mkdir /a\n\${Prefix}  - [a, b]\n  - echo ECS_CLUSTER=\${Cluster} >> /etc/ecs/ecs.config\n`;
  expect(joined(group(userData(text)))).toEqual([['Group'], []]);
});

test.each([
  [
    'a Spot Fleet',
    `{Type: AWS::EC2::SpotFleet, Properties: {SpotFleetRequestConfigData: {LaunchSpecifications: [{UserData: {Fn::Base64: !Sub "echo ECS_CLUSTER=\${Cluster} > /etc/ecs/ecs.config"}}]}}}`,
  ],
  [
    'one instance',
    `{Type: AWS::EC2::Instance, Properties: {UserData: {Fn::Base64: !Sub "echo ECS_CLUSTER=\${Cluster} > /etc/ecs/ecs.config"}}}`,
  ],
])('the instances of %s are in the cluster that it joins, and not counted', (_, resource) => {
  expect(joined(group(userData(''), `  More: ${resource}\n`))).toEqual([['More?'], []]);
});

test('an instance that joins no cluster leaves every cluster as it is', () => {
  expect(joined(group(userData(''), '  Bastion: {Type: AWS::EC2::Instance, Properties: {}}\n'))).toEqual([[], []]);
});

test('a fleet whose launch template is elsewhere may be in any cluster', () => {
  const fleet =
    '{Type: AWS::EC2::EC2Fleet, Properties: {LaunchTemplateConfigs: [{LaunchTemplateSpecification: {LaunchTemplateId: lt-1}}]}}';
  expect(joined(group(userData(''), `  More: ${fleet}\n`))).toEqual([['More?'], ['More?']]);
});

test.each([
  ['shop', 'shop'],
  ['!Ref Prefix', `\${Prefix}`],
  [`!Sub "\${Prefix}-ecs-\${AWS::StackName}"`, `\${Prefix}-ecs-\${AWS::StackName}`],
  [`{Fn::ImportValue: !Sub "\${Prefix}-Cluster"}`, 'of another stack'],
])('the cluster %s of elsewhere is called %s', (cluster, name) => {
  const service = `  Service: {Type: AWS::ECS::Service, Properties: {Cluster: ${cluster}}}\n`;
  expect(modelOf(group(userData(''), service)).clusters.map((one) => one.name)).toEqual(['Cluster', 'Other', name]);
});
