import { DEFAULT_MODEL_ASSUMPTIONS, Model, readTemplates, zonesOfSubnets } from '../../lib/template';
import { memoryFiles } from './memory-files';

const CHILD = `Parameters: {Cluster: {Type: String}, Count: {Type: Number, Default: 1}}
Resources:
  Service: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, DesiredCount: !Ref Count}}
`;
const CLUSTER = `Resources: {Cluster: {Type: AWS::ECS::Cluster}}
Outputs: {Name: {Value: !Ref Cluster}}
`;

const parent = (services: string[], cluster = 'https://s3.amazonaws.com/bucket/infra/cluster.yaml') => `Resources:
  Infra: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${cluster}}}
${services
  .map(
    (url, i) => `  S${i}:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ${url}, Parameters: {Cluster: !GetAtt Infra.Outputs.Name, Count: ${i + 2}}}
`,
  )
  .join('')}`;

const modelOf = (files: Record<string, string>) =>
  new Model(readTemplates(['d'], { files: memoryFiles(files) }), DEFAULT_MODEL_ASSUMPTIONS);

const counts = (model: Model) => model.clusters.map((c) => [c.name, ...c.services.map((s) => s.desiredCount)]);

test.each([
  ['an address in S3', 'https://s3.amazonaws.com/bucket/svc/service.yaml'],
  ['a path from the parent', './svc/service.yaml'],
  ['a text with a parameter in it', `!Sub "https://\${Bucket}.s3.amazonaws.com/svc/service.yaml?versionId=1"`],
  ['a joined text', "!Join ['', ['https://bucket', !Ref Bucket, /svc/service.yaml]]"],
])('a template nested by %s gets its parameters and gives its outputs', (_, url) => {
  const files = { 'd/main.yaml': parent([url, url]), 'd/infra/cluster.yaml': CLUSTER, 'd/svc/service.yaml': CHILD };
  expect(counts(modelOf(files))).toEqual([['Cluster', 2, 3]]);
});

test('of two templates with that name the one whose folders agree is meant', () => {
  const files = {
    'd/main.yaml': parent(['https://s3.amazonaws.com/bucket/a/service.yaml']),
    'd/infra/cluster.yaml': CLUSTER,
    'd/a/service.yaml': CHILD,
    'd/b/service.yaml': CHILD,
  };
  expect(counts(modelOf(files)).map(([, ...services]) => services)).toEqual([[2], [1]]);
});

test('where two templates would do, neither is taken to be nested', () => {
  const files = {
    'd/main.yaml': parent(['https://s3.amazonaws.com/bucket/service.yaml']),
    'd/infra/cluster.yaml': CLUSTER,
    'd/a/service.yaml': CHILD,
    'd/b/service.yaml': CHILD,
  };
  expect(modelOf(files).services.map(({ desiredCount }) => desiredCount)).toEqual([1, 1]);
});

test('templates that nest each other in a circle are read, each once', () => {
  const files = { 'd/a.yaml': parent([], 'b.yaml'), 'd/b.yaml': parent([], 'a.yaml') };
  expect(modelOf(files).set.stacks.map(({ stack }) => stack)).toEqual(['d/a.yaml', 'd/b.yaml']);
});

test('templates that nest the next one twice over do not grow beyond bounds', () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, i) => [`d/t${i}.yaml`, parent([`t${i + 1}.yaml`], `t${i + 1}.yaml`)]),
  );
  expect(modelOf(files).set.stacks.length).toBeLessThan(600);
});

test.each([
  ['joined references', '!Join [",", [!Ref A, !Ref B]]', 2],
  ['one reference', '!Ref A', 1],
])('%s are a list where the nested stack wants one', (_, subnets, zones) => {
  const main = `Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [0, !GetAZs ""]}}
  B: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [1, !GetAZs ""]}}
  Group:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: group.yaml, Parameters: {Subnets: ${subnets}}}
`;
  const group = `Parameters: {Subnets: {Type: List<AWS::EC2::Subnet::Id>}}
Resources: {Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {VPCZoneIdentifier: !Ref Subnets}}}
`;
  const { autoScalingGroups, set } = modelOf({ 'd/main.yaml': main, 'd/group.yaml': group });
  expect(zonesOfSubnets(autoScalingGroups[0]!.subnets!, set)).toHaveLength(zones);
});
