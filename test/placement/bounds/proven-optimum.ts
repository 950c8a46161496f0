import type { Highs } from 'highs';
import type { PackableInstanceType, PackingProblem } from '../../../lib/placement';

/**
 * The optimum by brute force and an independent solver: every way to fill an instance is listed, and HiGHS proves how
 * few of them, or how cheap a set, covers all tasks. Slow and obvious; `undefined` if there are too many ways.
 */
export function provenOptimum(
  highs: Highs,
  { services, instanceTypes }: PackingProblem,
  cost: (type: PackableInstanceType) => number,
): number | undefined {
  const columns: { cost: number; tasks: number[] }[] = [];
  for (const type of instanceTypes)
    for (const tasks of fillings(services, type)) {
      // Tasks may be covered more than once, so that only instances with no room left matter.
      if (tasks.every((count) => count === 0) || hasRoom(services, type, tasks)) continue;
      columns.push({ cost: cost(type), tasks });
      if (columns.length > 4000) return undefined;
    }
  const sum = (terms: readonly string[]): string => terms.join(' + ');
  const program = [
    'Minimize',
    ` obj: ${sum(columns.map(({ cost }, at) => `${cost} x${at}`))}`,
    'Subject To',
    ...services.map(({ count }, service) => {
      const terms = columns.flatMap(({ tasks }, at) => (tasks[service]! > 0 ? [`${tasks[service]} x${at}`] : []));
      return ` s${service}: ${sum(terms)} >= ${count}`;
    }),
    'General',
    ...columns.map((_, at) => ` x${at}`),
    'End',
  ].join('\n');
  const solved = highs.solve(program, { mip_rel_gap: 0, mip_abs_gap: 0.5, time_limit: 20 });
  return solved.Status === 'Optimal' ? Math.round(solved.ObjectiveValue) : undefined;
}

/** Every set of tasks that fits on an instance of a type together, one service after another. */
function* fillings(
  services: PackingProblem['services'],
  type: PackableInstanceType,
  tasks: number[] = [],
): Generator<number[]> {
  const service = services[tasks.length];
  if (!service) {
    yield tasks;
    return;
  }
  for (let count = 0; count <= service.count; count++) {
    const more = [...tasks, count];
    if (!fitsTogether(services, type, more)) return;
    yield* fillings(services, type, more);
  }
}

function hasRoom(services: PackingProblem['services'], type: PackableInstanceType, tasks: readonly number[]): boolean {
  return services.some(
    ({ count }, at) =>
      tasks[at]! < count &&
      fitsTogether(
        services,
        type,
        tasks.map((own, other) => own + (other === at ? 1 : 0)),
      ),
  );
}

/** Whether tasks, by service, fit together on an empty instance: written anew, sharing nothing with what it checks. */
export function fitsTogether(
  services: PackingProblem['services'],
  { registered }: PackableInstanceType,
  tasks: readonly number[],
): boolean {
  const ports: string[] = [
    ...registered.reservedTcpPorts.map((port) => `tcp ${port}`),
    ...registered.reservedUdpPorts.map((port) => `udp ${port}`),
  ];
  const left = { ...registered };
  for (const [at, count] of tasks.entries()) {
    const { demand, distinctInstance } = services[at]!;
    if (distinctInstance && count > 1) return false;
    for (let task = 0; task < count; task++) {
      left.cpuUnits -= demand.cpuUnits;
      left.memoryMiB -= demand.memoryMiB;
      left.networkInterfaces -= demand.networkInterfaces;
      left.ebsVolumes -= demand.ebsVolumes;
      left.gpus -= demand.gpus === 'all' ? Math.max(1, registered.gpus) : demand.gpus;
      ports.push(...demand.tcpPorts.map((port) => `tcp ${port}`), ...demand.udpPorts.map((port) => `udp ${port}`));
    }
  }
  const { cpuUnits, memoryMiB, networkInterfaces, ebsVolumes, gpus } = left;
  return (
    Math.min(cpuUnits, memoryMiB, networkInterfaces, ebsVolumes, gpus) >= 0 && new Set(ports).size === ports.length
  );
}
