import { Annotations as Written } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { MachineImage } from 'aws-cdk-lib/aws-ec2';
import { type CapacitySpec, Ec2Cluster, onDemand } from '../../../lib/cluster';
import { testStack } from '../../synth';
import { clusterOf, onlyResource, refusalOf, testVpc, token, userDataOf } from '../fixture';

type System = 'al2023' | 'bottlerocket';

const named = (instanceTypes: string[], operatingSystem?: System): CapacitySpec =>
  onDemand({ instanceTypes: instanceTypes as [string], max: 2, operatingSystem });

/** The SSM parameter in which the image is found. */
function imageParameterOf(spec: CapacitySpec): string {
  const { template } = clusterOf(spec);
  const { Ref } = onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.ImageId;
  return template.findParameters(Ref)[Ref]!.Default;
}

test.each<[string, System, string]>([
  ['m7i.large', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id'],
  ['m7g.large', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id'],
  ['g6.xlarge', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id'],
  ['p5.48xlarge', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id'],
  ['inf2.xlarge', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id'],
  ['trn1.2xlarge', 'al2023', '/aws/service/ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id'],
  ['m7i.large', 'bottlerocket', '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id'],
  ['t4g.small', 'bottlerocket', '/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id'],
  ['g6.xlarge', 'bottlerocket', '/aws/service/bottlerocket/aws-ecs-2-nvidia/x86_64/latest/image_id'],
  ['g5g.xlarge', 'bottlerocket', '/aws/service/bottlerocket/aws-ecs-2-nvidia/arm64/latest/image_id'],
])('%s on %s boots %s', (type, system, parameter) => {
  expect(imageParameterOf(named([type], system))).toBe(parameter);
});

test('instances with GPUs announce them; others do not', () => {
  expect(userDataOf(clusterOf(named(['g6.xlarge'])).template)).toContain('\nECS_ENABLE_GPU_SUPPORT=true\n');
  expect(userDataOf(clusterOf(named(['m7i.large'])).template)).not.toContain('GPU');
});

test('what a capacity is can be asked', () => {
  const stack = testStack();
  const cluster = new Ec2Cluster(stack, 'Cluster', {
    vpc: testVpc(stack),
    capacity: { web: named(['m7g.large', 'c7g.large']), train: named(['p5.48xlarge']) },
  });
  expect(cluster.capacityOf('web')).toMatchObject({ architecture: 'arm64', accelerator: undefined });
  expect(cluster.capacityOf('train')).toMatchObject({ architecture: 'x86_64', accelerator: 'gpu' });
});

test.each<[string, CapacitySpec]>([
  ['InstanceTypesMixed', named(['m7g.large', 'm7i.large'])],
  ['InstanceTypesMixed', named(['g6.xlarge', 'm7i.large'])],
  ['InstanceTypesMixed', onDemand({ instanceTypes: ['m7g.large'], architecture: 'x86_64', max: 2 })],
  ['InstanceTypesInvalid', named([])],
  ['InstanceTypesInvalid', named(['m7g.large', 'm7g.large'])],
  ['InstanceTypesInvalid', named(['m7g'])],
  ['InstanceTypesInvalid', named(['M7g.large'])],
  ['InstanceTypesInvalid', named(['g4ad.xlarge'])],
  ['InstanceTypesInvalid', named(['a1.large'])],
  ['InstanceTypeUnreadable', named([token()])],
  ['MachineImageMissing', named(['g5g.xlarge'])],
  ['MachineImageMissing', named(['inf2.xlarge'], 'bottlerocket')],
])('%s: %j', (code, spec) => {
  expect(refusalOf(spec)).toBe(code);
});

test('an instance type that is a token is taken when the architecture is said', () => {
  const spec = onDemand({ instanceTypes: [token()], architecture: 'arm64', max: 2 });
  expect(imageParameterOf(spec)).toContain('/arm64/');
});

test('a pinned image takes the place of the newest, on a platform for which AWS has none, too', () => {
  const machineImage = MachineImage.genericLinux({ 'eu-west-1': 'ami-1' });
  const spec = onDemand({ instanceTypes: ['g5g.xlarge'], max: 2, machineImage });
  const { template } = clusterOf(spec, {}, testStack({ env: { region: 'eu-west-1' } }));
  expect(onlyResource(template, 'AWS::EC2::LaunchTemplate').LaunchTemplateData.ImageId).toBe('ami-1');
});

const UNKNOWN_TYPE = Match.stringLikeRegexp('unknownInstanceType');

test('a type that is not known is usable, with a warning that names the near ones and can be acknowledged', () => {
  const { stack, cluster } = clusterOf(named(['m7g.lagre']));
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp("'m7g.lagre'.*m7g.large.*unknownInstanceType"));
  Written.of(cluster).acknowledgeWarning('cdk-stowage:unknownInstanceType');
  Annotations.fromStack(stack).hasNoWarning('*', UNKNOWN_TYPE);
});

test('types that are known, and those that only a deployment tells, give no warning', () => {
  const { stack } = clusterOf(onDemand({ instanceTypes: ['m7g.large', token()], architecture: 'arm64', max: 2 }));
  Annotations.fromStack(stack).hasNoWarning('*', UNKNOWN_TYPE);
});
