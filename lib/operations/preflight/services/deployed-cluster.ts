import type { Known, Resource, Value } from '../../../template';
import { type Account, notNamed } from '../account';
import { written } from '../written';

/**
 * What the cluster that a value names is called in the account, its name or ARN; undefined when the templates hold it
 * and it is not deployed.
 * @param at whose value it is
 */
export async function clusterNamed(value: Value, at: Resource, account: Account): Promise<Known<string> | undefined> {
  const resource = account.resourceOf(value);
  return resource ? deployedCluster(resource, account) : written(value, at, account);
}

/** The same of a cluster that the templates hold. */
export async function deployedCluster(cluster: Resource, account: Account): Promise<Known<string> | undefined> {
  const { stack, properties } = cluster;
  const given = properties['ClusterName'];
  const name = given === undefined ? undefined : await written(given, cluster, account);
  if (typeof name === 'string') return name;
  if (account.isNamed(stack)) return account.physicalId(cluster);
  return notNamed(stack);
}
