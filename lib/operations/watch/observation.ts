import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Explanation } from '../../placement';
import type { Clients } from '../aws/clients';
import { Looker } from '../diagnose/scene/looker';
import type { FoundCluster } from '../live/find-cluster';
import { type FoundService, findService } from '../live/find-service';
import { type FoundTaskDefinition, findTaskDefinition } from '../live/find-task-definition';
import { type LiveCluster, readLiveCluster, runningTasks, stoppedTasks } from '../live/live-cluster';
import { inBatches, shortName } from '../live/pages';
import { placementRefusal } from '../live/placement-refusal';
import { awaitedProviders, runsElsewhere } from '../live/service-capacity';
import { serviceRequest } from '../live/service-request';
import { readRollout, type ServiceRollout } from './service-rollout';

/** Why no instance takes a task that is missing. */
export interface RefusedPlacement {
  readonly explanation: Explanation;
  /** Capacity providers of the service that have no instance, of which nobody knows what one would be like. */
  readonly emptyProviders: readonly string[];
}

/** A service at one moment. */
export interface Observation {
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
  /** Why no instance takes a task that is missing; absent where one does, none is missing or none was looked at. */
  readonly refused?: RefusedPlacement;
}

/** Looks at a service, again and again. What never changes is read once, what may not be read is left out. */
export class Observer {
  readonly looker = new Looker();
  private readonly taskDefinitions = new Map<string, FoundTaskDefinition>();
  private readonly instanceNames = new Map<string, string>();

  constructor(
    private readonly cluster: FoundCluster,
    private readonly name: string,
  ) {}

  /** How the service is now. The whole cluster is read only while tasks are missing. */
  async look(clients: Clients): Promise<Observation> {
    const { cluster, looker } = this;
    const service = await findService(clients, cluster, this.name);
    const isOfEcs = (service.deploymentController?.type ?? 'ECS') === 'ECS';
    const [tasks, stopped, targets, rollout] = await Promise.all([
      runningTasks(clients, cluster, service.serviceName),
      stoppedTasks(clients, cluster, service.serviceName),
      this.targetsOf(clients, service),
      isOfEcs && looker.at('the course of the deployment', () => readRollout(clients, cluster, service)),
    ]);
    const refused = await this.refusalOf(clients, service, tasks);
    await this.nameInstances(clients, tasks);
    const { instanceNames } = this;
    return {
      ...{ service, tasks, stopped, targets, instanceNames },
      ...(rollout && { rollout }),
      ...(refused && { refused }),
    };
  }

  /** The whole cluster; undefined where it may not be read. */
  liveCluster(clients: Clients): Promise<LiveCluster | undefined> {
    return this.looker.at('the instances of the cluster', () =>
      readLiveCluster(clients, this.cluster, this.taskDefinitions),
    );
  }

  /** A task definition, which never changes. */
  async taskDefinition(clients: Clients, arn: string): Promise<FoundTaskDefinition> {
    const found = this.taskDefinitions.get(arn) ?? (await findTaskDefinition(clients, arn));
    this.taskDefinitions.set(arn, found);
    return found;
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

  private async refusalOf(
    clients: Clients,
    service: FoundService,
    tasks: readonly Task[],
  ): Promise<RefusedPlacement | undefined> {
    const { deployments = [], schedulingStrategy } = service;
    const arn = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
    // A daemon is bound to its instance; where it is missing, its instance is what to look at.
    if (!arn || runsElsewhere(service) || schedulingStrategy === 'DAEMON') return undefined;
    if (tasksWithoutPlace(service, tasks) === 0) return undefined;
    const [live, request] = await Promise.all([
      this.liveCluster(clients),
      this.looker.at('the subnets of the service', async () =>
        serviceRequest(clients, service, await this.taskDefinition(clients, arn)),
      ),
    ]);
    if (!live || !request) return undefined;
    const refusal = placementRefusal(request, awaitedProviders(service, tasks), live.instances);
    return refusal && { explanation: refusal.explanation, emptyProviders: refusal.emptyProviders };
  }

  private async nameInstances(clients: Clients, tasks: readonly Task[]): Promise<void> {
    const { looker, instanceNames } = this;
    const { clusterArn: cluster } = this.cluster;
    const isNew = (arn: string) => !instanceNames.has(arn);
    const arns = [...new Set(tasks.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []))].filter(isNew);
    await looker.at('the names of instances', () =>
      inBatches(arns, 100, async (batch) => {
        const answer = await clients.ecs.describeContainerInstances({ cluster, containerInstances: batch });
        for (const { containerInstanceArn: arn = '', ec2InstanceId } of answer.containerInstances ?? []) {
          instanceNames.set(arn, ec2InstanceId ?? shortName(arn));
        }
        return [];
      }),
    );
  }
}

/** Tasks of the newest deployment that have no instance yet. */
export function tasksWithoutPlace({ deployments = [] }: FoundService, tasks: readonly Task[]): number {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const placed = tasks.filter((task) => task.startedBy === primary?.id && task.containerInstanceArn !== undefined);
  return Math.max(0, (primary?.desiredCount ?? 0) - placed.length);
}
