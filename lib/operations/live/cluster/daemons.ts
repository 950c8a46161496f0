import { type Instance, serviceGroup } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';
import type { FoundCluster } from './clusters';

// A daemon takes its part of every new instance too. Whoever counts instances that would help counts that part here.

/** The task groups of the daemon services of a cluster. */
export async function daemonGroups(
  clients: Clients,
  { clusterArn: cluster }: FoundCluster,
): Promise<readonly string[]> {
  const arns = await everyPage(
    (nextToken) => clients.ecs.listServices({ cluster, nextToken, schedulingStrategy: 'DAEMON' }),
    ({ serviceArns }) => serviceArns,
  );
  return arns.map((arn) => serviceGroup(shortName(arn)));
}

/** The same instances, on which the placement engine knows the tasks of daemons. */
export const withDaemons = (instances: readonly Instance[], groups: readonly string[]): readonly Instance[] =>
  instances.map((one) => ({
    ...one,
    tasks: one.tasks.map((task) => (groups.includes(task.group) ? { ...task, daemon: true } : task)),
  }));

/** An instance as one like it is once it is there: with the daemons that are known to run on it, and nothing else. */
export const asNew = ({ reserved: _, ...instance }: Instance): Instance => ({
  ...instance,
  ...{ tasks: instance.tasks.filter(({ daemon }) => daemon), status: 'ACTIVE', agentConnected: true },
});
