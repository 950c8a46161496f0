import { nearNames } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { Clients } from '../../aws/clients';
import { inParallel } from '../../aws/in-parallel';
import { everyPage } from '../../aws/pages';
import { OperationError } from '../../aws/problem/operation-error';
import { clusterArnsIn } from '../../live/cluster/cluster-arns';
import type { FoundCluster } from '../../live/cluster/clusters';
import { findCluster } from '../../live/cluster/find-cluster';
import type { Subject } from './subject';

/** What is asked about, and the cluster that it is or is in. */
export interface Located {
  readonly subject: Subject;
  readonly cluster: FoundCluster;
}

/** Ids of tasks, as ECS makes them. */
const TASK_ID = /^[0-9a-f]{32}$/;

/** More clusters at once would be throttled. */
const AT_ONCE = 5;

/**
 * Finds the cluster that is asked about. A cluster's name comes first; where there is none, a service or task of the
 * name is looked for in every cluster.
 * @throws OperationError with near names; if several clusters have it; if the ARN is of another account
 */
export async function locate(clients: Clients, subject: Subject): Promise<Located> {
  try {
    return { subject, cluster: checked(await findCluster(clients, subject.cluster), subject) };
  } catch (error) {
    const isUnknown =
      error instanceof OperationError && error.problem.code === 'not-found' && error.problem.kind === 'cluster';
    if (!isUnknown || subject.service !== undefined || subject.task !== undefined || subject.account !== undefined) {
      throw error;
    }
    return locateWithin(clients, subject.cluster, error);
  }
}

function checked(cluster: FoundCluster, { account }: Subject): FoundCluster {
  const own = cluster.clusterArn.split(':')[4];
  if (account !== undefined && account !== '' && account !== own) {
    const detail = `the ARN is of the account ${account}, and the credentials are of ${own}; give --profile NAME of that account`;
    throw new OperationError({ code: 'invalid-request', detail });
  }
  return cluster;
}

async function locateWithin(clients: Clients, name: string, error: OperationError): Promise<Located> {
  const clusters = await clusterArnsIn(clients);
  const kind = TASK_ID.test(name) ? 'task' : 'service';
  const isIn = async (cluster: string): Promise<boolean> => {
    if (kind === 'task') return ((await clients.ecs.describeTasks({ cluster, tasks: [name] })).tasks ?? []).length > 0;
    const { services = [] } = await clients.ecs.describeServices({ cluster, services: [name] });
    return services.some(({ status }) => status !== 'INACTIVE');
  };
  const answers = await inParallel(clusters, AT_ONCE, isIn);
  const having = clusters.filter((_, index) => answers[index]);
  const [first] = having;
  if (having.length > 1) {
    const detail = `${name} is a ${kind} of the clusters ${having.map(shortName).join(', ')}; give one of them, and --${kind} ${name}`;
    throw new OperationError({ code: 'invalid-request', detail });
  }
  if (first === undefined) throw kind === 'service' ? await withNearServices(clients, clusters, name, error) : error;
  return { subject: { cluster: shortName(first), [kind]: name }, cluster: await findCluster(clients, first) };
}

/** Names of services are near as well as names of clusters. */
async function withNearServices(
  clients: Clients,
  clusters: readonly string[],
  name: string,
  error: OperationError,
): Promise<OperationError> {
  const { problem } = error;
  if (problem.code !== 'not-found' || problem.near.length > 0 || problem.elsewhere?.length) return error;
  const services = await inParallel(clusters, AT_ONCE, (cluster) =>
    everyPage(
      (nextToken) => clients.ecs.listServices({ cluster, nextToken, maxResults: 100 }),
      ({ serviceArns }) => serviceArns,
    ),
  );
  return new OperationError({ ...problem, near: nearNames(name, [...new Set(services.flat().map(shortName))]) }, error);
}
