import {
  type Capacity,
  freeResources,
  holdingTasks,
  launchInstances,
  placeDaemons,
  type RegisteredResources,
  type Service,
} from '../placement';

/** What replicas may take on an empty instance of a capacity's type: what it registers less what daemons take. */
export function emptyOffer(
  capacity: Capacity,
  instanceType: string,
  services: readonly Service[],
): RegisteredResources {
  const daemons = services.filter(({ daemon }) => daemon);
  const [instance] = placeDaemons(daemons, launchInstances(capacity, 1, { instanceType })).instances;
  const { registered } = instance!;
  const demands = holdingTasks(instance!).map(({ demand }) => demand);
  const free = freeResources(instance!);
  return {
    cpuUnits: Math.max(0, free.cpuUnits),
    memoryMiB: Math.max(0, free.memoryMiB),
    gpus: Math.max(0, free.gpus),
    networkInterfaces: Math.max(0, free.networkInterfaces),
    ebsVolumes: Math.max(0, free.ebsVolumes),
    reservedTcpPorts: [...registered.reservedTcpPorts, ...demands.flatMap(({ tcpPorts }) => tcpPorts)],
    reservedUdpPorts: [...registered.reservedUdpPorts, ...demands.flatMap(({ udpPorts }) => udpPorts)],
  };
}
