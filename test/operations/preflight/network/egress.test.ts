import {
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  type Route,
} from '@aws-sdk/client-ec2';
import { DescribeRegistryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { egress } from '../../../../lib/operations/preflight/network/egress';
import { groupTemplate } from '../group';
import { look, refusal } from '../look';

const ec2 = mockClient(EC2Client);
const ecr = mockClient(ECRClient);
const STOCK = "ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id}}'";
const template = (launch = STOCK) =>
  groupTemplate({ launch }).replace(/AvailabilityZones: .*/, 'VPCZoneIdentifier: [subnet-0a, subnet-0b]');

const local: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' };
const everywhere = (target: Route): Route => ({ DestinationCidrBlock: '0.0.0.0/0', State: 'active', ...target });
const nat = everywhere({ NatGatewayId: 'nat-0a' });
const internet = everywhere({ GatewayId: 'igw-0a' });
/** The routes of the table of one subnet, and of the VPC's main table, which the other one has. */
const routes = (own: Route[], main: Route[] = own) =>
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      { Associations: [{ Main: true }], Routes: [local, ...main] },
      { Associations: [{ SubnetId: 'subnet-0a' }], Routes: [local, ...own] },
    ],
  });
const endpoints = (...services: string[]) =>
  ec2.on(DescribeVpcEndpointsCommand).resolves({
    VpcEndpoints: services.map((service) => ({ ServiceName: `com.amazonaws.eu-west-1.${service}` })),
  });
const subnets = (MapPublicIpOnLaunch = false, OwnerId = '111122223333') =>
  ec2.on(DescribeSubnetsCommand).resolves({
    Subnets: ['subnet-0a', 'subnet-0b'].map((SubnetId) => ({
      SubnetId,
      VpcId: 'vpc-0a',
      MapPublicIpOnLaunch,
      OwnerId,
    })),
  });

beforeEach(() => {
  ec2.reset();
  ecr.reset();
  ecr.on(DescribeRegistryCommand).resolves({ registryId: '111122223333' });
  subnets();
  endpoints();
});

test('a default route that is no internet gateway leads out', async () => {
  routes([nat]);
  expect(await look(egress, template())).toEqual({ Group: 'holds' });
});

test('an internet gateway is of use to instances with a public address only', async () => {
  routes([internet]);
  expect(await look(egress, template())).toEqual({ Group: 'fails: no-way-to-ecs' });
  const addressed = `${STOCK}\n        NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: true }]`;
  expect(await look(egress, template(addressed))).toEqual({ Group: 'holds' });
  subnets(true);
  expect(await look(egress, template())).toEqual({ Group: 'holds' });
});

test('without a route, the endpoints that an agent needs', async () => {
  routes([{ DestinationPrefixListId: 'pl-0a', GatewayId: 'vpce-0a', State: 'active' }]);
  endpoints('ecr.dkr', 'ecs-agent');
  expect(await look(egress, template())).toEqual({ Group: 'fails: no-way-to-ecs' });
  endpoints('ecs', 'ecs-agent');
  expect(await look(egress, template())).toEqual({ Group: 'holds' });
});

test('a route whose target is gone leads nowhere', async () => {
  routes([{ ...nat, State: 'blackhole' }]);
  expect(await look(egress, template())).toEqual({ Group: 'fails: no-way-to-ecs' });
});

test.each([
  ['one of the subnets is shut', () => routes([nat], []), STOCK],
  [
    'a route leads to another network',
    () => routes([{ DestinationCidrBlock: '10.0.0.0/8', TransitGatewayId: 'tgw' }]),
    STOCK,
  ],
  ['another account shares the VPC', () => routes([]) && subnets(false, '999999999999'), STOCK],
  ['the machine image is of their own', () => routes([]), 'ImageId: ami-0a'],
])('it is open where %s', async (_, given, launch) => {
  given();
  expect(await look(egress, template(launch))).toEqual({ Group: 'unknown: way-to-ecs-not-sure' });
});

test('it is open where user data may set a proxy', async () => {
  routes([]);
  const proxied = template().replace(
    'echo ECS_CLUSTER',
    'echo HTTP_PROXY=p:3128 >> /etc/ecs/ecs.config; echo ECS_CLUSTER',
  );
  expect(await look(egress, proxied)).toEqual({ Group: 'unknown: way-to-ecs-not-sure' });
});

test('subnets of the template are the matter of stowage check', async () => {
  expect(await look(egress, template().replace('[subnet-0a, subnet-0b]', '[!Ref Subnet]'))).toEqual({});
});

test('without permission nothing is looked at', async () => {
  ec2.on(DescribeRouteTablesCommand).rejects(refusal('UnauthorizedOperation'));
  expect(await look(egress, template())).toEqual({ Group: 'not-looked-at' });
});
