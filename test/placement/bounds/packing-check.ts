import type { BoundedPacking, PackingProblem } from '../../../lib/placement';
import { fitsTogether } from './proven-optimum';

/** Everything that is wrong with a packing, found by counting again; empty if it is one. */
export function flaws({ services, instanceTypes, zones }: PackingProblem, answer: BoundedPacking): readonly string[] {
  const found: string[] = [];
  const types = new Map(instanceTypes.map((type) => [type.name, type]));
  const placed = new Map<string, number[]>(services.map(({ name }) => [name, new Array(zones ?? 1).fill(0)]));
  for (const { instanceType, count, tasks, zone = 0 } of answer.packing) {
    const onOne = services.map(({ name }) => tasks[name] ?? 0);
    if (!fitsTogether(services, types.get(instanceType)!, onOne))
      found.push(`${instanceType} cannot hold ${JSON.stringify(tasks)}`);
    if (!(Number.isInteger(count) && count > 0)) found.push(`${count} instances`);
    for (const { name, instanceTypes: allowed } of services)
      if (tasks[name] && allowed && !allowed.includes(instanceType))
        found.push(`${name} may not run on ${instanceType}`);
    for (const [name, number] of Object.entries(tasks)) {
      const byZone = placed.get(name);
      if (!byZone || !(number > 0)) found.push(`${number} tasks of ${name}`);
      else byZone[zone]! += number * count;
    }
  }
  for (const { name, count } of services) {
    const byZone = placed.get(name)!;
    const sum = byZone.reduce((a, b) => a + b, 0);
    if (sum !== count) found.push(`${sum} of ${count} tasks of ${name}`);
    if (Math.max(...byZone) - Math.min(...byZone) > 1) found.push(`${name} is spread ${byZone}`);
  }
  const instances = answer.packing.reduce((sum, { count }) => sum + count, 0);
  const micros = answer.packing.reduce(
    (sum, { instanceType, count }) =>
      sum + count * Math.round((types.get(instanceType)!.usdPerHour ?? Number.NaN) * 1e6),
    0,
  );
  if (instances !== answer.instances) found.push(`${answer.instances} instances are ${instances}`);
  if (!Number.isNaN(micros) && Math.round(answer.usdPerHour! * 1e6) !== micros)
    found.push(`${answer.usdPerHour} USD are ${micros / 1e6}`);
  return found;
}
