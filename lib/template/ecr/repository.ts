import { isUnknown, type Known, knownStructAt, listAt, numberAt, stringAt, structsAt } from '../known';
import type { Resource } from '../stack/resource';
import { isStruct, type Struct, Unknown, type Value } from '../value/value';

/** One rule of a lifecycle policy. */
export interface LifecycleRule {
  readonly priority: number;
  readonly tags: 'tagged' | 'untagged' | 'any';
  /** Beginnings of tags, of which an image has all. */
  readonly prefixes: readonly string[];
  /** Patterns with `*`, of which an image has all. */
  readonly patterns: readonly string[];
  /** Images beyond so many, or older than so many days. */
  readonly expires: { readonly by: 'count' | 'age'; readonly than: number };
}

/** A repository of images in a template. */
export class Repository {
  constructor(readonly resource: Resource) {}

  /** Whether a tag, once pushed, stays with its image. */
  isImmutable(tag: string): Known<boolean> {
    const { properties } = this.resource;
    const mutability = stringAt(properties, 'ImageTagMutability') ?? 'MUTABLE';
    if (isUnknown(mutability)) return mutability;
    const excluded = structsAt(properties, 'ImageTagMutabilityExclusionFilters').some((filter) =>
      matchesWildcard(String(filter['ImageTagMutabilityExclusionFilterValue']), tag),
    );
    if (mutability === 'IMMUTABLE') return true;
    return mutability.startsWith('IMMUTABLE') ? !excluded : mutability.startsWith('MUTABLE_WITH') && excluded;
  }

  /** The rules that expire images, the first to be applied first; undefined when it has no lifecycle policy. */
  get lifecycleRules(): Known<readonly LifecycleRule[]> | undefined {
    const { properties, stack } = this.resource;
    const policy = knownStructAt(properties, 'LifecyclePolicy');
    const text = policy && stringAt(policy, 'LifecyclePolicyText');
    if (text === undefined || isUnknown(text)) return text;
    try {
      const document = JSON.parse(text) as Value;
      const rules = isStruct(document) ? structsAt(document, 'rules') : [];
      return rules.flatMap(lifecycleRule).sort((a, b) => a.priority - b.priority);
    } catch {
      return new Unknown({ code: 'malformed', name: 'LifecyclePolicyText' }, stack.stack);
    }
  }
}

/** A rule that expires images; those that move them to another storage class are none. */
function lifecycleRule(rule: Struct): LifecycleRule[] {
  const [selection, action] = [knownStructAt(rule, 'selection'), knownStructAt(rule, 'action')];
  const than = selection && numberAt(selection, 'countNumber');
  const countType = selection?.['countType'];
  const by = countType === 'imageCountMoreThan' ? 'count' : countType === 'sinceImagePushed' ? 'age' : undefined;
  if (!selection || action?.['type'] !== 'expire' || typeof than !== 'number' || !by) return [];
  const status = selection['tagStatus'];
  return [
    {
      priority: Number(rule['rulePriority'] ?? 0),
      tags: status === 'tagged' || status === 'untagged' ? status : 'any',
      prefixes: textsAt(selection, 'tagPrefixList'),
      patterns: textsAt(selection, 'tagPatternList'),
      expires: { by, than },
    },
  ];
}

/** Whether a rule selects images with a tag. */
export const selectsTag = ({ tags, prefixes, patterns }: LifecycleRule, tag: string): boolean =>
  tags === 'any' ||
  (tags === 'tagged' &&
    prefixes.every((prefix) => tag.startsWith(prefix)) &&
    patterns.every((pattern) => matchesWildcard(pattern, tag)));

const matchesWildcard = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

function textsAt(struct: Struct, property: string): readonly string[] {
  const list = listAt(struct, property);
  return list === undefined || isUnknown(list) ? [] : list.filter((item) => typeof item === 'string');
}
