import { isUnknown, stringAt, type TaskDefinition } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';

type Facts = { problem: 'missing' | 'twice' | 'characters'; name: string; index: number };

const NAME = /^[A-Za-z0-9_-]{1,255}$/;

/** Containers can be told apart. */
export const containerName = rule<Facts>({
  id: 'container-name',
  severity: 'error',
  title: 'Every container of a task definition has a valid name of its own',
  why: 'ECS refuses a task definition in which a container has no name, the name of another one, or characters that a name may not have.',
  remedy:
    'Give each container a name of letters, digits, hyphens and underscores that no other container of the task definition has.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  check: (model) => ec2TaskDefinitions(model).flatMap(outcomesOf),

  message({ problem, name, index }) {
    switch (problem) {
      case 'missing':
        return `container ${index + 1} has no name`;
      case 'twice':
        return `the name ${name} is given to two containers`;
      case 'characters':
        return `the container name "${name}" has characters other than letters, digits, hyphens and underscores, or more than 255 of them`;
    }
  },

  fix: ({ problem, name, index }) =>
    problem === 'characters'
      ? `write ${name.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 255) || 'a name'} in place of "${name}"`
      : `give container ${index + 1} a name that no other container has`,
});

function outcomesOf({ resource, containers }: TaskDefinition): Outcome<Facts>[] {
  const seen = new Set<string>();
  return containers.map(({ index, properties }): Outcome<Facts> => {
    const path = ['ContainerDefinitions', index, 'Name'];
    const name = stringAt(properties, 'Name') ?? '';
    if (isUnknown(name)) return { state: 'unknown', resource, path, unknowns: [name] };
    const problem = name === '' ? 'missing' : !NAME.test(name) ? 'characters' : seen.has(name) ? 'twice' : undefined;
    seen.add(name);
    return problem
      ? { state: 'fails', resource, path, facts: { problem, name, index } }
      : { state: 'holds', resource, path };
  });
}
