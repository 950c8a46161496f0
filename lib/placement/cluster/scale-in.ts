import { checkInstances } from '../input/check-instances';
import { Checker } from '../input/checker';
import { checkStrategies } from '../input/parse-request';
import { attributesOf, freeResources, holdingTasks, type Instance, type PlacedTask } from '../instance';
import { DEFAULT_STRATEGIES, type PlacementStrategy } from '../placement-request';
import { type RandomSource, seededRandom } from '../strategies';

/** Which task stops next, or that none may. */
export type ScaleInChoice =
  | { readonly code: 'stop'; readonly taskId: string; readonly instanceId: string }
  | {
      readonly code: 'none';
      /** Running tasks of the group, all of them protected from scale-in. */
      readonly protectedTasks: number;
    };

interface Stoppable {
  readonly task: PlacedTask;
  readonly instance: Instance;
}

/**
 * Which task of a service ECS stops when it scales in. Strategies are read backwards: a spread gives up a task where
 * there are most, binpack one whose instance then has most left. Ties go to the first instance id, then task id.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 * @throws PlacementInputError
 */
export function chooseTaskToStop(
  service: { readonly group: string; readonly strategies?: readonly PlacementStrategy[] },
  instances: readonly Instance[],
  random: RandomSource = seededRandom(1),
): ScaleInChoice {
  const check = new Checker();
  checkInstances(instances, check);
  if (check.record(service, 'service')) {
    check.text(service.group, 'service.group');
    checkStrategies(service.strategies, 'service.strategies', check);
  }
  check.finish();
  const running = instances.flatMap((instance) =>
    holdingTasks(instance)
      .filter(({ group }) => group === service.group)
      .map((task) => ({ task, instance })),
  );
  const stoppable = running.filter(({ task }) => !task.scaleInProtected);
  if (stoppable.length === 0) return { code: 'none', protectedTasks: running.length };
  let best: readonly Stoppable[] = stoppable.toSorted(
    (left, right) => order(left.instance.id, right.instance.id) || order(left.task.id, right.task.id),
  );
  const strategies = service.strategies?.length ? service.strategies : DEFAULT_STRATEGIES;
  for (const strategy of strategies) best = narrow(best, strategy, running, random);
  const [{ task, instance }] = best as [Stoppable];
  return { code: 'stop', taskId: task.id, instanceId: instance.id };
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

function narrow(
  tasks: readonly Stoppable[],
  strategy: PlacementStrategy,
  running: readonly Stoppable[],
  random: RandomSource,
): readonly Stoppable[] {
  if (tasks.length < 2) return tasks;
  if (strategy.type === 'random') return [tasks[Math.floor(random() * tasks.length)]!];
  if (strategy.type === 'binpack') {
    const resource = strategy.field === 'cpu' ? 'cpuUnits' : 'memoryMiB';
    return most(tasks, ({ task, instance }) => freeResources(instance)[resource] + task.demand[resource]);
  }
  const spreadValue = ({ instance }: Stoppable): string => {
    if (strategy.field === 'instanceId' || strategy.field === 'host') return instance.id;
    const [attributes, name] = [attributesOf(instance), strategy.field.slice('attribute:'.length)];
    return Object.hasOwn(attributes, name) ? attributes[name]! : '';
  };
  const tasksByValue = new Map<string, number>();
  for (const one of running) tasksByValue.set(spreadValue(one), (tasksByValue.get(spreadValue(one)) ?? 0) + 1);
  return most(tasks, (one) => tasksByValue.get(spreadValue(one))!);
}

function most(tasks: readonly Stoppable[], measure: (one: Stoppable) => number): readonly Stoppable[] {
  const measures = tasks.map(measure);
  const largest = measures.reduce((left, right) => Math.max(left, right), Number.NEGATIVE_INFINITY);
  return tasks.filter((_, index) => measures[index] === largest);
}
