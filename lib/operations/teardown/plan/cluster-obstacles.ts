import { serviceGroup } from '../../../placement';
import type { Clients } from '../../aws/clients';
import type { FoundService } from '../../live/service/find-service';
import { isDaemon } from '../../live/service/service-kind';
import { runningTasks } from '../../live/task/tasks';
import type { ConcernedCluster } from './clusters-concerned';
import type { ForeignService, TeardownObstacle } from './teardown-plan';

/** What in clusters keeps a stack from being deleted, or would be harmed by that. */
export async function clusterObstacles(
  clients: Clients,
  concerned: ConcernedCluster,
  {
    instances,
    capacityProviders,
    withOthers = false,
  }: {
    /** EC2 ids of the stack's instances. */
    readonly instances: ReadonlySet<string>;
    readonly capacityProviders: readonly string[];
    readonly withOthers: boolean | undefined;
  },
): Promise<readonly TeardownObstacle[]> {
  if (!concerned.isOwn) {
    return [...capacityInUse(concerned, capacityProviders), ...(await foreignTasks(clients, concerned, instances))];
  }
  if (withOthers) return [];
  const { clusterName: cluster } = concerned.cluster;
  const services = concerned.otherServices.map(foreignService);
  const strangers = strangersIn(concerned, instances);
  return [
    ...(services.length > 0 ? [{ code: 'foreign-services', cluster, services } as const] : []),
    ...(strangers.length > 0 ? [{ code: 'foreign-instances', cluster, instances: strangers } as const] : []),
  ];
}

function foreignService({ serviceName, tags = [] }: FoundService): ForeignService {
  const stack = tags.find(({ key }) => key === 'aws:cloudformation:stack-name')?.value;
  return { serviceName, ...(stack && { stack }) };
}

/** Instances that others registered. One whose agent is away may be what is left of one that has gone. */
const strangersIn = ({ containerInstances }: ConcernedCluster, instances: ReadonlySet<string>): readonly string[] =>
  containerInstances.flatMap(({ ec2InstanceId = '', agentConnected }) =>
    agentConnected && !instances.has(ec2InstanceId) ? [ec2InstanceId] : [],
  );

/** ECS lets go of a capacity provider only once no service names it, be it by the cluster's default. */
function capacityInUse(
  { cluster, otherServices }: ConcernedCluster,
  capacityProviders: readonly string[],
): readonly TeardownObstacle[] {
  return capacityProviders.flatMap((capacityProvider): TeardownObstacle[] => {
    const services = otherServices.filter(({ capacityProviderStrategy = [] }) =>
      capacityProviderStrategy.some((one) => one.capacityProvider === capacityProvider),
    );
    if (services.length === 0) return [];
    const names = services.map(({ serviceName }) => serviceName);
    return [{ code: 'capacity-in-use', cluster: cluster.clusterName, capacityProvider, services: names }];
  });
}

/** Tasks of others on the stack's instances. A daemon ends with its instance, and means no harm. */
async function foreignTasks(
  clients: Clients,
  { cluster, containerInstances, ownServices, otherServices }: ConcernedCluster,
  instances: ReadonlySet<string>,
): Promise<readonly TeardownObstacle[]> {
  const hosts = new Set(
    containerInstances.flatMap((one) => (instances.has(one.ec2InstanceId ?? '') ? [one.containerInstanceArn] : [])),
  );
  if (hosts.size === 0) return [];
  const daemons = otherServices.filter(isDaemon);
  const harmless = new Set([...ownServices, ...daemons].map(({ serviceName }) => serviceGroup(serviceName)));
  const groups: Record<string, number> = {};
  for (const { containerInstanceArn, group = '' } of await runningTasks(clients, cluster)) {
    if (hosts.has(containerInstanceArn) && !harmless.has(group)) groups[group] = (groups[group] ?? 0) + 1;
  }
  return Object.keys(groups).length > 0 ? [{ code: 'foreign-tasks', cluster: cluster.clusterName, groups }] : [];
}
