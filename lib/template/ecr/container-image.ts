import { isUnknown, type Known } from '../known';
import type { Resource } from '../stack/resource';
import type { TemplateSet } from '../stack/template-set';
import { textParts } from '../value/text';
import { Reference, Unknown, type Value } from '../value/value';

/** Where the image of a container comes from, as far as its address tells. */
export interface ContainerImage {
  /** The repository, when the templates hold it. */
  readonly repository?: Resource;
  /** Absent when the address names none, which means `latest`. */
  readonly tag?: Known<string>;
  /** Whether it is pinned to one image by its digest. */
  readonly pinned: boolean;
  /** The address, with the logical id of a repository in the templates, and `…` for what is not known. */
  readonly address: string;
}

/** Reads the address of an image. */
export function containerImage(value: Value | undefined, set: TemplateSet): ContainerImage {
  const parts = textParts(value ?? '') ?? [];
  const at = parts.findLastIndex((part) => repositoryOf(part, set) !== undefined);
  const referred = repositoryOf(parts[at], set);
  // Whatever stands after the repository, or after the last slash, is its tag or digest.
  const rest = at >= 0 ? parts.slice(at + 1) : afterLastSlash(parts);
  const text = rest.map((part) => (typeof part === 'string' ? part : '…')).join('');
  const whole = parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
  const repository = referred ?? repositoryNamed(whole, set);
  const address = referred ? referred.logicalId + text : whole;
  if (text.includes('@')) return { repository, pinned: true, address };
  const colon = text.indexOf(':');
  const open = rest.find((part) => typeof part !== 'string');
  if (colon >= 0 && !text.slice(colon).includes('…')) {
    return { repository, tag: text.slice(colon + 1), pinned: false, address };
  }
  if (open === undefined) return { repository, pinned: false, address };
  const unknown = isUnknown(open) ? open : new Unknown({ code: 'attribute', name: `the tag of ${address}` }, '');
  return { repository, tag: unknown, pinned: false, address };
}

/** The repository that a part names; its ARN also stands for account and region, and is left out. */
function repositoryOf(part: Value | undefined, set: TemplateSet): Resource | undefined {
  if (!(part instanceof Reference) || part.attribute === 'Arn') return undefined;
  const resource = set.resourceOf(part);
  return resource?.type === 'AWS::ECR::Repository' ? resource : undefined;
}

const repositoryNamed = (address: string, set: TemplateSet): Resource | undefined => {
  const name = /\.dkr\.ecr\.[^/]*\/([^:@]+)/.exec(address)?.[1];
  return name === undefined
    ? undefined
    : set.resources('AWS::ECR::Repository').find(({ properties }) => properties['RepositoryName'] === name);
};

type Parts = NonNullable<ReturnType<typeof textParts>>;

function afterLastSlash(parts: Parts): Parts {
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  if (at < 0) return parts;
  const text = parts[at] as string;
  return [text.slice(text.lastIndexOf('/') + 1), ...parts.slice(at + 1)];
}
