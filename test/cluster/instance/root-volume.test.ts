import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { onDemand, type RootVolume } from '../../../lib/cluster';
import { testStack } from '../../synth';
import { clusterOf, onlyResource, refusalOf } from '../fixture';

const withVolume = (rootVolume?: RootVolume, operatingSystem?: 'bottlerocket') =>
  onDemand({ instanceTypes: ['m7g.large'], max: 2, rootVolume, operatingSystem });

const devicesOf = (template: Template) =>
  onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings;

test('gp3, encrypted, twice the size of the image: room for the images of several releases', () => {
  expect(devicesOf(clusterOf(withVolume()).template)).toEqual([
    {
      DeviceName: '/dev/xvda',
      Ebs: {
        VolumeType: 'gp3',
        Encrypted: true,
        VolumeSize: 60,
        Iops: 3000,
        Throughput: 125,
        DeleteOnTermination: true,
      },
    },
  ]);
});

test('Bottlerocket keeps images on its second volume; the first, too, is encrypted, and has the size of the image', () => {
  expect(devicesOf(clusterOf(withVolume({ sizeGiB: 100 }, 'bottlerocket')).template)).toEqual([
    { DeviceName: '/dev/xvda', Ebs: { VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true } },
    { DeviceName: '/dev/xvdb', Ebs: expect.objectContaining({ VolumeSize: 100, Encrypted: true }) },
  ]);
});

test.each<RootVolume>([
  { sizeGiB: 29 },
  { sizeGiB: 65_537 },
  { sizeGiB: 60.5 },
  { iops: 2_999 },
  { iops: 30_001 },
  { sizeGiB: 200, iops: 80_001 },
  { throughputMiBps: 124 },
  { throughputMiBps: 751 },
  { sizeGiB: 200, iops: 80_000, throughputMiBps: 2_001 },
])('%j is out of the range of gp3', (volume) => {
  expect(refusalOf(withVolume(volume))).toBe('RootVolumeRange');
});

test('the limits themselves are taken', () => {
  expect(refusalOf(withVolume({ sizeGiB: 160, iops: 80_000, throughputMiBps: 2_000 }))).toBeUndefined();
  expect(refusalOf(withVolume({ sizeGiB: 30, iops: 15_000, throughputMiBps: 125 }))).toBeUndefined();
});

test('a key of the app lets EC2 Auto Scaling start instances with it, and nobody else', () => {
  const stack = testStack();
  const { template } = clusterOf(withVolume({ encryptionKey: new Key(stack, 'Key') }), {}, stack);
  const autoScalingOnly = {
    StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: {
      'aws:PrincipalArn': Match.objectLike({
        'Fn::Join': ['', Match.arrayWith([':role/aws-service-role/autoscaling.amazonaws.com/*'])],
      }),
    },
  };
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: Match.arrayWith(['kms:Decrypt', 'kms:GenerateDataKey*']),
          Condition: autoScalingOnly,
        }),
        Match.objectLike({
          Action: 'kms:CreateGrant',
          Condition: { ...autoScalingOnly, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        }),
      ]),
    },
  });
  expect(devicesOf(template)[0].Ebs.KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] });
});

test('an imported key cannot be given that policy, which is said', () => {
  const stack = testStack();
  const encryptionKey = Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/abc');
  jest.spyOn(console, 'error').mockImplementation(); // the CDK prints what the test looks for
  clusterOf(withVolume({ encryptionKey }), {}, stack);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('AWSServiceRoleForAutoScaling'));
});

test('a key in another stack makes no cycle', () => {
  const stack = testStack();
  const keys = new Stack(stack.node.root, 'Keys');
  const { template } = clusterOf(withVolume({ encryptionKey: new Key(keys, 'Key') }), {}, stack);
  expect(devicesOf(template)[0].Ebs.KmsKeyId).toBeDefined();
  Template.fromStack(keys).resourceCountIs('AWS::KMS::Key', 1);
});
