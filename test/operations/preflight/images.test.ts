import {
  BatchGetImageCommand,
  DescribePullThroughCacheRulesCommand,
  DescribeRegistryCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { images } from '../../../lib/operations/preflight/checks/images';
import { look, refusal } from './look';

const ecr = mockClient(ECRClient);
const web = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web';

/** One service on instances of a type. */
const template = (image: string, { type = 'm7g.large', more = '' } = {}) => `
Resources:
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData: { InstanceType: ${type}, UserData: { 'Fn::Base64': "#!/bin/bash\\necho ECS_CLUSTER=Shop >> /etc/ecs/ecs.config" } }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: 1, MaxSize: 4, AvailabilityZones: [eu-west-1a], LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { ContainerDefinitions: [{ Name: web, Image: ${image}, Memory: 128 }] }
  Service:
    Type: AWS::ECS::Service
    Properties: { Cluster: Shop, TaskDefinition: !Ref Task, LaunchType: EC2 ${more} }
`;

const index = (...architectures: string[]) => ({
  images: [
    {
      imageManifest: JSON.stringify({
        manifests: [
          ...architectures.map((architecture) => ({ platform: { os: 'linux', architecture } })),
          { platform: { os: 'unknown', architecture: 'unknown' } },
        ],
      }),
    },
  ],
});

beforeEach(() => {
  ecr.reset();
  ecr.on(DescribePullThroughCacheRulesCommand).resolves({ pullThroughCacheRules: [] });
});

test('an image for the architecture of the instances holds', async () => {
  ecr.on(BatchGetImageCommand).resolves(index('amd64', 'arm64'));
  expect(await look(images, template(`${web}:3`))).toEqual({ [`${web}:3`]: 'holds' });
  expect(ecr.commandCalls(BatchGetImageCommand)[0]!.args[0].input).toMatchObject({
    registryId: '111122223333',
    repositoryName: 'web',
    imageIds: [{ imageTag: '3' }],
  });
});

test('an image for another architecture fails, whichever instances there are', async () => {
  ecr.on(BatchGetImageCommand).resolves(index('amd64'));
  expect(await look(images, template(web))).toEqual({ [web]: 'fails: wrong-platform' });
  expect(await look(images, template(web, { type: 'm7i.large' }))).toEqual({ [web]: 'holds' });
});

test('the platform of a single image is read from its configuration', async () => {
  ecr
    .on(BatchGetImageCommand)
    .resolves({ images: [{ imageManifest: JSON.stringify({ config: { digest: 'sha256:c' } }) }] });
  ecr
    .on(GetDownloadUrlForLayerCommand, { layerDigest: 'sha256:c', repositoryName: 'web' })
    .resolves({ downloadUrl: 'https://layers/c' });
  const download = async (url: string) =>
    JSON.stringify({ os: 'linux', architecture: url.endsWith('/c') ? 'amd64' : 'arm64' });
  expect(await look(images, template(`${web}@sha256:ab`), { download })).toEqual({
    [`${web}@sha256:ab`]: 'fails: wrong-platform',
  });
});

test('an image whose manifest does not tell its platform is open', async () => {
  ecr.on(BatchGetImageCommand).resolves({ images: [{ imageManifest: '{}' }] });
  expect(await look(images, template(web))).toEqual({ [web]: 'unknown: platform-not-told' });
});

test('Fargate takes x86-64 where nothing is said', async () => {
  ecr.on(BatchGetImageCommand).resolves(index('arm64'));
  const fargate = (more: string) => `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { RequiresCompatibilities: [FARGATE], ${more} ContainerDefinitions: [{ Name: web, Image: ${web} }] }
`;
  expect(await look(images, fargate(''))).toEqual({ [web]: 'fails: wrong-platform' });
  expect(await look(images, fargate('RuntimePlatform: { CpuArchitecture: ARM64 },'))).toEqual({ [web]: 'holds' });
});

test('instances of both architectures, and constraints that may keep tasks to one', async () => {
  ecr.on(BatchGetImageCommand).resolves(index('amd64'));
  const own = template(web).replace(
    'ContainerDefinitions',
    'RuntimePlatform: { CpuArchitecture: X86_64 }, ContainerDefinitions',
  );
  const constraint =
    ", PlacementConstraints: [{ Type: memberOf, Expression: 'attribute:ecs.cpu-architecture == x86_64' }]";
  expect(await look(images, own)).toEqual({ [web]: 'fails: wrong-platform' });
  expect(await look(images, own.replace('LaunchType: EC2', `LaunchType: EC2${constraint}`))).toEqual({
    [web]: 'unknown: constraints-decide',
  });
});

test('a tag that is not there fails, unless a pull-through cache brings it', async () => {
  ecr.on(BatchGetImageCommand).resolves({ images: [], failures: [{ failureCode: 'ImageNotFound' }] });
  expect(await look(images, template(`${web}:9`))).toEqual({ [`${web}:9`]: 'fails: no-image' });
  ecr.on(DescribePullThroughCacheRulesCommand).resolves({
    pullThroughCacheRules: [{ ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io' }],
  });
  const cached = web.replace('/web', '/hub/nginx:1');
  expect(await look(images, template(cached))).toEqual({ [cached]: 'unknown: pulled-through' });
});

test('a repository that is not there fails', async () => {
  ecr.on(BatchGetImageCommand).rejects(refusal('RepositoryNotFoundException'));
  expect(await look(images, template(web))).toEqual({ [web]: 'fails: no-repository' });
});

test('an image that the CDK builds is published by the deployment', async () => {
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  ecr.on(BatchGetImageCommand).resolves({ images: [] });
  const [account, region] = ['$'.concat('{AWS::AccountId}'), '$'.concat('{AWS::Region}')];
  const asset = `${account}.dkr.ecr.${region}.amazonaws.com/cdk-hnb659fds-container-assets-${account}-${region}:abc`;
  expect(Object.values(await look(images, template(`!Sub '${asset}'`)))).toEqual(['unknown: published-by-deployment']);
  expect(ecr.commandCalls(BatchGetImageCommand)[0]!.args[0].input.repositoryName).toBe(
    'cdk-hnb659fds-container-assets-111122223333-eu-west-1',
  );
});

test('other registries and repositories to be made are open', async () => {
  expect(await look(images, template('public.ecr.aws/nginx/nginx:1'))).toEqual({
    'public.ecr.aws/nginx/nginx:1': 'unknown: other-registry',
  });
  const made = `${template('!GetAtt Repository.RepositoryUri')}  Repository: { Type: 'AWS::ECR::Repository' }\n`;
  expect(Object.values(await look(images, made))).toEqual(['unknown: repository-to-be-made']);
});

test('without permission nothing is looked at', async () => {
  ecr.on(BatchGetImageCommand).rejects(refusal('AccessDeniedException'));
  expect(await look(images, template(web))).toEqual({ [web]: 'not-looked-at' });
});
