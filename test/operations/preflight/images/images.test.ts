import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribePullThroughCacheRulesCommand,
  DescribeRegistryCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { images } from '../../../../lib/operations/preflight/images/images';
import { look, outcomes, refusal } from '../look';
import { stackHas } from '../stack-has';

const ecr = mockClient(ECRClient);
const cloudFormation = mockClient(CloudFormationClient);
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

const DIGEST = 'sha256:0f';
/** The repository has the image, as an index of variants for these architectures. */
const has = (...architectures: string[]) => {
  ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST }] });
  ecr.on(BatchGetImageCommand).resolves({
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
};
const hasManifest = (manifest: object) => {
  has();
  ecr.on(BatchGetImageCommand).resolves({ images: [{ imageManifest: JSON.stringify(manifest) }] });
};
/** The repository has other tags only. */
const lacks = (...tags: string[]) => {
  ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: tags }] });
  ecr.on(DescribeImagesCommand, { imageIds: [{ imageTag: '9' }] }).rejects(refusal('ImageNotFoundException'));
};
const pullThrough = (...prefixes: string[]) =>
  ecr.on(DescribePullThroughCacheRulesCommand).resolves({
    pullThroughCacheRules: prefixes.map((ecrRepositoryPrefix) => ({
      ecrRepositoryPrefix,
      upstreamRegistryUrl: 'registry-1.docker.io',
    })),
  });

beforeEach(() => {
  ecr.reset();
  cloudFormation.reset();
  pullThrough();
});

test('an image for the architecture of the instances holds', async () => {
  has('amd64', 'arm64');
  expect(await look(images, template(`${web}:3`))).toEqual({ [`${web}:3`]: 'holds' });
  const where = { registryId: '111122223333', repositoryName: 'web' };
  expect(ecr.commandCalls(DescribeImagesCommand)[0]!.args[0].input).toEqual({
    ...where,
    imageIds: [{ imageTag: '3' }],
  });
  // By its digest: the manifest of a tag would make a pull-through cache look for a newer one.
  expect(ecr.commandCalls(BatchGetImageCommand)[0]!.args[0].input).toMatchObject({
    ...where,
    imageIds: [{ imageDigest: DIGEST }],
  });
});

test('an image for another architecture fails, whichever instances there are', async () => {
  has('amd64');
  expect(await look(images, template(web))).toEqual({ [web]: 'fails: wrong-platform' });
  expect(await look(images, template(web, { type: 'm7i.large' }))).toEqual({ [web]: 'holds' });
});

test('instances of both architectures: tasks may go where the image runs', async () => {
  has('amd64');
  const mixed = template(web).replace(
    'LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 }',
    'MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: 1 }, Overrides: [{ InstanceType: m7g.large }, { InstanceType: m7i.large }] } }',
  );
  expect(await look(images, mixed)).toEqual({ [web]: 'unknown: some-platforms' });
});

test('instances of elsewhere may suit an image that those of the template do not', async () => {
  has('amd64');
  const elsewhere = template(web).replace(
    "Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: Shop } }",
    '',
  );
  expect(await look(images, elsewhere)).toEqual({ [web]: 'unknown: some-platforms' });
});

test.each([
  ['ARM64', 'holds'],
  ['', 'unknown: value'],
])('of instances that nobody knows a task definition for %j is believed', async (architecture, outcome) => {
  has('arm64');
  const elsewhere = `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{ Name: web, Image: ${web}, Memory: 128 }]
      ${architecture && `RuntimePlatform: { CpuArchitecture: ${architecture} }`}
  Service:
    Type: AWS::ECS::Service
    Properties: { Cluster: Shop, TaskDefinition: !Ref Task, LaunchType: EC2 }
`;
  expect(await look(images, elsewhere)).toEqual({ [web]: outcome });
});

test('what a task definition for EC2 says of its architecture does not decide where its tasks go', async () => {
  has('arm64');
  const alone = `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { RuntimePlatform: { CpuArchitecture: X86_64 }, ContainerDefinitions: [{ Name: web, Image: ${web} }] }
`;
  expect(await look(images, alone)).toEqual({ [web]: 'unknown: some-platforms' });
});

test('the platform of a single image is read from its configuration', async () => {
  hasManifest({ config: { digest: 'sha256:c' } });
  ecr
    .on(GetDownloadUrlForLayerCommand, { layerDigest: 'sha256:c', repositoryName: 'web' })
    .resolves({ downloadUrl: 'https://layers/c' });
  const download = async (url: string) =>
    JSON.stringify({ os: 'linux', architecture: url.endsWith('/c') ? 'amd64' : 'arm64' });
  expect(await look(images, template(`${web}@sha256:ab`), { download })).toEqual({
    [`${web}@sha256:ab`]: 'fails: wrong-platform',
  });
});

test('an image whose manifest does not tell its platform, or is not given, is open', async () => {
  hasManifest({});
  expect(await look(images, template(web))).toEqual({ [web]: 'unknown: platform-not-told' });
  ecr.on(BatchGetImageCommand).resolves({ images: [], failures: [{ failureCode: 'KmsError' }] });
  expect(await look(images, template(web))).toEqual({ [web]: 'unknown: manifest-not-read' });
});

test('Fargate takes x86-64 where nothing is said', async () => {
  has('arm64');
  const fargate = (more: string) => `
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: { RequiresCompatibilities: [FARGATE], ${more} ContainerDefinitions: [{ Name: web, Image: ${web} }] }
`;
  expect(await look(images, fargate(''))).toEqual({ [web]: 'fails: wrong-platform' });
  expect(await look(images, fargate('RuntimePlatform: { CpuArchitecture: ARM64 },'))).toEqual({ [web]: 'holds' });
});

test('a tag that is not there fails, with the tags near it, unless a pull-through cache brings it', async () => {
  lacks('8', '9a', 'stable');
  expect(await outcomes(images, template(`${web}:9`))).toMatchObject([
    { problem: { code: 'no-image', repository: 'web', image: '9', near: ['8', '9a'] } },
  ]);
  pullThrough('hub');
  expect(await look(images, template(`${web}:9`))).toEqual({ [`${web}:9`]: 'fails: no-image' });
  const cached = `${web.replace('/web', '/hub/nginx')}:9`;
  expect(await look(images, template(cached))).toEqual({ [cached]: 'unknown: pulled-through' });
  expect(ecr.commandCalls(BatchGetImageCommand)).toHaveLength(0);
});

test('a custom resource that names the repository may push the image', async () => {
  lacks();
  const more = `  Copy: { Type: 'Custom::CDKECRDeployment', Properties: { DestImage: 'docker://${web}:9' } }\n`;
  expect(await look(images, template(`${web}:9`) + more)).toEqual({ [`${web}:9`]: 'unknown: pushed-by-deployment' });
  const other = "  Other: { Type: 'Custom::Other', Properties: { Name: web-shop, Tables: [webs] } }\n";
  expect(await look(images, template(`${web}:9`) + other)).toEqual({ [`${web}:9`]: 'fails: no-image' });
});

test('a repository that is not there fails', async () => {
  ecr.on(DescribeImagesCommand).rejects(refusal('RepositoryNotFoundException'));
  expect(await look(images, template(web))).toEqual({ [web]: 'fails: no-repository' });
});

test('an image that the CDK builds is published by the deployment, if the account is bootstrapped', async () => {
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  ecr.on(DescribeImagesCommand).rejects(refusal('ImageNotFoundException'));
  const [account, region] = ['$'.concat('{AWS::AccountId}'), '$'.concat('{AWS::Region}')];
  const asset = `${account}.dkr.ecr.${region}.amazonaws.com/cdk-hnb659fds-container-assets-${account}-${region}:abc`;
  expect(Object.values(await look(images, template(`!Sub '${asset}'`)))).toEqual(['unknown: published-by-deployment']);
  expect(ecr.commandCalls(DescribeImagesCommand)[0]!.args[0].input.repositoryName).toBe(
    'cdk-hnb659fds-container-assets-111122223333-eu-west-1',
  );
  ecr.on(DescribeImagesCommand).rejects(refusal('RepositoryNotFoundException'));
  expect(Object.values(await look(images, template(`!Sub '${asset}'`)))).toEqual(['fails: no-repository']);
  // Other synthesizers publish to repositories that the deployment makes.
  const staged = `${web}:${'0123456789abcdef'.repeat(4)}`;
  expect(await look(images, template(staged), { stackName: 'shop' })).toEqual({
    [staged]: 'unknown: published-by-deployment',
  });
});

test('other registries and repositories to be made are open', async () => {
  expect(await look(images, template('public.ecr.aws/nginx/nginx:1'))).toEqual({
    'public.ecr.aws/nginx/nginx:1': 'unknown: other-registry',
  });
  const made = `${template('!GetAtt Repository.RepositoryUri')}  Repository: { Type: 'AWS::ECR::Repository' }\n`;
  expect(Object.values(await look(images, made))).toEqual(['unknown: value']);
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({}));
  expect(Object.values(await look(images, made, { stackName: 'shop' }))).toEqual(['unknown: repository-to-be-made']);
});

test('a repository of the template is asked by the name that its stack has given it', async () => {
  const made = `${template("!Sub '${Repository.RepositoryUri}:9'")}  Repository: { Type: 'AWS::ECR::Repository' }\n`;
  cloudFormation.on(ListStackResourcesCommand).resolves(stackHas({ Repository: 'shop-repository-1' }));
  lacks();
  expect(Object.values(await look(images, made, { stackName: 'shop' }))).toEqual(['fails: no-image']);
  expect(ecr.commandCalls(DescribeImagesCommand)[0]!.args[0].input.repositoryName).toBe('shop-repository-1');
});

test('without permission nothing is looked at', async () => {
  ecr.on(DescribeImagesCommand).rejects(refusal('AccessDeniedException'));
  expect(await look(images, template(web))).toEqual({ [web]: 'not-looked-at' });
});

test('a repository that the templates make by a name put together, once the stack and its region are known', async () => {
  ecr.on(DescribeImagesCommand).rejects(refusal('RepositoryNotFoundException'));
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  cloudFormation.on(ListStackResourcesCommand).rejects(refusal('ValidationError'));
  const address = "!Sub '${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/${AWS::StackName}-web:9'";
  const making = (name: string) => `${template(address)}
  Made: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: ${name} } }
Parameters: { Anything: { Type: String } }
`;
  const named = (name: string) => look(images, making(name), { stack: 'shop' });
  const subject = '….dkr.ecr.eu-west-1.amazonaws.com/…-web:9';
  expect(await named("!Sub '${AWS::StackName}-web'")).toEqual({ [subject]: 'unknown: repository-to-be-made' });
  expect(await named('!Ref Anything')).toEqual({ [subject]: 'unknown: value' });
  expect(await named('another')).toEqual({ [subject]: 'fails: no-repository' });
});

test('no image at all is left open, and no registry is asked', async () => {
  expect(await look(images, template("''"))).toEqual({ '': 'unknown: value' });
  expect(ecr.calls()).toEqual([]);
});
