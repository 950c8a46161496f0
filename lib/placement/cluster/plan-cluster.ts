import { type Explanation, explain } from '../explain';
import type { Cluster, Service } from '../fleet';
import { Checker } from '../input/checker';
import { holdingTasks, type Instance, type PlacedTask } from '../instance';
import type { PlacementOptions } from '../place';
import { type PlacementRequest, serviceGroup } from '../placement-request';
import { Placer } from '../placer';
import type { PlacementReason } from '../reason';
import { nextCapacityProvider } from './capacity-provider-strategy';
import { type DaemonAbsence, placeDaemons } from './daemons';

/** Tasks of a service for which no instance has room. */
export interface UnplacedTasks {
  readonly service: string;
  /** The capacity provider that was chosen for them; none for a launch-type service. */
  readonly capacityProvider?: string;
  readonly count: number;
  /** Why, when the first of them was refused. */
  readonly explanation: Explanation;
}

/** A cluster with its services' tasks on its instances. */
export interface ClusterPlan {
  /** The instances with everything placed on them. */
  readonly instances: readonly Instance[];
  /** None: every service runs as many tasks as it should. */
  readonly unplaced: readonly UnplacedTasks[];
  readonly daemonAbsences: readonly DaemonAbsence[];
  /** Why each task that was placed now is where it is, by the id of the task; only if asked for. */
  readonly reasons?: ReadonlyMap<string, PlacementReason>;
}

/** How a cluster is planned. */
export interface ClusterPlanOptions extends PlacementOptions {
  /** Whether to say why each task is where it is. @default false - it takes many times longer */
  readonly reasons?: boolean;
}

/**
 * Places everything a cluster's services want on the given instances: daemons first, then the services in the order
 * they are listed, each up to its desired count, task by task. What runs already stays and counts. Where tasks of a
 * service cannot be placed, those of the next ones are tried all the same.
 * @throws PlacementInputError
 */
export function planCluster(
  cluster: Pick<Cluster, 'services'>,
  instances: readonly Instance[],
  options: ClusterPlanOptions = {},
): ClusterPlan {
  return stow(cluster, instances, options, (request, placer) => explain(placer.explain(request), instances));
}

/** A cluster's services' tasks on its instances, without why some find no place. */
export interface StowedServices extends Omit<ClusterPlan, 'unplaced'> {
  readonly unplaced: readonly Omit<UnplacedTasks, 'explanation'>[];
}

/**
 * The same as {@link planCluster} without explanations, which take most of the time where many tasks find no place.
 * @throws PlacementInputError
 */
export const stowServices = (
  cluster: Pick<Cluster, 'services'>,
  instances: readonly Instance[],
  options: ClusterPlanOptions = {},
): StowedServices => stow(cluster, instances, options, () => undefined);

type Stowed<Explained> = Omit<ClusterPlan, 'unplaced'> & {
  readonly unplaced: readonly (Omit<UnplacedTasks, 'explanation'> & { readonly explanation: Explained })[];
};

function stow<Explained>(
  cluster: Pick<Cluster, 'services'>,
  instances: readonly Instance[],
  options: ClusterPlanOptions,
  explained: (request: PlacementRequest, placer: Placer) => Explained,
): Stowed<Explained> {
  checkServices(cluster);
  const daemons = placeDaemons(
    cluster.services.filter(({ daemon }) => daemon),
    instances,
    options,
  );
  const placer = new Placer(daemons.instances, options);
  const added = new Map<string, PlacedTask[]>(daemons.instances.map(({ id }) => [id, []]));
  const reasons = options.reasons ? new Map<string, PlacementReason>() : undefined;
  const unplaced: Stowed<Explained>['unplaced'][number][] = [];
  const running = runningByGroup(daemons.instances);
  for (const service of cluster.services) {
    if (service.daemon) continue;
    const ofService = running.get(serviceGroup(service.name)) ?? new Map();
    unplaced.push(...placeService(service, placer, ofService, { added, reasons, explained }));
  }
  return {
    instances: daemons.instances.map((one) => ({ ...one, tasks: [...one.tasks, ...added.get(one.id)!] })),
    unplaced,
    daemonAbsences: daemons.absences,
    ...(reasons && { reasons }),
  };
}

/** Where placed tasks and their reasons are written down, and how those without a place are explained. */
interface Notes<Explained> {
  readonly added: ReadonlyMap<string, PlacedTask[]>;
  readonly reasons?: Map<string, PlacementReason> | undefined;
  readonly explained: (request: PlacementRequest, placer: Placer) => Explained;
}

function placeService<Explained>(
  service: Service,
  placer: Placer,
  running: Map<string | undefined, number>,
  { added, reasons, explained }: Notes<Explained>,
): Stowed<Explained>['unplaced'] {
  const group = serviceGroup(service.name);
  const total = [...running.values()].reduce((sum, count) => sum + count, 0);
  const requests = new Map<string | undefined, PlacementRequest>();
  const refused = new Map<string | undefined, Stowed<Explained>['unplaced'][number]>();
  for (let number = total + 1; number <= service.desiredCount; number++) {
    const provider = service.capacityProviderStrategy
      ? nextCapacityProvider(service.capacityProviderStrategy, running as ReadonlyMap<string, number>)
      : undefined;
    running.set(provider, (running.get(provider) ?? 0) + 1);
    const request = requests.get(provider) ?? requestOf(service, group, provider);
    requests.set(provider, request);
    const before = refused.get(provider);
    // Nothing of this service leaves room again: what was refused once is refused for the rest.
    const reason = before || !reasons ? undefined : placer.placeWithReason(request);
    const instanceId = before || reasons ? reason?.instanceId : placer.place(request);
    if (instanceId !== undefined) {
      const id = `${group}/${number}`;
      added.get(instanceId)!.push({ id, group, demand: service.demand });
      if (reason) reasons!.set(id, reason);
    } else {
      refused.set(provider, {
        service: service.name,
        ...(provider !== undefined && { capacityProvider: provider }),
        count: (before?.count ?? 0) + 1,
        explanation: before ? before.explanation : explained(request, placer),
      });
    }
  }
  return [...refused.values()];
}

function requestOf(service: Service, group: string, capacityProvider: string | undefined): PlacementRequest {
  const { demand, constraints, strategies, subnetZones } = service;
  return { group, demand, constraints, strategies, subnetZones, capacityProvider };
}

/** The tasks that run already: how many of each group, by the capacity provider of their instances. */
function runningByGroup(instances: readonly Instance[]): Map<string, Map<string | undefined, number>> {
  const running = new Map<string, Map<string | undefined, number>>();
  for (const instance of instances) {
    const { capacityProvider } = instance;
    for (const { group } of holdingTasks(instance)) {
      const counts = running.get(group) ?? new Map<string | undefined, number>();
      running.set(group, counts.set(capacityProvider, (counts.get(capacityProvider) ?? 0) + 1));
    }
  }
  return running;
}

/** More tasks than any service has, and few enough to be placed one by one. */
const MAX_DESIRED_COUNT = 10_000_000;

/** What placing itself would not look at. */
function checkServices(cluster: Pick<Cluster, 'services'>): void {
  const check = new Checker();
  if (check.record(cluster, 'cluster')) {
    check.list(cluster.services, 'services').forEach((service, index) => {
      const path = `services[${index}]`;
      if (!check.record(service, path)) return;
      check.text(service.name, `${path}.name`);
      check.flag(service.daemon, `${path}.daemon`);
      if (!service.daemon) check.whole(service.desiredCount, `${path}.desiredCount`, 0, MAX_DESIRED_COUNT);
    });
  }
  check.finish();
}
