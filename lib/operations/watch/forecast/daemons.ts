import type { Instance, Service } from '../../../placement';
import { serviceOfGroup } from '../../live/task/task-group';

/** The daemons that an instance brings as soon as it is there: those with a task on every active one. */
export function daemonsOn(instances: readonly Instance[]): readonly Service[] {
  const [first, ...others] = instances
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ tasks }) => new Map(tasks.flatMap((task) => (task.daemon ? [[task.group, task] as const] : []))));
  return [...(first ?? [])]
    .filter(([group]) => others.every((groups) => groups.has(group)))
    .map(([group, { demand }]) => ({
      // What it takes is what one of its tasks takes.
      ...{ name: serviceOfGroup(group) ?? group, demand, daemon: true, desiredCount: 0 },
      ...{ minimumHealthyPercent: 0, maximumPercent: 100, deployment: 'rolling', constraints: [] },
    }));
}
