import {
  type Capacity,
  type Instance,
  launchInstances,
  nextCapacityProvider,
  Placer,
  planCluster,
  type Service,
  type StuckStep,
  serviceGroup,
  simulate,
  taskBounds,
} from '../../placement';
import type { ClusterInTemplate } from '../../template';
import { largestType } from '../capacity/rooms';

/** A cluster whose groups are as large as they may be, with all its services running. */
export class FullCluster {
  private readonly instances: readonly Instance[];
  private readonly placer: Placer;
  private readonly short: ReadonlySet<string>;
  private readonly capacities: readonly Capacity[];
  /** How many tasks of each group run on each capacity provider. */
  private readonly running = new Map<string, Map<string, number>>();
  private readonly answers = new Map<string, boolean>();

  constructor(
    { cluster }: ClusterInTemplate,
    /** Whether services were started in the order of the templates, or from the last. */
    order: 'first' | 'last',
  ) {
    const services = order === 'first' ? cluster.services : cluster.services.toReversed();
    const tasks = services.reduce((sum, { desiredCount }) => sum + desiredCount, 0);
    // More instances than tasks leave some empty, which answers every question here.
    const launched = cluster.capacities.map((capacity) => {
      const count = Math.min(capacity.maxInstances, tasks + capacity.zones.length);
      return launchInstances(capacity, count, { instanceType: largestType(capacity).name });
    });
    const plan = planCluster({ services }, launched.flat());
    this.instances = plan.instances;
    for (const { tasks: running, capacityProvider } of plan.instances) {
      for (const { group } of capacityProvider ? running : []) this.count(group, capacityProvider!);
    }
    this.short = new Set(plan.unplaced.map(({ service }) => service));
    this.placer = new Placer(plan.instances);
    this.capacities = cluster.capacities.map((capacity, index) => ({
      ...capacity,
      desiredInstances: launched[index]!.length,
      minInstances: Math.min(capacity.minInstances, launched[index]!.length),
      maxInstances: launched[index]!.length,
    }));
  }

  /** Whether all tasks of a service run at all. */
  holds({ name }: Service): boolean {
    return !this.short.has(name);
  }

  /**
   * Whether an update of a service to a revision like the old one finds no room for its first step. A service that may
   * stop a task first has the room of that task.
   */
  lacksRoom(service: Service): boolean {
    const { lower, upper } = taskBounds(service.desiredCount, service);
    if (lower < service.desiredCount || upper <= service.desiredCount) return false;
    const task = this.nextTask(service);
    if (service.constraints.length > 0) return this.placer.find(task) === undefined;
    // Without constraints the service does not matter, only what its task takes: most services are alike.
    const kind = JSON.stringify([task.demand, task.subnetZones, task.capacityProvider]);
    const known = this.answers.get(kind) ?? this.placer.find(task) === undefined;
    this.answers.set(kind, known);
    return known;
  }

  /** Where such an update sticks, played through with everything else at rest; undefined when it goes on after all. */
  stuckStep(service: Service): StuckStep | undefined {
    const { outcome } = simulate({
      cluster: {
        name: 'full',
        capacities: this.capacities,
        instances: this.instances,
        services: [service],
        standaloneTasks: [],
      },
      scenario: [{ code: 'update' }],
    }).services[0]!;
    return outcome.code === 'steady' ? undefined : outcome.stuck;
  }

  private count(group: string, capacityProvider: string): void {
    const counts = this.running.get(group) ?? new Map<string, number>();
    this.running.set(group, counts.set(capacityProvider, (counts.get(capacityProvider) ?? 0) + 1));
  }

  private nextTask(service: Service) {
    const { demand, constraints, strategies, subnetZones, capacityProviderStrategy: strategy, name } = service;
    const group = serviceGroup(name);
    const capacityProvider = strategy && nextCapacityProvider(strategy, this.running.get(group) ?? new Map());
    return { group, demand, constraints, strategies, subnetZones, capacityProvider };
  }
}
