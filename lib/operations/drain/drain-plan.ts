import type { Task } from '@aws-sdk/client-ecs';
import { type Explanation, explain, type Instance, type PlacementRequest, Placer, serviceGroup } from '../../placement';
import type { FoundService } from '../live/find-service';
import { forbidsEveryStep, type HealthyBounds, healthyBounds } from '../live/healthy-bounds';
import type { LiveCluster } from '../live/live-cluster';
import { shortName } from '../live/pages';

/** What becomes of one task on a drained instance. */
export type DrainMove = {
  readonly task: string;
  readonly group: string;
  /** Container instance id. */
  readonly from: string;
} & (
  | {
      readonly code: 'moves';
      /** Container instance id. */
      readonly to: string;
      /** The name of the same at EC2, where it is known. */
      readonly toEc2InstanceId?: string;
    }
  /** No instance that remains takes it. */
  | { readonly code: 'no-place'; readonly explanation: Explanation }
  /** The healthy percents let ECS neither stop one first nor start one first. */
  | { readonly code: 'no-step'; readonly bounds: HealthyBounds }
  /** A daemon: it ends with its instance, after all others. */
  | { readonly code: 'daemon' }
  /** Run by no service: ECS leaves it alone until it ends by itself. */
  | { readonly code: 'alone' }
);

/** What a drain will do. */
export interface DrainPlan {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly instances: readonly Instance[];
  /** ARNs of the same. */
  readonly instanceArns: readonly string[];
  readonly moves: readonly DrainMove[];
  /** Whether every task has somewhere to go, or need not go anywhere. */
  readonly hasPlaceForAll: boolean;
}

/** A service and how its tasks are placed. */
export interface PlacedService {
  readonly service: FoundService;
  readonly request: PlacementRequest;
}

/** Places the tasks of instances on those that remain, one after another, as their services would. */
export function drainPlan(
  live: LiveCluster,
  drained: readonly Instance[],
  services: readonly PlacedService[],
): DrainPlan {
  const leaving = new Set(drained.map(({ id }) => id));
  const placer = new Placer(
    live.instances.map((one) => (leaving.has(one.id) ? { ...one, status: 'DRAINING', tasks: [] } : one)),
  );
  const byGroup = new Map(services.map((one) => [serviceGroup(one.service.serviceName), one]));
  const tasks = live.tasks.filter(({ containerInstanceArn = '' }) => leaving.has(shortName(containerInstanceArn)));
  const moves = tasks.map((task) => moveOf(task, byGroup.get(task.group ?? ''), placer, live.instances));
  return {
    clusterArn: live.cluster.clusterArn,
    clusterName: live.cluster.clusterName,
    instances: drained,
    instanceArns: live.containerInstances.flatMap(({ containerInstanceArn: arn = '' }) =>
      leaving.has(shortName(arn)) ? [arn] : [],
    ),
    moves,
    hasPlaceForAll: moves.every(({ code }) => code !== 'no-place' && code !== 'no-step'),
  };
}

function moveOf(
  task: Task,
  placed: PlacedService | undefined,
  placer: Placer,
  instances: readonly Instance[],
): DrainMove {
  const about = {
    task: shortName(task.taskArn ?? ''),
    group: task.group ?? '',
    from: shortName(task.containerInstanceArn ?? ''),
  };
  if (!placed) return { ...about, code: 'alone' };
  const { service } = placed;
  if (service.schedulingStrategy === 'DAEMON') return { ...about, code: 'daemon' };
  const bounds = healthyBounds(service);
  if (forbidsEveryStep(service, bounds)) return { ...about, code: 'no-step', bounds };
  const request = { ...placed.request, ...providerOf(task, service) };
  const to = placer.place(request);
  if (to !== undefined) {
    const toEc2InstanceId = instances.find(({ id }) => id === to)?.ec2InstanceId;
    return { ...about, code: 'moves', to, ...(toEc2InstanceId && { toEc2InstanceId }) };
  }
  return { ...about, code: 'no-place', explanation: explanationOf(request, placer, instances) };
}

/** Why none of the instances that remain takes a task; also one like those that leave may help. */
function explanationOf(request: PlacementRequest, placer: Placer, instances: readonly Instance[]): Explanation {
  const { capacityProvider } = request;
  const asked = instances.filter((one) => capacityProvider === undefined || one.capacityProvider === capacityProvider);
  const rejections = placer.explain(request);
  const isLeaving = new Set(
    rejections.flatMap(({ instanceId, rejections: reasons }) =>
      reasons.some((one) => one.code === 'status' && one.status === 'DRAINING') ? [instanceId] : [],
    ),
  );
  const { moreInstancesHelp } = explain(rejections, asked);
  const remaining = asked.filter(({ id }) => !isLeaving.has(id));
  return { ...explain(rejections, remaining), moreInstancesHelp };
}

/** The capacity provider that ECS chooses for what replaces a task: the same, as long as the service still has it. */
function providerOf(
  { capacityProviderName }: Task,
  { capacityProviderStrategy = [] }: FoundService,
): Pick<PlacementRequest, 'capacityProvider'> {
  const allowed = capacityProviderStrategy.flatMap(({ capacityProvider }) => capacityProvider ?? []);
  const [first] = allowed;
  if (first === undefined) return {};
  return { capacityProvider: allowed.find((one) => one === capacityProviderName) ?? first };
}
