import { type Container, isUnknown, listAt, stringAt, structAt, structsAt, type TaskDefinition } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';
import { cyclesOf, cycleText, startOrder } from './start-order';

type Facts =
  | { problem: 'self' | 'missing' | 'no-health-check'; container: string; dependency: string }
  | { problem: 'essential' | 'condition'; container: string; dependency: string; condition: string }
  | { problem: 'cycle'; cycle: string };

const CONDITIONS = ['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'];

/** What containers wait for can come to pass. */
export const containerDependency = rule<Facts>({
  id: 'container-dependency',
  severity: 'error',
  title: 'Every dependency between containers can be fulfilled',
  why: 'ECS refuses a task definition whose dependencies name no container, form a cycle, wait for the end of an essential container, or for the health of one without a health check; where it does not refuse it, the container never starts and the task stops.',
  remedy:
    'Name a container of the same task definition, give it a HealthCheck for HEALTHY, set Essential to false for COMPLETE and SUCCESS, and break cycles.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',

  check: (model) => ec2TaskDefinitions(model).flatMap(outcomesOf),

  message(facts) {
    if (facts.problem === 'cycle') return `the containers wait for one another in a cycle: ${facts.cycle}`;
    const { container, dependency } = facts;
    switch (facts.problem) {
      case 'self':
        return `the container ${container} depends on itself`;
      case 'missing':
        return `the container ${container} depends on ${dependency}, which the task definition does not have`;
      case 'no-health-check':
        return `the container ${container} waits until ${dependency} is HEALTHY, but ${dependency} has no HealthCheck (one in its image does not count)`;
      case 'essential':
        return `the container ${container} waits for ${facts.condition} of ${dependency}, but ${dependency} is essential: the task stops when it ends`;
      case 'condition':
        return `the container ${container} waits for ${facts.condition} of ${dependency}, which is no condition`;
    }
  },

  fix(facts) {
    if (facts.problem === 'cycle') return `remove one of the dependencies ${facts.cycle}`;
    const { container, dependency } = facts;
    switch (facts.problem) {
      case 'self':
        return `remove ${dependency} from DependsOn of ${container}`;
      case 'missing':
        return `add a container named ${dependency}, or name one that the task definition has`;
      case 'no-health-check':
        return `give ${dependency} a HealthCheck, or wait for START`;
      case 'essential':
        return `set Essential of ${dependency} to false, or wait for ${facts.condition === 'SUCCESS' ? 'HEALTHY' : 'START'}`;
      case 'condition':
        return `write one of ${CONDITIONS.join(', ')}`;
    }
  },
});

function outcomesOf(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, containers } = definition;
  const edges = startOrder(definition);
  const outcomes = containers.flatMap((container) =>
    structsAt(container.properties, 'DependsOn').map((dependency, j): Outcome<Facts> => {
      const path = ['ContainerDefinitions', container.index, 'DependsOn', j];
      const to = definition.containerNamedBy(dependency['ContainerName']);
      const condition = stringAt(dependency, 'Condition') ?? 'START';
      const unknown = [to, condition].find(isUnknown);
      if (unknown) return { state: 'unknown', resource, path, unknowns: [unknown] };
      const name = String(dependency['ContainerName']);
      const answer = problemOf(container, to as Container | undefined, name, condition as string);
      if (answer === undefined) return { state: 'holds', resource, path };
      return isUnknown(answer)
        ? { state: 'unknown', resource, path, unknowns: [answer] }
        : { state: 'fails', resource, path, facts: answer };
    }),
  );
  // A cycle that links take part in is a matter of container-links.
  const cycles = cyclesOf(edges.filter(({ by }) => by !== 'Links')).filter((cycle) => cycle.length > 1);
  return [
    ...outcomes,
    ...cycles.map(
      (cycle): Outcome<Facts> => ({
        state: 'fails',
        resource,
        path: ['ContainerDefinitions', cycle[0]!.from.index, cycle[0]!.by],
        facts: { problem: 'cycle', cycle: cycleText(cycle) },
      }),
    ),
  ];
}

function problemOf(container: Container, to: Container | undefined, named: string, condition: string) {
  const names = { container: container.name, dependency: to?.name ?? named };
  if (to === undefined) return { problem: 'missing', ...names } as const;
  if (to === container) return { problem: 'self', ...names } as const;
  if (!CONDITIONS.includes(condition)) return { problem: 'condition', ...names, condition } as const;
  if (condition === 'HEALTHY') {
    const check = structAt(to.properties, 'HealthCheck');
    if (isUnknown(check)) return check;
    const command = check && listAt(check, 'Command');
    const off = command !== undefined && !isUnknown(command) && command[0] === 'NONE';
    return check === undefined || off ? ({ problem: 'no-health-check', ...names } as const) : undefined;
  }
  if (condition === 'START') return undefined;
  if (isUnknown(to.essential)) return to.essential;
  return to.essential ? ({ problem: 'essential', ...names, condition } as const) : undefined;
}
