import type { Route, Subnet } from '@aws-sdk/client-ec2';
import { isUnknown, type Known, type Resource } from '../../../template';
import { everyPage } from '../../aws/pages';
import type { Account } from '../account';

/** Whether an instance in a subnet reaches ECS, as far as routes and endpoints tell. */
export type WayOut =
  /** By a default route, or by endpoints of the VPC. */
  | 'yes'
  /** By routes that lead elsewhere than to the internet, or if it gets a public address. */
  | 'perhaps'
  | 'no';

/**
 * Looks at the route tables of subnets of one VPC, and at its endpoints where no route leads out.
 * @param publicAddress whether instances get one; absent where the subnet decides
 */
export async function waysOut(
  subnets: readonly Subnet[],
  publicAddress: Known<boolean> | undefined,
  at: Resource,
  account: Account,
): Promise<ReadonlyMap<string, WayOut>> {
  const ways = new Map<string, WayOut>();
  const self = await account.id();
  for (const { SubnetId: id = '', VpcId: vpc = '', OwnerId = self, MapPublicIpOnLaunch = false } of subnets) {
    const tables = await routeTables(vpc, at, account);
    const own = tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === id));
    const main = tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
    const routes = (own ?? main)?.Routes ?? [];
    const byRoute = leads(routes, publicAddress ?? MapPublicIpOnLaunch);
    const way = byRoute === 'no' && (await hasEndpoints(vpc, at, account)) ? 'yes' : byRoute;
    // Of a VPC that another account shares not everything is shown.
    const isShown = OwnerId === self && (own ?? main) !== undefined;
    ways.set(id, way === 'no' && !isShown ? 'perhaps' : way);
  }
  return ways;
}

function leads(routes: readonly Route[], isPublic: Known<boolean>): WayOut {
  const active = routes.filter(({ State, GatewayId = '' }) => State !== 'blackhole' && GatewayId !== 'local');
  // Gateway endpoints, of S3 and DynamoDB, stand among the routes and lead to nothing else.
  const leading = active.filter(({ GatewayId = '' }) => !GatewayId.startsWith('vpce-'));
  const byInternetGateway = leading.filter(({ GatewayId = '' }) => GatewayId.startsWith('igw-'));
  const others = leading.filter((route) => !byInternetGateway.includes(route));
  if (others.some(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0')) return 'yes';
  if (byInternetGateway.length > 0 && isPublic === true) return 'yes';
  return others.length > 0 || (byInternetGateway.length > 0 && isUnknown(isPublic)) ? 'perhaps' : 'no';
}

const routeTables = (vpc: string, at: Resource, account: Account) =>
  account.once(`route tables ${vpc}`, () =>
    everyPage(
      (NextToken) =>
        account.at(at).ec2.describeRouteTables({ Filters: [{ Name: 'vpc-id', Values: [vpc] }], NextToken }),
      ({ RouteTables }) => RouteTables,
    ),
  );

/** Without these two an agent neither registers nor hears of tasks. */
const NEEDED = ['ecs', 'ecs-agent'];

async function hasEndpoints(vpc: string, at: Resource, account: Account): Promise<boolean> {
  const endpoints = await account.once(`endpoints ${vpc}`, () =>
    everyPage(
      (NextToken) =>
        account.at(at).ec2.describeVpcEndpoints({ Filters: [{ Name: 'vpc-id', Values: [vpc] }], NextToken }),
      ({ VpcEndpoints }) => VpcEndpoints,
    ),
  );
  return NEEDED.every((service) => endpoints.some(({ ServiceName = '' }) => ServiceName.endsWith(`.${service}`)));
}
