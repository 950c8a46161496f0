import { fitRegion } from '../../lib/rules/fit/fit-region';
import { modelOf } from '../template/model-of';

/** Groups of a cluster, one of each type. */
const groups = (...types: string[]): string => `Resources:
  Cluster: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: [${types.map((_, index) => `!Ref P${index}`).join(', ')}]}}
${types
  .map(
    (
      type,
      index,
    ) => `  P${index}: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref G${index}}}}
  L${index}: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {ImageId: ami-1, InstanceType: ${type}}}}
  G${index}: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: 2, AvailabilityZones: [a], LaunchTemplate: {LaunchTemplateId: !Ref L${index}, Version: "1"}}}
`,
  )
  .join('')}`;

const answers = (template: string) =>
  fitRegion.check(modelOf(template)).map(({ state, resource: { logicalId } }) => [state, logicalId]);

test('a stack without a region has one thing open, however many groups hang on it', () => {
  expect(answers(groups('p4d.24xlarge', 'c6g.medium', 'trn1.2xlarge'))).toEqual([
    ['holds', 'G1'],
    ['unknown', 'G0'],
  ]);
});

test('it says which types of how many regions, and how to give one', () => {
  const reasonFor = (...types: string[]) => {
    const [outcome] = fitRegion.check(modelOf(groups(...types)));
    return outcome?.state === 'unknown' ? outcome.unknowns[0].reason : undefined;
  };
  expect(reasonFor('p4d.24xlarge', 'trn1.2xlarge')).toEqual({
    code: 'assumption',
    name: expect.stringMatching(/\d+ of \d+ regions lack p4d\.24xlarge or trn1\.2xlarge \(give --region\)$/),
  });
  expect(reasonFor('m5.large')).toEqual({
    code: 'assumption',
    name: 'the stack is bound to no region, and ap-southeast-5 lacks m5.large (give --region)',
  });
});
