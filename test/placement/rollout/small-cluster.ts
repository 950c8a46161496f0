import type { Capacity, CapacityProvider, Cluster, Service } from '../../../lib/placement/fleet';
import type { Instance, PlacedTask } from '../../../lib/placement/instance';
import type { RegisteredResources } from '../../../lib/placement/resources';
import type { RolloutResult } from '../../../lib/placement/rollout/result';
import type { TimelineEvent } from '../../../lib/placement/rollout/timeline';
import { DEFAULT_MANAGED_SCALING } from '../../../lib/placement/scaling';
import { NO_DEMAND, type TaskDemand } from '../../../lib/placement/task-demand';

export const registered = (memoryMiB: number, changes: Partial<RegisteredResources> = {}): RegisteredResources => ({
  cpuUnits: 65_536,
  memoryMiB,
  gpus: 0,
  networkInterfaces: 10,
  ebsVolumes: 26,
  reservedTcpPorts: [22],
  reservedUdpPorts: [],
  ...changes,
});

export const demand = (memoryMiB: number, changes: Partial<TaskDemand> = {}): TaskDemand => ({
  ...NO_DEMAND,
  memoryMiB,
  ...changes,
});

/** An instance that belongs to no capacity. */
export const instance = (id: string, memoryMiB: number, changes: Partial<Instance> = {}): Instance => ({
  id,
  instanceType: 'test.large',
  zone: 'a',
  status: 'ACTIVE',
  agentConnected: true,
  registered: registered(memoryMiB),
  attributes: {},
  tasks: [],
  ...changes,
});

/** Tasks of a service that run already. */
export const running = (name: string, count: number, of: TaskDemand): PlacedTask[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}-${index}`, group: `service:${name}`, demand: of }));

/** A rolling launch-type service of tasks with 1000 MiB. */
export const service = (name: string, desiredCount: number, changes: Partial<Service> = {}): Service => ({
  name,
  daemon: false,
  desiredCount,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  deployment: 'rolling',
  demand: demand(1000),
  constraints: [],
  ...changes,
});

/** A capacity with a provider of the same name, managed scaling and both protections. */
export const capacity = (
  name: string,
  minInstances: number,
  maxInstances: number,
  changes: Partial<Capacity> & { readonly memoryMiB?: number; readonly provider?: Partial<CapacityProvider> } = {},
): Capacity => {
  const { memoryMiB = 2000, provider, ...rest } = changes;
  return {
    name,
    zones: ['a'],
    instanceTypes: [{ name: 'test.large', registered: registered(memoryMiB), attributes: {} }],
    minInstances,
    maxInstances,
    purchaseOption: 'on-demand',
    capacityProvider: {
      name,
      managedScaling: DEFAULT_MANAGED_SCALING,
      managedTerminationProtection: true,
      managedDraining: true,
      ...provider,
    },
    ...rest,
  };
};

export const on = (...providers: readonly string[]) => ({
  capacityProviderStrategy: providers.map((capacityProvider) => ({ capacityProvider, weight: 1 })),
});

export const cluster = (changes: Partial<Cluster>): Cluster => ({
  name: 'test',
  capacities: [],
  instances: [],
  services: [],
  standaloneTasks: [],
  ...changes,
});

/** The starts and stops of a service in order, such as `['-3', '+5']`. */
export const moves = ({ timeline }: RolloutResult, name: string): string[] =>
  timeline.flatMap((event) => {
    if (event.code !== 'round' || event.service !== name) return [];
    const { stopped, started } = event;
    return [stopped > 0 ? [`-${stopped}`] : [], started > 0 ? [`+${started}`] : []].flat();
  });

export const outcomeOf = (result: RolloutResult, name: string) =>
  result.services.find((one) => one.name === name)!.outcome;

export const events = <Code extends TimelineEvent['code']>({ timeline }: RolloutResult, code: Code) =>
  timeline.filter((event): event is TimelineEvent & { readonly code: Code } => event.code === code);
