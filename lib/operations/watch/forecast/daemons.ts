import { type Instance, type Service, serviceGroup } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { inBatches } from '../../aws/pages';
import type { FoundCluster } from '../../live/cluster/find-cluster';
import type { Looker } from '../../live/looker';
import { isDaemon } from '../../live/service/service-kind';
import { serviceOfGroup } from '../../live/task/task-group';

/**
 * Finds the daemons that an instance brings as soon as it is there: services with a task on every active instance that
 * ECS calls daemons. Whether a service is one never changes, so that each is asked for once.
 */
export class Daemons {
  private readonly isDaemon = new Map<string, boolean>();

  /** @param besides the task group of the service that is looked at */
  async on(
    instances: readonly Instance[],
    besides: string,
    clients: Clients,
    looker: Looker,
    { clusterArn: cluster }: FoundCluster,
  ): Promise<readonly Service[]> {
    const active = instances.filter(({ status }) => status === 'ACTIVE');
    const [first, ...others] = active.map(({ tasks }) => new Set(tasks.map(({ group }) => group)));
    const everywhere = [...(first ?? [])].filter(
      (group) => group !== besides && others.every((groups) => groups.has(group)),
    );
    const names = everywhere.flatMap((group) => serviceOfGroup(group) ?? []);
    const unasked = names.filter((name) => !this.isDaemon.has(name));
    await looker.at('which services are daemons', () =>
      inBatches(unasked, 10, async (services) => {
        const answer = await clients.ecs.describeServices({ cluster, services });
        for (const name of services) {
          const found = answer.services?.find(({ serviceName }) => serviceName === name);
          this.isDaemon.set(name, found !== undefined && isDaemon(found));
        }
        return [];
      }),
    );
    return names.filter((name) => this.isDaemon.get(name)).map((name) => daemonFrom(name, active));
  }
}

/** What it takes is what one of its tasks takes. */
function daemonFrom(name: string, instances: readonly Instance[]): Service {
  const tasks = instances.flatMap((instance) => instance.tasks);
  const { demand } = tasks.find(({ group }) => group === serviceGroup(name))!;
  return {
    ...{ name, demand, daemon: true, desiredCount: 0, minimumHealthyPercent: 0, maximumPercent: 100 },
    ...{ deployment: 'rolling', constraints: [] },
  };
}
