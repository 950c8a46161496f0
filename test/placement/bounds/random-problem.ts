import {
  NO_DEMAND,
  type PackableInstanceType,
  type PackableService,
  type PackingProblem,
  seededRandom,
} from '../../../lib/placement';

const NO_PORTS = { reservedTcpPorts: [22, 2375, 2376, 51678, 51679], reservedUdpPorts: [] };

/** Types as they might be in one Auto Scaling group: some sizes of some families, an odd price now and then. */
const TYPES: readonly PackableInstanceType[] = [
  { name: 'c7g.large', usdPerHour: 0.0725, registered: resources(2, 4096, 2, 0) },
  { name: 'm7g.large', usdPerHour: 0.0816, registered: resources(2, 8192, 2, 0) },
  { name: 'r7g.large', usdPerHour: 0.1071, registered: resources(2, 16384, 2, 0) },
  { name: 'c7g.xlarge', usdPerHour: 0.145, registered: resources(4, 8192, 3, 0) },
  { name: 'm7g.xlarge', usdPerHour: 0.1632, registered: resources(4, 16384, 3, 0) },
  { name: 'm6g.xlarge', usdPerHour: 0.154, registered: resources(4, 16384, 20, 0) },
  { name: 'm5.2xlarge', usdPerHour: 0.384, registered: resources(8, 32768, 40, 0) },
  { name: 'g5.xlarge', usdPerHour: 1.006, registered: resources(4, 16384, 3, 1) },
  { name: 'g4dn.12xlarge', usdPerHour: 3.912, registered: resources(48, 196608, 7, 4) },
];

function resources(vcpus: number, memoryMiB: number, networkInterfaces: number, gpus: number) {
  const registered = Math.floor(memoryMiB * 0.925);
  return { cpuUnits: vcpus * 1024, memoryMiB: registered, networkInterfaces, gpus, ebsVolumes: 26, ...NO_PORTS };
}

/** A small problem of mixed services; with one type it is about instances, with several about cost. */
export function randomProblem(seed: number, manyTypes: boolean): PackingProblem {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length)]!;
  const withGpus = random() < 0.15;
  const pool = TYPES.filter(({ registered }) => withGpus || registered.gpus === 0);
  const instanceTypes = manyTypes
    ? pool.filter((type) => type.name === 'm5.2xlarge' || type.registered.gpus > 0 || random() < 0.45)
    : [pick(withGpus ? TYPES.slice(-2) : pool.slice(-4))];
  const largest = instanceTypes.reduce((a, b) => (b.registered.memoryMiB > a.registered.memoryMiB ? b : a)).registered;
  const services = Array.from({ length: 2 + upTo(5) }, (_, index): PackableService => {
    const awsvpc = random() < 0.3;
    const port = !awsvpc && random() < 0.25;
    const size = 0.08 + 0.5 * random();
    return {
      name: `service-${index}`,
      count: 1 + upTo(8),
      distinctInstance: random() < 0.15,
      demand: {
        ...NO_DEMAND,
        cpuUnits: pick([0, 128, 256, 512, 1024, Math.floor(largest.cpuUnits * size)]),
        memoryMiB: Math.max(6, Math.floor(largest.memoryMiB * pick([size, size, 0.1, 0.26, 0.34, 0.51]))),
        networkInterfaces: awsvpc ? 1 : 0,
        tcpPorts: port ? [pick([80, 443, 8080])] : [],
        gpus: largest.gpus > 0 && random() < 0.3 ? pick<number | 'all'>([1, 1, 2, 'all']) : 0,
      },
    };
  });
  return { services, instanceTypes };
}
