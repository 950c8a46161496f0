import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import Ajv from 'ajv';
import { mockClient } from 'aws-sdk-client-mock';
import schema from '../../schema/audit-images-v1.json';
import { refusal } from '../operations/preflight/look';
import { arn } from '../operations/test-clients';
import { runLive } from './run';

const ecs = mockClient(ECSClient);
const ecr = mockClient(ECRClient);
const web = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web';
const audit = (...args: string[]) => runLive(['audit-images', '--region', 'eu-west-1', ...args]);
const policy = (...rules: object[]) =>
  ecr.on(GetLifecyclePolicyCommand).resolves({
    lifecyclePolicyText: JSON.stringify({
      rules: rules.map((selection, i) => ({ rulePriority: i + 1, selection, action: { type: 'expire' } })),
    }),
  });

beforeEach(() => {
  ecs.reset();
  ecr.reset();
  ecs.on(ListClustersCommand).resolves({ clusterArns: [arn.cluster('Shop')] });
  ecs.on(DescribeClustersCommand).resolves({ clusters: [{ clusterArn: arn.cluster('Shop'), clusterName: 'Shop' }] });
  ecs.on(ListTasksCommand).resolves({ taskArns: [arn.task('1')] });
  ecs.on(DescribeTasksCommand).resolves({
    tasks: [
      {
        taskArn: arn.task('1'),
        group: 'service:web',
        containers: [
          { image: `${web}:v2`, imageDigest: 'sha256:old' },
          { image: 'public.ecr.aws/x/y:1', imageDigest: 'sha256:other' },
        ],
      },
    ],
  });
  ecs.on(ListServicesCommand).resolves({ serviceArns: [arn.service('web')] });
  ecs.on(DescribeServicesCommand).resolves({
    services: [
      {
        serviceArn: arn.service('web'),
        serviceName: 'web',
        status: 'ACTIVE',
        taskDefinition: arn.taskDefinition('web'),
      },
    ],
  });
  ecs.on(DescribeTaskDefinitionCommand).resolves({
    taskDefinition: {
      taskDefinitionArn: arn.taskDefinition('web'),
      family: 'web',
      revision: 1,
      containerDefinitions: [{ image: `${web}:v2` }, { image: web.replace('111122223333', '999999999999') }],
    },
  });
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  ecr
    .on(DescribeRepositoriesCommand)
    .resolves({ repositories: [{ repositoryName: 'web' }, { repositoryName: 'idle' }] });
  ecr.on(BatchGetImageCommand).resolves({ images: [] });
  ecr.on(GetLifecyclePolicyCommand).rejects(refusal('LifecyclePolicyNotFoundException'));
  ecr.on(DescribeImagesCommand, { repositoryName: 'web' }).resolves({
    imageDetails: [
      { imageDigest: 'sha256:new', imageTags: ['v2'], imagePushedAt: new Date() },
      { imageDigest: 'sha256:old', imagePushedAt: new Date(0) },
    ],
  });
});

test('without a policy all images are kept', async () => {
  const ran = await audit('--format', 'json');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ran.out)).toMatchObject({
    version: 1,
    region: 'eu-west-1',
    repositories: [{ name: 'web', images: 2, rules: 0 }],
    images: [
      { image: 'sha256:old', usedBy: ['tasks of service Shop/web'], fate: { code: 'kept' } },
      { image: 'v2', usedBy: ['service Shop/web'], fate: { code: 'kept' } },
    ],
    elsewhere: 1,
  });
});

test('a running image whose tag has moved on expires as an untagged one', async () => {
  policy({ tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 });
  const ran = await audit();
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/EXPIRES with the next run[^\n]*\n {2}web@sha256:old, used by tasks of service Shop\/web/);
});

test('images that expire later end with 1 only when strict', async () => {
  policy({ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 });
  expect(await audit()).toMatchObject({ code: 0 });
  expect(await audit('--strict')).toMatchObject({ code: 1 });
});

test('every fate is in the schema', async () => {
  const validate = new Ajv().compile(schema);
  const whole = { tagStatus: 'any', countUnit: 'days' };
  for (const [countType, countNumber] of [
    ['imageCountMoreThan', 1],
    ['imageCountMoreThan', 9],
    ['sinceImagePushed', 9],
    ['sinceImagePulled', 9],
    ['other', 1],
  ]) {
    policy({ ...whole, countType, countNumber });
    const json = JSON.parse((await audit('--format', 'json')).out);
    expect([validate(json), validate.errors]).toEqual([true, null]);
  }
  expect(validate({ version: 1, region: 'x', repositories: [], images: [{}], elsewhere: 0 })).toBe(false);
});

test('an image in the archive cannot be pulled', async () => {
  ecr.on(DescribeImagesCommand).resolves({
    imageDetails: [
      { imageDigest: 'sha256:new', imageTags: ['v2'], imagePushedAt: new Date(), imageStatus: 'ARCHIVED' },
      { imageDigest: 'sha256:old', imagePushedAt: new Date(0), imageStatus: 'ACTIVE' },
    ],
  });
  const ran = await audit();
  expect(ran.code).toBe(1);
  expect(ran.out).toMatch(/ARCHIVED\n {2}web:v2/);
});

test('an index is not read where a rule counts pulls, as reading is one', async () => {
  ecr.on(DescribeImagesCommand).resolves({
    imageDetails: [
      {
        imageDigest: 'sha256:new',
        imageTags: ['v2'],
        imagePushedAt: new Date(),
        imageManifestMediaType: 'application/vnd.oci.image.index.v1+json',
      },
      { imageDigest: 'sha256:old', imagePushedAt: new Date(0) },
    ],
  });
  ecr.on(BatchGetImageCommand).resolves({
    images: [{ imageId: { imageDigest: 'sha256:new' }, imageManifest: '{"manifests":[{"digest":"sha256:old"}]}' }],
  });
  const fateOfOld = async () => JSON.parse((await audit('--format', 'json')).out).images[0].fate.code;
  policy({ tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 });
  expect(await fateOfOld()).toBe('kept');
  policy({ tagStatus: 'any', countType: 'sinceImagePulled', countUnit: 'days', countNumber: 14 });
  ecr.resetHistory();
  expect(await fateOfOld()).toBe('unknown');
  expect(ecr.commandCalls(BatchGetImageCommand)).toHaveLength(0);
});

test('a tag that is gone', async () => {
  ecr.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: 'sha256:old', imagePushedAt: new Date() }] });
  const ran = await audit('web', '--format', 'json');
  expect(ran.code).toBe(1);
  expect(JSON.parse(ran.out).images).toMatchObject([
    { fate: { code: 'kept' } },
    { image: 'v2', fate: { code: 'gone' } },
  ]);
});

test('a repository that is not there: near names', async () => {
  expect(await audit('wev')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('did you mean web') });
});
