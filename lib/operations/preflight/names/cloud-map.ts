import { isObject, type Known, type Resource } from '../../../template';
import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';
import { type Account, notNamed } from '../account';
import { written } from '../written';

/**
 * The id of the namespace without DNS that has a name. Of those with DNS, more than one may: each in a VPC of its own.
 * Namespaces that other accounts share take no names here.
 */
export async function httpNamespaceNamed(clients: Clients, name: string): Promise<string | undefined> {
  const found = await everyPage(
    (NextToken) =>
      clients.cloudMap.listNamespaces({
        Filters: [
          { Name: 'TYPE', Values: ['HTTP'], Condition: 'EQ' },
          { Name: 'NAME', Values: [name], Condition: 'EQ' },
          { Name: 'RESOURCE_OWNER', Values: ['SELF'], Condition: 'EQ' },
        ],
        NextToken,
      }),
    ({ Namespaces }) => Namespaces,
  );
  return found.find((one) => one.Name === name)?.Id;
}

/** The id of the service of Cloud Map that has a name in the namespace of a resource; free in one that is not there. */
export async function discoveryServiceNamed(
  resource: Resource,
  name: string,
  account: Account,
): Promise<Known<string> | undefined> {
  const namespace = await namespaceOf(resource, account);
  if (typeof namespace !== 'string') return namespace;
  const services = await everyPage(
    (NextToken) =>
      account.at(resource).cloudMap.listServices({
        Filters: [{ Name: 'NAMESPACE_ID', Values: [namespace], Condition: 'EQ' }],
        NextToken,
      }),
    ({ Services }) => Services,
  );
  return services.find((one) => one.Name === name)?.Id;
}

/** The id of the namespace that a service is put in; undefined for one of the templates that is not deployed. */
async function namespaceOf(service: Resource, account: Account): Promise<Known<string> | undefined> {
  const { NamespaceId: given, DnsConfig: dns } = service.properties;
  const value = given ?? (isObject(dns) ? dns['NamespaceId'] : undefined);
  if (value === undefined) return undefined;
  const namespace = account.resourceOf(value);
  if (!namespace) return written(value, service, account);
  return account.isNamed(namespace.stack) ? account.physicalId(namespace) : notNamed(namespace.stack);
}
