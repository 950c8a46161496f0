import type { Cluster, Service } from '../lib/placement/fleet';
import { simulate } from '../lib/placement/rollout/simulate';
import { DEFAULT_MANAGED_SCALING } from '../lib/placement/scaling';
import { NO_DEMAND } from '../lib/placement/task-demand';

/**
 * A rolling deployment of 1,000 services with 20 tasks each, all at once, on one capacity: with room for every surge;
 * with managed scaling from the size at rest; and at a maximum size with little to spare, so that services wait for
 * each other. The aim is less than 2 seconds; the processor's time is shown beside the clock's.
 */
const SERVICES = 1_000;
const TASKS = 20;
const ZONES = ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'];
/** m7g.2xlarge, roughly. */
const REGISTERED = {
  cpuUnits: 8_192,
  memoryMiB: 30_720,
  gpus: 0,
  networkInterfaces: 40,
  ebsVolumes: 26,
  reservedTcpPorts: [22, 2375, 2376, 51678, 51679],
  reservedUdpPorts: [],
};

const SIZES = [
  [128, 256],
  [256, 512],
  [256, 1_024],
  [512, 1_024],
] as const;

function serviceAt(index: number): Service {
  const [cpuUnits, memoryMiB] = SIZES[index % SIZES.length]!;
  return {
    name: `service-${index}`,
    daemon: false,
    desiredCount: TASKS,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deployment: 'rolling',
    demand: { ...NO_DEMAND, cpuUnits, memoryMiB, networkInterfaces: 1 },
    constraints: [],
    strategies: [
      { type: 'spread', field: 'attribute:ecs.availability-zone' },
      { type: 'binpack', field: 'memory' },
    ],
    capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }],
    loadBalanced: true,
  };
}

function clusterOf(minInstances: number, maxInstances: number): Cluster {
  return {
    name: 'bench',
    capacities: [
      {
        name: 'steady',
        zones: ZONES,
        instanceTypes: [{ name: 'm7g.2xlarge', registered: REGISTERED, attributes: {} }],
        minInstances,
        maxInstances,
        purchaseOption: 'on-demand',
        capacityProvider: {
          name: 'steady',
          managedScaling: DEFAULT_MANAGED_SCALING,
          managedTerminationProtection: true,
          managedDraining: true,
        },
      },
    ],
    instances: [],
    services: Array.from({ length: SERVICES }, (_, index) => serviceAt(index)),
    standaloneTasks: [],
  };
}

for (const [title, min, max] of [
  ['room for every surge', 1_500, 1_500],
  ['managed scaling from the resting size', 0, 1_500],
  ['little to spare at the maximum size', 780, 780],
] as const) {
  const cluster = clusterOf(min, max);
  const start = performance.now();
  const before = process.cpuUsage();
  const result = simulate({ cluster, scenario: [{ code: 'update' }] });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = ((user + system) / 1e6).toFixed(2);
  const facts = `${result.outcome}, ${result.timeline.length} events, peak ${result.peakInstances} instances, ${result.finishedAtSeconds} s simulated`;
  console.log(`${title.padEnd(40)} ${seconds.toFixed(2)} s, processor ${cpu} s  (${facts})`);
}
