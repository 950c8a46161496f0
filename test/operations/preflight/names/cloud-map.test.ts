import { CloudFormationClient, ListStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { ListNamespacesCommand, ListServicesCommand, ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { mockClient } from 'aws-sdk-client-mock';
import { names } from '../../../../lib/operations/preflight/names/names';
import { look, refusal } from '../look';
import { stackHas } from '../stack-has';

const cloudFormation = mockClient(CloudFormationClient);
const cloudMap = mockClient(ServiceDiscoveryClient);

const template = `
Resources:
  Space: { Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: { Name: shop } }
  Web: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: web, NamespaceId: !GetAtt Space.Id } }
  Unnamed: { Type: 'AWS::ServiceDiscovery::Service', Properties: { NamespaceId: !Ref Space } }
`;

const stack = (ids: Readonly<Record<string, string>>) =>
  cloudFormation.on(ListStackResourcesCommand, { StackName: 'shop' }).resolves(stackHas(ids));
const served = (NamespaceId: string) => ({
  Filters: [{ Name: 'NAMESPACE_ID' as const, Values: [NamespaceId], Condition: 'EQ' as const }],
});

beforeEach(() => {
  cloudFormation.reset();
  cloudMap.reset();
  cloudMap.on(ListNamespacesCommand).resolves({ Namespaces: [{ Name: 'shop', Id: 'ns-1' }] });
  cloudMap.on(ListServicesCommand).resolves({ Services: [] });
  cloudMap
    .on(ListServicesCommand, { ...served('ns-1'), NextToken: undefined })
    .resolves({ Services: [{ Name: 'other', Id: 'srv-0' }], NextToken: 'more' });
  cloudMap
    .on(ListServicesCommand, { ...served('ns-1'), NextToken: 'more' })
    .resolves({ Services: [{ Name: 'web', Id: 'srv-1' }] });
});

const looked = (text = template) => look(names, text, { stackName: 'shop' });

test('names of Cloud Map that the stack itself has hold', async () => {
  stack({ Space: 'ns-1', Web: 'srv-1' });
  expect(await looked()).toEqual({ 'Name shop': 'holds', 'Name web': 'holds' });
});

test('those of others fail: of a namespace in the account, of a service in its namespace', async () => {
  stack({ Space: 'ns-1', Web: 'srv-9' });
  expect(await looked()).toEqual({ 'Name shop': 'holds', 'Name web': 'fails: name-taken' });
  // A namespace that is yet to be made has no service in it.
  stack({});
  expect(await looked()).toEqual({ 'Name shop': 'fails: name-taken', 'Name web': 'holds' });
});

test('names that nobody has are free, and a longer one is another', async () => {
  cloudMap.on(ListNamespacesCommand).resolves({ Namespaces: [{ Name: 'shop.internal', Id: 'ns-2' }] });
  stack({});
  expect(await looked()).toEqual({ 'Name shop': 'holds', 'Name web': 'holds' });
  const [call] = cloudMap.commandCalls(ListNamespacesCommand);
  const own = ['TYPE HTTP', 'NAME shop', 'RESOURCE_OWNER SELF'];
  expect(call!.args[0].input.Filters?.map(({ Name, Values }) => `${Name} ${Values}`)).toEqual(own);
});

test.each<[string, string, string]>([
  ['a namespace that others have made', 'NamespaceId: ns-1', 'fails: name-taken'],
  ['one in the settings for DNS', 'DnsConfig: { NamespaceId: ns-1, DnsRecords: [] }', 'fails: name-taken'],
  ['one without a service of the name', 'NamespaceId: ns-7', 'holds'],
  ['one that is not known', 'NamespaceId: !ImportValue space', 'unknown: value'],
])('a service in %s', async (_, where, expected) => {
  stack({});
  const text = `Resources: { Web: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Name: web, ${where} } } }`;
  expect(await looked(text)).toEqual({ 'Name web': expected });
});

test('where the stack has no known name, neither is known', async () => {
  expect(await look(names, template)).toEqual({
    'Name shop': 'unknown: owner-not-known',
    'Name web': 'unknown: value',
  });
});

test('without permission it is not looked at', async () => {
  cloudMap.on(ListNamespacesCommand).rejects(refusal('AccessDeniedException'));
  stack({ Space: 'ns-1', Web: 'srv-1' });
  expect(await looked()).toMatchObject({ 'Name shop': 'not-looked-at' });
});
