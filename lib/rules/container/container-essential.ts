import { isUnknown, type TaskDefinition } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';

type Facts = { containers: number };

/** A task has a container that it lives and dies with. */
export const containerEssential = rule<Facts>({
  id: 'container-essential',
  severity: 'error',
  title: 'Every task definition has an essential container',
  why: 'ECS refuses a task definition of which no container is essential: nothing would tell when the task has ended.',
  remedy: 'Set Essential to true on the container that the task exists for, or leave it out.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  check: (model) => ec2TaskDefinitions(model).map(outcomeOf),

  message: ({ containers }) =>
    containers === 0
      ? 'the task definition has no containers'
      : containers === 1
        ? 'the only container has Essential set to false'
        : `all ${containers} containers have Essential set to false`,

  fix: ({ containers }) =>
    containers === 0
      ? 'add a container to ContainerDefinitions'
      : 'set Essential to true on the container that the task exists for',
});

function outcomeOf(definition: TaskDefinition): Outcome<Facts> {
  const { resource, containers, unreadContainers } = definition;
  const path = ['ContainerDefinitions'];
  const essentials = containers.map(({ essential }) => essential);
  if (essentials.includes(true)) return { state: 'holds', resource, path };
  const unknown = unreadContainers ?? essentials.find(isUnknown);
  if (unknown) return { state: 'unknown', resource, path, unknowns: [unknown] };
  return { state: 'fails', resource, path, facts: { containers: containers.length } };
}
