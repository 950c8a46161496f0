import { CfnParameter, Duration, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { PullThroughCache } from '../../../lib/images';
import { misuseOf } from '../../misuse';
import { templateOf, testStack } from '../../synth';

const credentialsIn = (stack: Stack, secretName?: string) => new Secret(stack, 'Credentials', { secretName });
const dockerHubIn = (stack: Stack) =>
  new PullThroughCache(stack, 'DockerHub', {
    upstream: 'docker-hub',
    credentials: credentialsIn(stack, 'ecr-pullthroughcache/docker-hub'),
  });

test('an image of Docker Hub in a task definition', () => {
  const stack = testStack();
  const definition = new ecs.Ec2TaskDefinition(stack, 'Task');
  definition.addContainer('proxy', { image: dockerHubIn(stack).image('library/nginx:1.27'), memoryLimitMiB: 64 });
  expect(templateOf(stack)['Resources']).toMatchSnapshot();
});

test('the execution role may pull and cache exactly this repository, and the task waits for the rule', () => {
  const stack = testStack();
  const cache = new PullThroughCache(stack, 'Cache', { upstream: 'ecr-public' });
  const definition = new ecs.Ec2TaskDefinition(stack, 'Task');
  definition.addContainer('app', { image: cache.image('docker/library/redis:7'), memoryLimitMiB: 64 });
  const template = Template.fromStack(stack);
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  expect(policy!.Properties.PolicyDocument.Statement).toMatchObject([
    {
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
        'ecr:BatchImportUpstreamImage',
        'ecr:CreateRepository',
      ].sort((a, b) => a.localeCompare(b)),
      Resource: { 'Fn::Join': ['', expect.arrayContaining([':repository/ecr-public/docker/library/redis'])] },
    },
    { Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  ]);
  const [task] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const [rule] = Object.keys(template.findResources('AWS::ECR::PullThroughCacheRule'));
  expect(task!['DependsOn']).toContain(rule);
});

test('a tag may be known only at deployment', () => {
  const stack = testStack();
  const cache = new PullThroughCache(stack, 'Cache', { upstream: 'quay' });
  const tag = new CfnParameter(stack, 'Tag').valueAsString;
  const definition = new ecs.Ec2TaskDefinition(stack, 'Task');
  definition.addContainer('app', { image: cache.image(`prometheus/prometheus:${tag}`), memoryLimitMiB: 64 });
  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy'))).toContain(
    ':repository/quay/prometheus/prometheus"',
  );
});

test('cached images lose their place with their tag, after days that can be chosen, or never', () => {
  const stack = testStack();
  new PullThroughCache(stack, 'Kubernetes', { upstream: 'k8s', expireUntaggedAfter: Duration.days(3) });
  new PullThroughCache(stack, 'Quay', { upstream: 'quay', expireUntaggedAfter: 'never' });
  const templates = Object.values(Template.fromStack(stack).findResources('AWS::ECR::RepositoryCreationTemplate'));
  expect(templates.map((template) => template.Properties)).toEqual([
    {
      Prefix: 'k8s',
      AppliedFor: ['PULL_THROUGH_CACHE'],
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: expect.stringContaining('"countNumber":3'),
    },
  ]);
});

test('an Azure registry is named by its host', () => {
  const stack = testStack();
  new PullThroughCache(stack, 'Azure', {
    upstream: 'azure-container-registry',
    host: 'shop.azurecr.io',
    prefix: 'shop',
    credentials: Secret.fromSecretCompleteArn(
      stack,
      'Credentials',
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/azure-AbCdEf',
    ),
  });
  Template.fromStack(stack).hasResourceProperties('AWS::ECR::PullThroughCacheRule', {
    EcrRepositoryPrefix: 'shop',
    UpstreamRegistry: 'azure-container-registry',
    UpstreamRegistryUrl: 'shop.azurecr.io',
    CredentialArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/azure-AbCdEf',
  });
});

test('one prefix for a registry', () => {
  const stack = testStack();
  new PullThroughCache(stack, 'One', { upstream: 'quay' });
  expect(misuseOf(() => new PullThroughCache(stack, 'Two', { upstream: 'quay' }))).toBe('DuplicateRegistrySetting');
  expect(misuseOf(() => new PullThroughCache(stack, 'Three', { upstream: 'k8s' }))).toBeUndefined();
});

test.each([undefined, 'docker-hub'])('refuses credentials in a secret named %s', (secretName) => {
  const stack = testStack();
  const credentials = credentialsIn(stack, secretName);
  expect(misuseOf(() => new PullThroughCache(stack, 'Cache', { upstream: 'docker-hub', credentials }))).toBe(
    'InvalidUpstream',
  );
});

test('refuses credentials by a foreign name, and takes a right one', () => {
  const stack = testStack();
  const named = (name: string) =>
    misuseOf(
      () =>
        new PullThroughCache(stack, `Cache-${name}`, {
          upstream: 'chainguard',
          prefix: name.slice(-5),
          credentials: Secret.fromSecretNameV2(stack, name, name),
        }),
    );
  expect(named('elsewhere')).toBe('InvalidUpstream');
  expect(named('ecr-pullthroughcache/guard')).toBeUndefined();
});

test.each(['', 'x', 'Docker', '-a', 'x'.repeat(31)])('refuses the prefix %j', (prefix) => {
  expect(misuseOf(() => new PullThroughCache(testStack(), 'Cache', { upstream: 'quay', prefix }))).toBe(
    'InvalidUpstream',
  );
});

test('refuses to expire within a day', () => {
  const expireUntaggedAfter = Duration.hours(1);
  expect(misuseOf(() => new PullThroughCache(testStack(), 'C', { upstream: 'quay', expireUntaggedAfter }))).toBe(
    'InvalidLifecycle',
  );
});

test.each([
  'library/nginx',
  'nginx:1.27',
  'docker.io/library/nginx:1.27',
  'Library/Nginx:1',
  'library/nginx:',
  'library/nginx@sha256:12',
])('refuses %s as an image of Docker Hub', (reference) => {
  expect(misuseOf(() => dockerHubIn(testStack()).image(reference))).toBe('InvalidImageReference');
});

test('takes a digest, alone or with a tag, and the one-part names of other registries', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  expect(misuseOf(() => dockerHubIn(testStack()).image(`library/nginx@${digest}`))).toBeUndefined();
  expect(misuseOf(() => dockerHubIn(testStack()).image(`library/nginx:1.27@${digest}`))).toBeUndefined();
  const kubernetes = new PullThroughCache(testStack(), 'Cache', { upstream: 'k8s' });
  expect(misuseOf(() => kubernetes.image('pause:3.10'))).toBeUndefined();
});
