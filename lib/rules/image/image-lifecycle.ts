import {
  type ContainerImage,
  isUnknown,
  type LifecycleRule,
  type Model,
  type Repository,
  type Resource,
  selectsTag,
} from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { isMovingTag } from './moving-tag';

type Facts =
  | { problem: 'age'; tag: string; days: number; priority: number }
  | { problem: 'few'; tag: string; images: number; priority: number }
  | { problem: 'moved'; tag: string; by: 'count' | 'age'; than: number; priority: number }
  | { problem: 'all-patterns'; patterns: readonly string[]; priority: number };

/** Fewer than these leave nothing to roll back to while two revisions run. */
const LEAST_IMAGES = 3;

/** A lifecycle policy expires nothing that runs. */
export const imageLifecycle = rule<Facts>({
  id: 'image-lifecycle',
  severity: 'warning',
  title: 'No lifecycle policy expires an image that tasks run',
  why: 'A lifecycle policy counts images and days, and does not know which ones run. A task whose image is gone keeps running, but none can take its place: scaling out, replacing an instance and rolling back all fail.',
  remedy:
    'Expire releases by count, and enough of them; expire by age only what is untagged, and run no tag that moves from a repository that does so.',
  link: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',

  check(model) {
    const used = imagesByRepository(model);
    return [...model.repositories.values()].flatMap((repository) =>
      outcomesOf(repository, used.get(repository.resource) ?? []),
    );
  },

  message(facts) {
    const which = `the lifecycle rule of priority ${facts.priority}`;
    switch (facts.problem) {
      case 'age':
        return `${which} expires images tagged ${facts.tag} ${plural(facts.days, 'day')} after they were pushed, also while tasks run them`;
      case 'few':
        return `${which} keeps ${plural(facts.images, 'image')} of those tagged like ${facts.tag}: while a deployment replaces one by another, there is none to roll back to`;
      case 'moved':
        return `tasks run the tag ${facts.tag}, which moves: an image it has left is untagged, and ${which} expires it ${facts.by === 'age' ? `${plural(facts.than, 'day')} after it was pushed` : `beyond ${plural(facts.than, 'image')}`}, also while tasks run it`;
      case 'all-patterns':
        return `${which} selects images that have tags for all of ${facts.patterns.join(' and ')}, not for any of them`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'age':
        return `expire by count (imageCountMoreThan, such as 20) in place of ${plural(facts.days, 'day')}`;
      case 'few':
        return `raise countNumber from ${facts.images} to at least ${LEAST_IMAGES}, better 20`;
      case 'moved':
        return `run a tag that stays with its image in place of ${facts.tag}`;
      case 'all-patterns':
        return `write one rule for each of ${facts.patterns.join(', ')}`;
    }
  },
});

function imagesByRepository(model: Model): ReadonlyMap<Resource, readonly ContainerImage[]> {
  const found = new Map<Resource, ContainerImage[]>();
  for (const container of ec2TaskDefinitions(model).flatMap(({ containers }) => containers)) {
    const image = model.imageOf(container);
    if (image.repository) found.set(image.repository, [...(found.get(image.repository) ?? []), image]);
  }
  return found;
}

function outcomesOf(repository: Repository, images: readonly ContainerImage[]): Outcome<Facts>[] {
  const { resource, lifecycleRules: rules } = repository;
  const path = ['LifecyclePolicy'];
  if (rules === undefined) return [];
  if (isUnknown(rules)) return [{ state: 'unknown', resource, path, unknowns: [rules] }];
  const tags = [...new Set(images.filter(({ pinned }) => !pinned).map(({ tag }) => tag ?? 'latest'))];
  const problems = [
    ...rules.flatMap(({ patterns, priority }): Facts[] =>
      patterns.length > 1 ? [{ problem: 'all-patterns', patterns, priority }] : [],
    ),
    ...tags.flatMap((tag) => (isUnknown(tag) ? ofUnknownTag(rules) : ofTag(tag, rules, repository))),
  ];
  const facts = new Map(problems.map((problem) => [`${problem.problem} ${problem.priority}`, problem]));
  if (facts.size === 0) return [{ state: 'holds', resource, path }];
  return [...facts.values()].map((one) => ({ state: 'fails', resource, path, facts: one }));
}

/** An image belongs to the first rule that selects it; the others leave it alone. */
function ofTag(tag: string, rules: readonly LifecycleRule[], repository: Repository): Facts[] {
  const applied = rules.find((one) => selectsTag(one, tag));
  const untagged = rules.find(({ tags }) => tags !== 'tagged');
  const moves = isMovingTag(tag) && repository.isImmutable(tag) === false;
  return [
    ...(applied ? tooSoon(applied, tag) : []),
    ...(untagged && moves
      ? [{ problem: 'moved', tag, ...untagged.expires, priority: untagged.priority } as const]
      : []),
  ];
}

/** A tag that is not known is surely selected by a rule for any image, if no rule for tags comes before it. */
function ofUnknownTag(rules: readonly LifecycleRule[]): Facts[] {
  const [applied] = rules.filter(({ tags }) => tags !== 'untagged');
  return applied?.tags === 'any' ? tooSoon(applied, '(any)') : [];
}

function tooSoon({ expires, priority }: LifecycleRule, tag: string): Facts[] {
  if (expires.by === 'age') return [{ problem: 'age', tag, days: expires.than, priority }];
  return expires.than < LEAST_IMAGES ? [{ problem: 'few', tag, images: expires.than, priority }] : [];
}

const plural = (figure: number, noun: string): string => `${figure} ${noun}${figure === 1 ? '' : 's'}`;
