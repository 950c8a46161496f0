import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ImageRepository, type ImageRepositoryProps } from '../../lib/images';
import { misuseOf } from '../misuse';
import { templateOf, testStack } from '../synth';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

const build = (props: ImageRepositoryProps = {}) => new ImageRepository(testStack(), 'Images', props);
const repositoryOf = (images: Stack | ecr.Repository) =>
  Object.values(Template.fromStack(Stack.of(images)).findResources('AWS::ECR::Repository'))[0]!;

describe('defaults', () => {
  test('template', () => {
    expect(templateOf(build().stack)).toMatchSnapshot();
  });

  test('tags never move, images are scanned and encrypted, and outlive the stack', () => {
    expect(repositoryOf(build())).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
      },
    });
    expect(repositoryOf(build()).Properties).not.toHaveProperty('RepositoryPolicyText');
    expect(repositoryOf(build()).Properties).not.toHaveProperty('RepositoryName');
  });

  test('it goes wherever an L2 repository goes', () => {
    const l2: ecr.Repository = build();
    expect(ecs.ContainerImage.fromEcrRepository(l2, 'v1')).toBeInstanceOf(ecs.EcrImage);
  });
});

describe('options', () => {
  test('mutable tags are exclusions from immutability', () => {
    expect(repositoryOf(build({ mutableTags: ['latest', 'main-*'] })).Properties).toMatchObject({
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'latest' },
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'main-*' },
      ],
    });
  });

  test('a KMS key of yours, or the AWS managed one', () => {
    const stack = testStack();
    new ImageRepository(stack, 'Images', { encryption: new kms.Key(stack, 'Key') });
    expect(repositoryOf(stack).Properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
      KmsKey: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    });
    expect(repositoryOf(build({ encryption: 'kms' })).Properties.EncryptionConfiguration).toEqual({
      EncryptionType: 'KMS',
    });
  });

  test('images are deleted with the repository only when both say so', () => {
    const images = build({ removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true });
    expect(repositoryOf(images)).toMatchObject({ DeletionPolicy: 'Delete', Properties: { EmptyOnDelete: true } });
    expect(
      misuseOf(() =>
        build({ removalPolicy: RemovalPolicy.RETAIN, emptyOnDelete: true } as unknown as ImageRepositoryProps),
      ),
    ).toBe('EmptyOnDeleteWithoutDestroy');
    expect(misuseOf(() => build({ emptyOnDelete: true } as unknown as ImageRepositoryProps))).toBe(
      'EmptyOnDeleteWithoutDestroy',
    );
  });

  test('name and scanning can be chosen', () => {
    expect(repositoryOf(build({ repositoryName: 'shop/web', scanOnPush: false })).Properties).toMatchObject({
      RepositoryName: 'shop/web',
      ImageScanningConfiguration: { ScanOnPush: false },
    });
  });

  test.each([[[]], [['a', 'b', 'c', 'd', 'e', 'f']]])('refuses %j as mutable tags', (mutableTags) => {
    expect(misuseOf(() => build({ mutableTags } as unknown as ImageRepositoryProps))).toBe('MutableTagsOutOfRange');
  });

  test.each(['', 'a b', 'a*b*c*', 'x'.repeat(129)])('refuses the mutable tag pattern %j', (pattern) => {
    expect(misuseOf(() => build({ mutableTags: [pattern] }))).toBe('InvalidTagPattern');
  });
});

describe('images', () => {
  const definitionWith = (image: (stack: Stack) => ecs.ContainerImage) => {
    const stack = testStack();
    const definition = new ecs.Ec2TaskDefinition(stack, 'Task');
    definition.addContainer('app', { image: image(stack), memoryLimitMiB: 64 });
    return Template.fromStack(stack);
  };
  const imageIn = (template: Template) =>
    Object.values(template.findResources('AWS::ECS::TaskDefinition'))[0]!.Properties.ContainerDefinitions[0].Image;

  test('a release is the repository and the tag, and its execution role may pull from exactly this repository', () => {
    const template = definitionWith((stack) => {
      new ImageRepository(stack, 'Other');
      return new ImageRepository(stack, 'Images').release('v1.4.2');
    });
    expect(JSON.stringify(imageIn(template))).toContain(':v1.4.2');
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          {
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Images'), 'Arn'] },
          },
          { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
        ],
      },
    });
    template.resourceCountIs('AWS::IAM::Policy', 1);
  });

  test('a digest follows an @, also when it is known only at deployment', () => {
    const written = definitionWith((stack) => new ImageRepository(stack, 'Images').digest(DIGEST));
    expect(JSON.stringify(imageIn(written))).toContain(`@${DIGEST}`);
    const token = definitionWith((stack) =>
      new ImageRepository(stack, 'Images').digest(new CfnParameter(stack, 'Digest').valueAsString),
    );
    expect(JSON.stringify(imageIn(token))).toContain('"@",{"Ref":"Digest"}');
  });

  test('a tag may come from a parameter of CloudFormation or SSM', () => {
    const parameter = definitionWith((stack) =>
      new ImageRepository(stack, 'Images', { mutableTags: ['*'] }).release(
        new CfnParameter(stack, 'Tag').valueAsString,
      ),
    );
    expect(JSON.stringify(imageIn(parameter))).toContain('":",{"Ref":"Tag"}');
    const stored = definitionWith((stack) =>
      new ImageRepository(stack, 'Images').release(ssm.StringParameter.valueForStringParameter(stack, '/web/tag')),
    );
    expect(JSON.stringify(imageIn(stored))).toContain('SsmParameterValue');
  });

  test('what is not a tag or a digest is refused', () => {
    const images = build();
    for (const tag of ['', 'a b', '.v1', `${'x'.repeat(129)}`, DIGEST]) {
      expect(misuseOf(() => images.release(tag))).toBe('InvalidImageTag');
    }
    for (const digest of ['', 'v1', 'sha256:abc', DIGEST.toUpperCase()]) {
      expect(misuseOf(() => images.digest(digest))).toBe('InvalidImageDigest');
    }
  });

  test('a mutable tag is not a release', () => {
    const images = build({ mutableTags: ['latest', 'main-*'] });
    expect(misuseOf(() => images.release('latest'))).toBe('MutableRelease');
    expect(misuseOf(() => images.release('main-7'))).toBe('MutableRelease');
    expect(images.release('v1').imageName).toMatch(/:v1$/);
  });
});

describe('access', () => {
  test('pushing takes what AWS documents for it, and no more', () => {
    const stack = testStack();
    const ci = new iam.Role(stack, 'Ci', { assumedBy: new iam.AccountRootPrincipal() });
    new ImageRepository(stack, 'Images').grantPush(ci);
    const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const actions = policy!.Properties.PolicyDocument.Statement.flatMap((s: { Action: string }) => s.Action);
    expect([...actions].sort()).toEqual([
      'ecr:BatchCheckLayerAvailability',
      'ecr:BatchGetImage',
      'ecr:CompleteLayerUpload',
      'ecr:GetAuthorizationToken',
      'ecr:InitiateLayerUpload',
      'ecr:PutImage',
      'ecr:UploadLayerPart',
    ]);
  });

  test('other accounts and organizations may only pull', () => {
    const images = build({ pullAccess: { accounts: ['111122223333'], organizations: ['o-a1b2c3d4e5'] } });
    const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
    expect(repositoryOf(images).Properties.RepositoryPolicyText.Statement).toEqual([
      {
        Action: pull,
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:root']] } },
      },
      {
        Action: pull,
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
      },
    ]);
  });

  test.each([{}, { accounts: ['12'] }, { organizations: ['my-org'] }])('refuses pull access for %j', (pullAccess) => {
    expect(misuseOf(() => build({ pullAccess }))).toBe('InvalidPullAccess');
  });

  test('no policy opens the images to the world', () => {
    const images = build();
    const world = (conditions?: iam.Conditions) =>
      new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()], conditions });
    expect(misuseOf(() => images.addToResourcePolicy(world()))).toBe('PublicRepositoryPolicy');
    const star = new iam.PolicyStatement({ actions: ['ecr:BatchGetImage'], principals: [new iam.StarPrincipal()] });
    expect(misuseOf(() => images.addToResourcePolicy(star))).toBe('PublicRepositoryPolicy');
    expect(images.addToResourcePolicy(world({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }))).toMatchObject(
      {
        statementAdded: true,
      },
    );
  });

  test('a role in a stack of another account pulls across accounts', () => {
    const app = new App();
    const images = new ImageRepository(
      new Stack(app, 'Images', { env: { account: '111122223333', region: 'eu-west-1' } }),
      'Images',
      { repositoryName: 'web' },
    );
    const elsewhere = new Stack(app, 'Web', { env: { account: '444455556666', region: 'eu-west-1' } });
    const definition = new ecs.Ec2TaskDefinition(elsewhere, 'Task');
    definition.addContainer('app', { image: images.release('v1'), memoryLimitMiB: 64 });
    const [policy] = Object.values(Template.fromStack(elsewhere).findResources('AWS::IAM::Policy'));
    expect(JSON.stringify(policy)).toContain(':ecr:eu-west-1:111122223333:repository/web');
  });
});

test('the age of untagged images can be chosen', () => {
  const text = repositoryOf(build({ expireUntaggedAfter: Duration.days(3) })).Properties.LifecyclePolicy;
  expect(JSON.parse(text.LifecyclePolicyText).rules[0].selection.countNumber).toBe(3);
});
