/**
 * How fast tasks are placed, side by side in one run: the placer by size, the reference at a size it can do,
 * first-fit-decreasing as a floor. Run it with `npm run bench:placement`.
 */
import {
  DEFAULT_ASSUMPTIONS,
  type Instance,
  NO_DEMAND,
  type PlacementRequest,
  Placer,
  seededRandom,
} from '../lib/placement';
import { referencePlace } from '../test/placement/reference/reference-placement';

const SIZES = [1_000, 10_000, 100_000, 500_000, 1_000_000, 2_000_000];
const TASKS_PER_INSTANCE = 2_000_000 / 6_100;

/** Ten shapes; on average 0.2 vCPU and 832 MiB. */
const SHAPES = Array.from({ length: 10 }, (_, index) => ({
  cpuUnits: 64 + 32 * ((index * 7) % 10),
  memoryMiB: 256 + 128 * ((index * 3) % 10),
}));

const REQUESTS: readonly PlacementRequest[] = SHAPES.map((shape, index) => ({
  demand: { ...NO_DEMAND, ...shape },
  group: `service:s${index}`,
  strategies: [
    { type: 'spread', field: 'attribute:ecs.availability-zone' },
    { type: 'binpack', field: 'memory' },
  ],
}));

/** Instances of 96 vCPU and 384 GB in three zones: two million tasks fill 6100 of them by three quarters. */
const fleetOf = (count: number): readonly Instance[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `i-${String(index).padStart(6, '0')}`,
    instanceType: 'm7i.24xlarge',
    zone: `eu-west-1${'abc'[index % 3]}`,
    status: 'ACTIVE',
    agentConnected: true,
    registered: {
      ...{ cpuUnits: 98_304, memoryMiB: 376_000, gpus: 0, networkInterfaces: 14, ebsVolumes: 26 },
      reservedTcpPorts: [22, 2375, 2376, 51678, 51679],
      reservedUdpPorts: [],
    },
    attributes: { 'ecs.os-type': 'linux' },
    tasks: [],
  }));

/** The shape of each task: all mixed, in an order that is the same each time. */
function mixOf(tasks: number): Uint8Array {
  const random = seededRandom(7);
  return Uint8Array.from({ length: tasks }, () => Math.floor(random() * SHAPES.length));
}

interface Run {
  readonly seconds: number;
  readonly setupSeconds: number;
  readonly placed: number;
}

function runPlacer(instances: readonly Instance[], mix: Uint8Array): Run {
  const start = performance.now();
  const placer = new Placer(instances);
  for (const request of REQUESTS) placer.find(request);
  const ready = performance.now();
  let placed = 0;
  for (const shape of mix) if (placer.place(REQUESTS[shape]!) !== undefined) placed++;
  return { seconds: (performance.now() - ready) / 1000, setupSeconds: (ready - start) / 1000, placed };
}

function runReference(instances: readonly Instance[], mix: Uint8Array): Run {
  const fleet = instances.map((instance) => ({ ...instance, tasks: [...instance.tasks] }));
  const byId = new Map(fleet.map((instance) => [instance.id, instance]));
  const start = performance.now();
  let placed = 0;
  for (const shape of mix) {
    const request = REQUESTS[shape]!;
    const { instanceId } = referencePlace(request, fleet, DEFAULT_ASSUMPTIONS, () => 0);
    if (instanceId === undefined) continue;
    byId.get(instanceId)!.tasks.push({ id: String(placed), group: request.group, demand: request.demand });
    placed++;
  }
  return { seconds: (performance.now() - start) / 1000, setupSeconds: 0, placed };
}

/**
 * The floor: largest tasks first, each on the first instance with room; two numbers an instance and nothing else.
 * Identical tasks come one after another, so that each shape goes through the instances once.
 */
function runFirstFitDecreasing(instances: readonly Instance[], mix: Uint8Array): Run {
  const start = performance.now();
  const counts = SHAPES.map(() => 0);
  for (const shape of mix) counts[shape]!++;
  const cpu = Float64Array.from(instances, ({ registered }) => registered.cpuUnits);
  const memory = Float64Array.from(instances, ({ registered }) => registered.memoryMiB);
  let placed = 0;
  const order = SHAPES.map((shape, index) => ({ ...shape, index })).sort((a, b) => b.memoryMiB - a.memoryMiB);
  for (const { cpuUnits, memoryMiB, index } of order) {
    let left = counts[index]!;
    for (let slot = 0; slot < cpu.length && left > 0; slot++) {
      while (left > 0 && cpu[slot]! >= cpuUnits && memory[slot]! >= memoryMiB) {
        cpu[slot]! -= cpuUnits;
        memory[slot]! -= memoryMiB;
        left--;
        placed++;
      }
    }
  }
  return { seconds: (performance.now() - start) / 1000, setupSeconds: 0, placed };
}

const row = (...values: readonly (string | number)[]): void => {
  console.log(values.map((value) => String(value).padStart(12)).join(''));
};

/** The fastest of several runs, the more of them the shorter they are: what else the machine does only adds time. */
function measure(name: string, run: typeof runPlacer, tasks: number, instanceCount: number): void {
  const [fleet, mix] = [fleetOf(instanceCount), mixOf(tasks)];
  globalThis.gc?.();
  const rounds = name === 'reference' ? 1 : Math.min(100, Math.max(3, Math.ceil(300_000 / tasks)));
  const runs = Array.from({ length: rounds }, () => run(fleet, mix));
  const { placed, setupSeconds, seconds } = runs.reduce((best, next) => (next.seconds < best.seconds ? next : best));
  const microseconds = ((seconds / tasks) * 1e6).toFixed(2);
  row(name, tasks, instanceCount, placed, setupSeconds.toFixed(3), seconds.toFixed(3), microseconds, peakMiB());
}

const peakMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

console.log('Ten shapes mixed, spread by zone, then binpack by memory\n');
row('who', 'tasks', 'instances', 'placed', 'set-up s', 'placing s', 'µs a task', 'peak MiB');
runPlacer(fleetOf(305), mixOf(100_000)); // compiles the code before it is measured
for (const size of SIZES) measure('placer', runPlacer, size, 6_100);
console.log('\nThe fleet grows with the tasks');
for (const size of SIZES) measure('placer', runPlacer, size, Math.ceil(size / TASKS_PER_INSTANCE));
console.log('\nThe same tasks for all three');
for (const size of [500, 2_000]) {
  measure('reference', runReference, size, 100);
  measure('placer', runPlacer, size, 100);
  measure('FFD', runFirstFitDecreasing, size, 100);
}
measure('placer', runPlacer, 2_000_000, 6_100);
measure('FFD', runFirstFitDecreasing, 2_000_000, 6_100);
