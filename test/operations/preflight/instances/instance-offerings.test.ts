import {
  type _InstanceType,
  DescribeAvailabilityZonesCommand,
  DescribeInstanceTypeOfferingsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { instanceOfferings } from '../../../../lib/operations/preflight/instances/instance-offerings';
import { groupTemplate } from '../group';
import { look, refusal } from '../look';

const ec2 = mockClient(EC2Client);
const offer = (...places: string[]) => ({
  InstanceTypeOfferings: places.map((Location) => ({ InstanceType: 'm7g.large' as _InstanceType, Location })),
});
const offered = (region: string[], zones: string[]) => {
  ec2.on(DescribeInstanceTypeOfferingsCommand, { LocationType: 'region' }).resolves(offer(...region));
  ec2.on(DescribeInstanceTypeOfferingsCommand, { LocationType: 'availability-zone' }).resolves(offer(...zones));
};

beforeEach(() => ec2.reset());

test('a type that every zone offers holds', async () => {
  offered(['eu-west-1'], ['eu-west-1a', 'eu-west-1b']);
  expect(await look(instanceOfferings, groupTemplate())).toEqual({ Group: 'holds' });
});

test('a type that the region, or every zone of the group, lacks fails', async () => {
  offered(['eu-west-1'], ['eu-west-1c']);
  expect(await look(instanceOfferings, groupTemplate())).toEqual({ Group: 'fails: type-not-offered' });
  expect(await look(instanceOfferings, groupTemplate({ zones: '[eu-west-1c]' }))).toEqual({ Group: 'holds' });
  offered([], []);
  expect(await look(instanceOfferings, groupTemplate())).toEqual({ Group: 'fails: type-not-offered' });
});

test('where one zone lacks it, Auto Scaling launches in another', async () => {
  offered(['eu-west-1'], ['eu-west-1b']);
  expect(await look(instanceOfferings, groupTemplate())).toEqual({ Group: 'unknown: types-partly-offered' });
});

test('where the region lacks one of several types, another may be launched', async () => {
  const mixed = groupTemplate().replace(
    'LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: 1 }',
    'MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: !Ref Launch, Version: 1 }, Overrides: [{ InstanceType: m7g.large }, { InstanceType: m6g.large }] } }',
  );
  offered(['eu-west-1'], ['eu-west-1a', 'eu-west-1b']);
  expect(await look(instanceOfferings, mixed)).toEqual({ Group: 'unknown: types-partly-offered' });
});

test('zones of subnets that are only named', async () => {
  const named = groupTemplate().replace(/AvailabilityZones: .*/, 'VPCZoneIdentifier: [subnet-0a, subnet-0b]');
  const subnets = (...zones: string[]) =>
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: zones.map((AvailabilityZone) => ({ AvailabilityZone })) });
  ec2.on(DescribeAvailabilityZonesCommand).resolves({ AvailabilityZones: [{ ZoneName: 'eu-west-1c' }] });
  offered(['eu-west-1'], ['eu-west-1a']);
  subnets('eu-west-1a', 'eu-west-1a');
  expect(await look(instanceOfferings, named)).toEqual({ Group: 'holds' });
  subnets('eu-west-1b', 'eu-west-1b');
  expect(await look(instanceOfferings, named)).toEqual({ Group: 'fails: type-not-offered' });
  // That a subnet is not there is another check's.
  subnets('eu-west-1b');
  expect(await look(instanceOfferings, named)).toEqual({ Group: 'unknown: zones-not-known' });
});

test('zones that are not known matter only where not every zone offers the type', async () => {
  ec2
    .on(DescribeAvailabilityZonesCommand)
    .resolves({ AvailabilityZones: [{ ZoneName: 'eu-west-1a' }, { ZoneName: 'eu-west-1b' }] });
  const template = groupTemplate({ zones: "!GetAZs ''" });
  offered(['eu-west-1'], ['eu-west-1a']);
  expect(await look(instanceOfferings, template)).toEqual({ Group: 'unknown: zones-not-known' });
  offered(['eu-west-1'], ['eu-west-1a', 'eu-west-1b']);
  expect(await look(instanceOfferings, template)).toEqual({ Group: 'holds' });
});

test('without permission nothing is looked at', async () => {
  ec2.on(DescribeInstanceTypeOfferingsCommand).rejects(refusal('UnauthorizedOperation'));
  expect(await look(instanceOfferings, groupTemplate())).toEqual({ Group: 'not-looked-at' });
});
