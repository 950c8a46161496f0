import { isUnknown, type Model, type TaskDefinition } from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { isMovingTag } from './moving-tag';

type Facts = { container: string; image: string; tag: string };

/** What a deployment runs is what it ran when it was tested. */
export const imageMutableTag = rule<Facts>({
  id: 'image-mutable-tag',
  severity: 'warning',
  title: 'Every image has a tag that stays with it, or a digest',
  why: 'A tag that moves brings other code with the next deployment of the same task definition, and a rollback brings back the task definition but not the image. ECS resolves a tag once for each deployment, so tasks of two deployments differ.',
  remedy: 'Name the image by a tag that is never pushed twice (a version or a commit), or by its digest.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html',

  check: (model) => ec2TaskDefinitions(model).flatMap((definition) => outcomesOf(definition, model)),

  message: ({ container, image, tag }) =>
    image.endsWith(`:${tag}`)
      ? `the container ${container} runs ${image}, a tag that moves to newer images`
      : `the container ${container} runs ${image} without a tag, which means ${tag}, a tag that moves to newer images`,

  fix: ({ container }) => `give the image of ${container} the tag of one version, or its digest (@sha256:…)`,
});

function outcomesOf({ resource, containers }: TaskDefinition, model: Model): Outcome<Facts>[] {
  const named = containers.filter(({ image }) => image !== undefined && image !== '');
  return named.map((container): Outcome<Facts> => {
    const path = ['ContainerDefinitions', container.index, 'Image'];
    const { repository, tag = 'latest', pinned, address } = model.imageOf(container);
    if (pinned) return { state: 'holds', resource, path };
    if (isUnknown(tag)) return { state: 'unknown', resource, path, unknowns: [tag] };
    const immutable = (repository && model.repositories.get(repository)?.isImmutable(tag)) ?? false;
    if (isUnknown(immutable)) return { state: 'unknown', resource, path, unknowns: [immutable] };
    if (immutable || !isMovingTag(tag)) return { state: 'holds', resource, path };
    return { state: 'fails', resource, path, facts: { container: container.name, image: address, tag } };
  });
}
