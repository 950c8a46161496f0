import { modelOf } from '../model-of';

const VPC = `
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicRoute: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}
  PublicAssociation: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}}
  Private: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Association: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Private, RouteTableId: !Ref Table}}
`;

/** How a subnet is left, with more resources beside the VPC's. */
const wayOut = (more: string, subnet = 'Private', head = '') => {
  const model = modelOf(`${head}\nResources:${VPC}${more}`);
  return model.network.routing.wayOut(model.set.stacks[0]!.resources.get(subnet)!);
};

const route = (target: string, id = 'Route', more = '') =>
  `  ${id}: {Type: AWS::EC2::Route, ${more}Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, ${target}}}\n`;

const nat = (subnet: string, more = '') =>
  `  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref ${subnet}${more}}}\n`;

test('a subnet is left the way its default route says', () => {
  expect(wayOut('', 'Public')).toEqual({ kind: 'internet-gateway' });
  expect(wayOut('')).toEqual({ kind: 'none' });
  expect(wayOut(nat('Public') + route('NatGatewayId: !Ref Nat'))).toMatchObject({ kind: 'nat-gateway' });
  expect(wayOut(route('TransitGatewayId: tgw-1'))).toEqual({ kind: 'other' });
  expect(wayOut(route('GatewayId: igw-0123'))).toEqual({ kind: 'internet-gateway' });
  expect(wayOut(route('NatGatewayId: nat-0123'))).toMatchObject({ kind: 'nat-gateway' });
});

test('a NAT gateway without a way out of its own is none', () => {
  expect(wayOut(nat('Private') + route('NatGatewayId: !Ref Nat'))).toMatchObject({ kind: 'dead-nat-gateway' });
  const toPrivate = nat('Private', ', ConnectivityType: private');
  expect(wayOut(toPrivate + route('NatGatewayId: !Ref Nat'))).toEqual({ kind: 'other' });
});

test('a subnet without a route table has the main one, which only a VPC of the templates is known to leave empty', () => {
  const subnet = (vpc: string) => `  Lone: {Type: AWS::EC2::Subnet, Properties: {VpcId: ${vpc}}}\n`;
  expect(wayOut(subnet('!Ref Vpc'), 'Lone')).toEqual({ kind: 'none' });
  expect(wayOut(subnet('vpc-1'), 'Lone').kind).toBe('unknown');
});

test('what a condition or a parameter decides is unknown', () => {
  const head = `Parameters: {Any: {Type: String}}\nConditions: {Maybe: !Equals [!Ref Any, "yes"], Not: !Not [!Condition Maybe]}`;
  const known = nat('Public') + route('NatGatewayId: !Ref Nat', 'Route', 'Condition: Maybe, ');
  expect(wayOut(known, 'Private', head).kind).toBe('unknown');
  const both = known + route('NatGatewayId: nat-1', 'Other', 'Condition: Not, ');
  expect(wayOut(both, 'Private', head).kind).toBe('nat-gateway');
  expect(wayOut(route('GatewayId: !Ref Any'), 'Private', head).kind).toBe('unknown');
  const elsewhere = `  Loose: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Any, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}}\n`;
  expect(wayOut(elsewhere, 'Private', head).kind).toBe('unknown');
  const overSix = `  Six: {Type: AWS::EC2::Route, Properties: {RouteTableId: !Ref Table, DestinationIpv6CidrBlock: "::/0", GatewayId: !Ref Gateway}}\n`;
  expect(wayOut(overSix).kind).toBe('unknown');
});
