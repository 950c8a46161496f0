import { chooseTaskToStop } from '../../../cluster/scale-in';
import type { SimInstance, SimService, SimTask, World } from '../world/world';

/** The tasks that a service gives up when it scales in, as ECS chooses them one after another. */
export function chooseScaleIn(world: World, service: SimService, tasks: readonly SimTask[], count: number): SimTask[] {
  if (count >= tasks.length) return [...tasks];
  const left = new Map(tasks.map((task) => [task.id, task]));
  const hosts = new Map<string, SimInstance>();
  for (const { instance } of tasks) if (instance) hosts.set(instance.id, instance);
  const views = new Map([...hosts].map(([id, host]) => [id, world.board.view(host)]));
  const chosen: SimTask[] = [];
  const { group } = service;
  for (const [id, view] of views) {
    views.set(id, { ...view, tasks: view.tasks.filter((task) => task.group !== group || left.has(task.id)) });
  }
  while (chosen.length < count) {
    const choice = chooseTaskToStop({ group, strategies: service.service.strategies }, [...views.values()]);
    if (choice.code === 'none') break;
    const { taskId, instanceId } = choice;
    const view = views.get(instanceId)!;
    views.set(instanceId, { ...view, tasks: view.tasks.filter(({ id }) => id !== taskId) });
    chosen.push(left.get(taskId)!);
  }
  return chosen;
}
