import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import type { FoundCluster } from '../live/cluster/clusters';
import { describedInstances } from '../live/cluster/container-instances';
import { daemonGroups, withDaemons } from '../live/cluster/daemons';
import { type LiveCluster, readLiveCluster } from '../live/cluster/live-cluster';
import { Looker } from '../live/looker';
import { type FoundService, findService } from '../live/service/find-service';
import { scalableId, scalableTargets } from '../live/service/scalable-targets';
import { type FoundTaskDefinition, findTaskDefinition } from '../live/task/find-task-definition';
import { runningTasks, stoppedTasks } from '../live/task/tasks';
import { Forecaster } from './forecast/forecast';
import { type GroupSize, readGroupSizes } from './forecast/group-sizes';
import { Kept } from './kept';
import { type Outlook, type OutlookReader, readOutlook } from './outlook';
import { mayScalingMend } from './scaling-room';
import { readRollout, type ServiceRollout } from './service-rollout';
import type { Held } from './waiting';

/** A service at one moment. */
export interface Observation extends Outlook {
  readonly service: FoundService;
  /** Those that run or are about to. */
  readonly tasks: readonly Task[];
  /** Those told to stop, whether they have or not. */
  readonly stopped: readonly Task[];
  /** By ARN of the target group. */
  readonly targets: ReadonlyMap<string, readonly TargetHealthDescription[]>;
  /** Names of instances (EC2's ids, where they may be read) by ARN of the container instance. */
  readonly instanceNames: ReadonlyMap<string, string>;
  /** What ECS says of the newest deployment; absent where it says nothing or may not be asked. */
  readonly rollout?: ServiceRollout;
}

/** A cluster with more tasks takes too many calls to be read at each look. */
const LARGE = 300;

/** Looks at a service, again and again. What never changes is read once, what may not be read is left out. */
export class Observer {
  readonly looker = new Looker();
  private readonly taskDefinitions = new Map<string, FoundTaskDefinition>();
  private readonly instanceNames = new Map<string, string>();
  private readonly live = new Kept<LiveCluster>();
  private readonly daemons = new Kept<readonly string[]>();
  private readonly forecaster = new Forecaster();
  private readonly groupSizes = new Kept<ReadonlyMap<string, GroupSize>>();
  private readonly scaling = new Kept<Awaited<ReturnType<typeof scalableTargets>>>();

  constructor(
    private readonly cluster: FoundCluster,
    private readonly name: string,
  ) {}

  /** How the service is now. @param at milliseconds since 1970 */
  async look(clients: Clients, at: number): Promise<Observation> {
    const { cluster, looker } = this;
    const service = await findService(clients, cluster, this.name);
    const isOfEcs = (service.deploymentController?.type ?? 'ECS') === 'ECS';
    const [tasks, stopped, targets, rollout] = await Promise.all([
      runningTasks(clients, cluster, service.serviceName),
      stoppedTasks(clients, cluster, service.serviceName),
      this.targetsOf(clients, service),
      isOfEcs && looker.at('the course of the deployment', () => readRollout(clients, cluster, service)),
    ]);
    const outlook = await readOutlook(clients, this.reader(clients, at), service, tasks);
    await this.nameInstances(clients, tasks);
    const { instanceNames } = this;
    return {
      ...{ service, tasks, stopped, targets, instanceNames },
      ...(rollout && { rollout }),
      ...outlook,
    };
  }

  /** Whether the service's own scaling may free it of what holds it; it may where nobody may look. */
  async mayScale(clients: Clients, { service }: Observation, held: Held, at: number): Promise<boolean> {
    const targets = await this.scaling.get(
      at,
      () => true,
      () => this.looker.at('the scaling of the service', () => scalableTargets(clients, [service])),
    );
    if (!targets) return true;
    const target = targets.get(scalableId(service));
    return target !== undefined && mayScalingMend(target, service, held);
  }

  private reader(clients: Clients, at: number): OutlookReader {
    const { looker, forecaster, taskDefinitions } = this;
    return {
      looker,
      forecaster,
      liveCluster: () => this.liveCluster(clients, at),
      groupSizes: async (names) =>
        (await this.groupSizes.get(
          at,
          () => true,
          () => readGroupSizes(clients, looker, names),
        )) ?? new Map(),
      taskDefinition: async (arn) => {
        const found = taskDefinitions.get(arn) ?? (await findTaskDefinition(clients, arn));
        taskDefinitions.set(arn, found);
        return found;
      },
    };
  }

  private async liveCluster(clients: Clients, at: number): Promise<LiveCluster | undefined> {
    const { looker, cluster, taskDefinitions } = this;
    const live = await this.live.get(
      at,
      ({ tasks }) => tasks.length > LARGE,
      () => looker.at('the instances of the cluster', () => readLiveCluster(clients, cluster, taskDefinitions)),
    );
    const daemons = await this.daemons.get(
      at,
      () => true,
      () => looker.at('which services are daemons', () => daemonGroups(clients, cluster)),
    );
    return live && { ...live, instances: withDaemons(live.instances, daemons ?? []) };
  }

  /** Of blue and green, either may be the one that serves. */
  private async targetsOf(clients: Clients, { loadBalancers = [] }: FoundService): Promise<Observation['targets']> {
    const arns = loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => [
      ...(targetGroupArn ? [targetGroupArn] : []),
      ...(advancedConfiguration?.alternateTargetGroupArn ? [advancedConfiguration.alternateTargetGroupArn] : []),
    ]);
    const found = await Promise.all(
      [...new Set(arns)].map(async (TargetGroupArn) => {
        const health = await this.looker.at('the health of targets', () =>
          clients.loadBalancing.describeTargetHealth({ TargetGroupArn }),
        );
        return health ? [[TargetGroupArn, health.TargetHealthDescriptions ?? []] as const] : [];
      }),
    );
    return new Map(found.flat());
  }

  private async nameInstances(clients: Clients, tasks: readonly Task[]): Promise<void> {
    const { looker, instanceNames } = this;
    const { clusterArn: cluster } = this.cluster;
    const isNew = (arn: string) => !instanceNames.has(arn);
    const arns = [...new Set(tasks.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []))].filter(isNew);
    const found = await looker.at('the instances of the cluster', () => describedInstances(clients, cluster, arns));
    for (const { containerInstanceArn: arn = '', ec2InstanceId } of found ?? []) {
      instanceNames.set(arn, ec2InstanceId ?? shortName(arn));
    }
  }
}
