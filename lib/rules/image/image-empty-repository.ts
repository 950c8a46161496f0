import { hostsOf, isUnknown, type Model, type Resource, type TaskOrigin } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { tasks: string; container: string; repository: string };

/** There is an image by the time that tasks start. */
export const imageEmptyRepository = rule<Facts>({
  id: 'image-empty-repository',
  severity: 'warning',
  title: 'No task takes its image from a repository that the same deployment creates',
  why: 'At the first deployment the repository is empty when the tasks start: the image cannot be pulled, and the stack waits until the circuit breaker or its timeout ends it. Later deployments find the image.',
  remedy:
    'Put the repository in a stack of its own and push the image before the service is deployed, or start with DesiredCount 0.',
  link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-ecr-image.html',

  check(model) {
    const pushers = mayPush(model);
    return model.taskOrigins.flatMap((origin) => outcomesOf(origin, model, pushers));
  },

  message: ({ tasks, container, repository }) =>
    `${tasks} starts tasks in the deployment that creates ${repository}, from which their container ${container} takes its image: at the first deployment it is empty`,

  fix: ({ repository }) =>
    `move ${repository} to a stack that is deployed before, and push the image in between; or deploy first with DesiredCount 0`,
});

function outcomesOf(origin: TaskOrigin, model: Model, pushers: readonly string[]): Outcome<Facts>[] {
  const { resource, definition, count, daemon, name: tasks, standaloneTask } = origin;
  const startsNow = standaloneTask === undefined || standaloneTask.kind === 'deployment';
  if (!definition || !startsNow || hostsOf(origin) === undefined) return [];
  const found = definition.containers.flatMap((container) => {
    const { repository } = model.imageOf(container);
    return repository ? [{ container: container.name, repository }] : [];
  });
  const [first] = found.filter(({ repository }) => inOneDeployment(repository, resource, model));
  if (found.length === 0) return [];
  if (!first || isFilled(first.repository, pushers)) return [{ state: 'holds', resource }];
  if (daemon !== true) {
    if (isUnknown(count)) return [{ state: 'unknown', resource, path: ['DesiredCount'], unknowns: [count] }];
    if (count === 0) return [{ state: 'holds', resource }];
  }
  const facts = { tasks, container: first.container, repository: first.repository.logicalId };
  return [{ state: 'fails', resource, facts }];
}

/** Nested stacks are deployed with their parent; between other stacks there is time to push. */
const inOneDeployment = (a: Resource, b: Resource, model: Model): boolean => rootOf(a, model) === rootOf(b, model);

function rootOf({ stack }: Resource, model: Model): string {
  let { source } = stack;
  while (source.parent) {
    const above = model.set.stack(source.parent.stack);
    if (!above) break;
    source = above.source;
  }
  return source.id;
}

/** What custom resources of the deployment are given; those that only empty a repository are left out. */
const mayPush = (model: Model): readonly string[] =>
  model.set.stacks
    .flatMap(({ resources }) => [...resources.values()])
    .filter(({ type }) => /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(type) && !/AutoDelete/.test(type))
    .map(({ properties }) => JSON.stringify(properties));

/** Whether one of them may push to the repository. */
const isFilled = ({ stack, logicalId }: Resource, pushers: readonly string[]): boolean =>
  pushers.some((given) => given.includes(`"stack":${JSON.stringify(stack.stack)},"logicalId":"${logicalId}"`));
