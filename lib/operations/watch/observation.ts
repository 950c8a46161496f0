import type { Task } from '@aws-sdk/client-ecs';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Explanation } from '../../placement';
import type { Clients } from '../aws/clients';
import type { FoundCluster } from '../live/find-cluster';
import { type FoundService, findService } from '../live/find-service';
import { findTaskDefinition } from '../live/find-task-definition';
import { readLiveCluster, runningTasks, stoppedTasks } from '../live/live-cluster';
import { placementRefusal } from '../live/placement-refusal';
import { awaitedProviders, runsElsewhere } from '../live/service-capacity';
import { serviceRequest } from '../live/service-request';

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
  /** Why no instance takes a task that is missing; absent where one does or none is missing. */
  readonly refused?: RefusedPlacement;
}

/** Looks at a service. The whole cluster is read only while tasks are missing. */
export async function observe(clients: Clients, cluster: FoundCluster, name: string): Promise<Observation> {
  const service = await findService(clients, cluster, name);
  const [tasks, stopped, targets] = await Promise.all([
    runningTasks(clients, cluster, service.serviceName),
    stoppedTasks(clients, cluster, service.serviceName),
    targetsOf(clients, service),
  ]);
  const refused = await refusalOf(clients, cluster, service, tasks);
  return { service, tasks, stopped, targets, ...(refused && { refused }) };
}

async function targetsOf(
  clients: Clients,
  { loadBalancers = [] }: FoundService,
): Promise<ReadonlyMap<string, readonly TargetHealthDescription[]>> {
  const arns = [...new Set(loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []))];
  const found = await Promise.all(
    arns.map(async (TargetGroupArn) => {
      const { TargetHealthDescriptions = [] } = await clients.loadBalancing.describeTargetHealth({ TargetGroupArn });
      return [TargetGroupArn, TargetHealthDescriptions] as const;
    }),
  );
  return new Map(found);
}

/** Tasks of the newest deployment that have no instance yet. */
export function tasksWithoutPlace({ deployments = [] }: FoundService, tasks: readonly Task[]): number {
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  const placed = tasks.filter((task) => task.startedBy === primary?.id && task.containerInstanceArn !== undefined);
  return Math.max(0, (primary?.desiredCount ?? 0) - placed.length);
}

async function refusalOf(
  clients: Clients,
  cluster: FoundCluster,
  service: FoundService,
  tasks: readonly Task[],
): Promise<RefusedPlacement | undefined> {
  const { deployments = [], schedulingStrategy } = service;
  const taskDefinition = deployments.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
  // A daemon is bound to its instance; where it is missing, its instance is what to look at.
  if (!taskDefinition || runsElsewhere(service) || schedulingStrategy === 'DAEMON') return undefined;
  if (tasksWithoutPlace(service, tasks) === 0) return undefined;
  const [{ instances }, definition] = await Promise.all([
    readLiveCluster(clients, cluster),
    findTaskDefinition(clients, taskDefinition),
  ]);
  const request = await serviceRequest(clients, service, definition);
  const refusal = placementRefusal(request, awaitedProviders(service, tasks), instances);
  return refusal && { explanation: refusal.explanation, emptyProviders: refusal.emptyProviders };
}
