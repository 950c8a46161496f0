import { type Instance, NO_DEMAND, type PlacementRequest, type TaskDemand } from '../../lib/placement';

/** An instance in zone a with nothing on it and hardly anything to offer but what is given. */
export function instanceOf(
  id: string,
  over: Partial<Omit<Instance, 'registered'>> & Partial<Instance['registered']> = {},
): Instance {
  const { cpuUnits = 2048, memoryMiB = 4096, gpus = 0, networkInterfaces = 2, ebsVolumes = 2, ...rest } = over;
  const { reservedTcpPorts = [22], reservedUdpPorts = [], ...instance } = rest;
  return {
    id,
    instanceType: 'm5.large',
    zone: 'a',
    status: 'ACTIVE',
    agentConnected: true,
    registered: { cpuUnits, memoryMiB, gpus, networkInterfaces, ebsVolumes, reservedTcpPorts, reservedUdpPorts },
    attributes: {},
    tasks: [],
    ...instance,
  };
}

/** A request of the group `service:web` that takes what is given. */
export const requestOf = (demand: Partial<TaskDemand>, over: Partial<PlacementRequest> = {}): PlacementRequest => ({
  group: 'service:web',
  demand: { ...NO_DEMAND, ...demand },
  ...over,
});

/** The instance with so many tasks of a group. */
export const running = (
  instance: Instance,
  count: number,
  group = 'service:web',
  demand: Partial<TaskDemand> = {},
) => ({
  ...instance,
  tasks: [
    ...instance.tasks,
    ...Array.from({ length: count }, (_, index) => ({
      id: `${instance.id}/${group}/${index}`,
      group,
      demand: { ...NO_DEMAND, ...demand },
    })),
  ],
});
