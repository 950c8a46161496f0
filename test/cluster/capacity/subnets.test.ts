import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Ec2Cluster, onDemand } from '../../../lib/cluster';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { clusterOf, onlyResource } from '../fixture';

const types = { instanceTypes: ['m7g.large'] as [string], max: 2 };

test('instances are private: nothing on the internet reaches them', () => {
  const { template } = clusterOf(onDemand(types));
  const group = onlyResource(template, 'AWS::AutoScaling::AutoScalingGroup');
  for (const { Ref } of group.VPCZoneIdentifier) expect(Ref).toMatch(/^VpcPrivate/);
});

test('a VPC without private subnets with egress needs a word on where', () => {
  const stack = testStack();
  const vpc = new Vpc(stack, 'Public', { maxAzs: 2, natGateways: 0 });
  const make = (id: string, subnetType?: SubnetType) =>
    new Ec2Cluster(stack, id, {
      vpc,
      capacity: { main: onDemand({ ...types, subnets: subnetType && { subnetType } }) },
    });
  expect(misuseOf(() => make('Unsaid'))).toBe('SubnetsMissing');
  expect(misuseOf(() => make('Said', SubnetType.PUBLIC))).toBeUndefined();
});
