import { uncovered } from '../../../lib/template';
import { modelOf } from '../model-of';

const TEMPLATE = `
Parameters: {Any: {Type: String}}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Balancer: {Type: AWS::EC2::SecurityGroup, Properties: {VpcId: !Ref Vpc, SecurityGroupEgress: [{CidrIp: 255.255.255.255/32, IpProtocol: icmp, FromPort: 252, ToPort: 86}]}}
  Task:
    Type: AWS::EC2::SecurityGroup
    Properties:
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: "81", SourceSecurityGroupId: !GetAtt Balancer.GroupId}
        - {IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 203.0.113.0/24}
        - {IpProtocol: udp, FromPort: 53, ToPort: 53, CidrIp: 0.0.0.0/0}
  Separate:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Task, IpProtocol: "6", FromPort: 8080, ToPort: 8080, CidrIp: 10.0.1.0/24}
  Out:
    Type: AWS::EC2::SecurityGroupEgress
    Properties: {GroupId: !Ref Balancer, IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: !Ref Task}
  Open: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: "-1", CidrIp: !Ref Any}]}}
`;

const model = modelOf(TEMPLATE);
const groups = model.network.securityGroups;
const group = (id: string) => model.set.stacks[0]!.resources.get(id)!;
const balancer = { groups: [group('Balancer')], cidr: '10.0.0.0/16' };

test('rules in a group and beside it open ports for whom they name', () => {
  expect(groups.opening(group('Task'), 'ingress', 'tcp', balancer)).toEqual({
    ranges: [
      [80, 81],
      [8080, 8080],
    ],
  });
  const stranger = { groups: [group('Open')], cidr: '10.0.0.0/16' };
  expect(groups.opening(group('Task'), 'ingress', 'tcp', stranger).ranges).toEqual([[8080, 8080]]);
  expect(groups.opening(group('Task'), 'ingress', 'udp', balancer).ranges).toEqual([[53, 53]]);
});

test('a group lets everything out until a rule in it says otherwise', () => {
  const task = { groups: [group('Task')], cidr: '10.0.0.0/16' };
  expect(groups.opening(group('Balancer'), 'egress', 'tcp', task).ranges).toEqual([[80, 80]]);
  expect(groups.opening(group('Task'), 'egress', 'tcp', balancer).ranges).toEqual([[0, 65_535]]);
});

test('the default group of a VPC lets only itself in', () => {
  const vpc = group('Vpc');
  expect(groups.opening(vpc, 'ingress', 'tcp', balancer).ranges).toEqual([]);
  expect(groups.opening(vpc, 'ingress', 'tcp', { groups: [vpc] }).ranges).toEqual([[0, 65_535]]);
});

test('a rule that a parameter decides may open anything', () => {
  expect(groups.opening(group('Open'), 'ingress', 'tcp', balancer).more?.reason).toMatchObject({ name: 'Any' });
});

test('what ranges leave open', () => {
  expect(
    uncovered(
      [10, 20],
      [
        [1, 12],
        [15, 15],
      ],
    ),
  ).toEqual([
    [13, 14],
    [16, 20],
  ]);
  expect(
    uncovered(
      [10, 20],
      [
        [15, 30],
        [1, 14],
      ],
    ),
  ).toEqual([]);
});

test('a rule may name the addresses of a VPC by the VPC', () => {
  const { network, set } = modelOf(`Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Endpoint: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Vpc.CidrBlock}]}}
`);
  const endpoint = set.stacks[0]!.resources.get('Endpoint')!;
  const opening = (cidr: string) => network.securityGroups.opening(endpoint, 'ingress', 'tcp', { groups: [], cidr });
  expect(opening('10.0.1.0/24')).toEqual({ ranges: [[443, 443]] });
  expect(opening('10.1.1.0/24')).toEqual({ ranges: [] });
});

test('a rule for a group that a stack of elsewhere gives may let anybody in', () => {
  const { network, set } = modelOf(`Resources:
  Groups: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://s3.amazonaws.com/b/groups.yaml}}
  Task: {Type: AWS::EC2::SecurityGroup, Properties: {SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !GetAtt Groups.Outputs.Balancer}]}}
`);
  const task = set.stacks[0]!.resources.get('Task')!;
  const { ranges, more } = network.securityGroups.opening(task, 'ingress', 'tcp', { groups: [task] });
  expect([ranges, more?.reason.code]).toEqual([[], 'assumption']);
});
