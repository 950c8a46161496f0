import type { Task } from '@aws-sdk/client-ecs';
import { type Explanation, explain, type Instance, type PlacementRequest, Placer, serviceGroup } from '../../placement';
import { shortName } from '../aws/arn';
import type { LiveCluster } from '../live/cluster/live-cluster';
import type { FoundService } from '../live/service/find-service';
import { forbidsEveryStep, healthyBounds } from '../live/service/healthy-bounds';
import { isDaemon } from '../live/service/service-kind';
import type { DrainMove } from './drain-plan';

/** A service and how its tasks are placed. */
export interface PlacedService {
  readonly service: FoundService;
  readonly request: PlacementRequest;
}

/** A task that no instance which remains takes. */
export interface Unplaced {
  readonly request: PlacementRequest;
  readonly from: Instance;
}

/** Where the tasks of instances go. */
export interface DrainedMoves {
  readonly moves: readonly DrainMove[];
  readonly unplaced: readonly Unplaced[];
  /** What remains, with all that moved there. */
  readonly placer: Placer;
}

/** Places the tasks of instances on those that remain, one after another, as their services would. */
export function drainedMoves(
  { instances, tasks }: Pick<LiveCluster, 'instances' | 'tasks'>,
  drained: readonly Instance[],
  services: readonly PlacedService[],
  protectedUntil: ReadonlyMap<string, string>,
): DrainedMoves {
  const leaving = new Map(drained.map((one) => [one.id, one]));
  const placer = new Placer(
    instances.map((one) => (leaving.has(one.id) ? { ...one, status: 'DRAINING', tasks: [] } : one)),
  );
  const byGroup = new Map(services.map((one) => [serviceGroup(one.service.serviceName), one]));
  const mayStop = new Map(services.map((one) => [one, spareTasks(one.service)]));
  const unplaced: Unplaced[] = [];
  const moves = tasks.flatMap((task): DrainMove[] => {
    const from = leaving.get(shortName(task.containerInstanceArn ?? ''));
    if (!from) return [];
    const placed = byGroup.get(task.group ?? '');
    const until = protectedUntil.get(task.taskArn ?? '');
    const about = {
      ...{ task: shortName(task.taskArn ?? ''), group: task.group ?? '', from: from.id },
      ...(until !== undefined && { protectedUntil: until }),
      ...(!from.agentConnected && { isUnreachable: true as const }),
    };
    if (!placed) return [{ ...about, code: 'alone' }];
    const { service } = placed;
    if (isDaemon(service)) return [{ ...about, code: 'daemon' }];
    const bounds = healthyBounds(service);
    if (forbidsEveryStep(service, bounds)) return [{ ...about, code: 'no-step', bounds }];
    const request = { ...placed.request, ...providerOf(task, service) };
    const to = placer.place(request);
    if (to !== undefined) {
      const toEc2InstanceId = instances.find(({ id }) => id === to)?.ec2InstanceId;
      return [{ ...about, code: 'moves', to, ...(toEc2InstanceId && { toEc2InstanceId }) }];
    }
    unplaced.push({ request, from });
    const spare = mayStop.get(placed)!;
    mayStop.set(placed, spare - 1);
    const explanation = explanationOf(request, placer, instances);
    return [{ ...about, code: 'no-place', explanation, meanwhile: spare > 0 ? 'stops' : 'stays' }];
  });
  return { moves, unplaced, placer };
}

/** Tasks that a service may be short of while ECS replaces them. */
function spareTasks(service: FoundService): number {
  const { desiredCount = 0, runningCount = desiredCount } = service;
  return runningCount - healthyBounds(service).atLeast;
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
