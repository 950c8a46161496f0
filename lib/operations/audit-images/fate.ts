import { type LifecycleRule, selectsImage } from './lifecycle-rule';

/** An image in a repository. */
export interface KeptImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date;
  /** As ECR has recorded it; absent when it was never pulled. */
  readonly pulledAt?: Date;
  /** In the archive, from where no task can pull it. */
  readonly archived?: boolean;
  /**
   * Digests of the indexes that hold it as a variant: ECR keeps it as long as one of them is there.
   * Undefined when that was not looked up.
   */
  readonly heldBy?: readonly string[];
}

/** By which rule, and what it does. */
interface ByRule {
  readonly rule: number;
  readonly action: LifecycleRule['action'];
}

/** What becomes of an image. */
export type ImageFate =
  | { readonly code: 'kept' }
  /** The repository does not have it. */
  | { readonly code: 'gone' }
  /** It is in the archive: no task can pull it. */
  | { readonly code: 'archived' }
  /** The policy takes it with its next run, within a day. */
  | ({ readonly code: 'expires-now' } & ByRule)
  | ({ readonly code: 'expires-on'; readonly at: string } & ByRule)
  /** Unless it is pulled before. */
  | ({ readonly code: 'expires-unless-pulled'; readonly at: string } & ByRule)
  /** So many further images, of those that the rule selects, push it out; it may take more. */
  | ({ readonly code: 'expires-after-pushes'; readonly pushes: number } & ByRule)
  /** It hangs on how the rule counts. */
  | { readonly code: 'unknown'; readonly rule: number };

const DAY = 24 * 60 * 60 * 1000;

/**
 * What a lifecycle policy does with an image: the first rule by priority that selects it decides alone, and counts
 * also images that rules before it take.
 * @param rules by priority
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function fateOf(
  image: KeptImage,
  rules: readonly LifecycleRule[],
  all: readonly KeptImage[],
  now: Date,
): ImageFate {
  if (image.archived) return { code: 'archived' };
  const rule = rules.find((one) => selectsImage(one, image.tags));
  if (!rule) return { code: 'kept' };
  if (mayBeHeld(image)) return { code: 'unknown', rule: rule.priority };
  const holders = all.filter(({ digest }) => image.heldBy?.includes(digest));
  return longest([takenBy(rule, image, all, now), ...holders.map((holder) => fateOf(holder, rules, all, now))]);
}

/** Whether it is not known if an index keeps it. Whatever has a tag was pushed for itself. */
const mayBeHeld = ({ heldBy, tags }: KeptImage): boolean => heldBy === undefined && tags.length === 0;

function takenBy(rule: LifecycleRule, image: KeptImage, all: readonly KeptImage[], now: Date): ImageFate {
  const { priority, action, counting } = rule;
  const by: ByRule = { rule: priority, action };
  const after = (from: Date, days: number) => new Date(from.getTime() + days * DAY);
  const on = (code: 'expires-on' | 'expires-unless-pulled', at: Date): ImageFate =>
    at <= now ? { code: 'expires-now', ...by } : { code, at: at.toISOString(), ...by };
  switch (counting?.by) {
    case undefined:
      return { code: 'unknown', rule: priority };
    case 'push':
      return on('expires-on', after(image.pushedAt, counting.days));
    case 'pull':
      return on('expires-unless-pulled', after(image.pulledAt ?? image.pushedAt, counting.days));
    case 'count': {
      const others = all.filter((one) => one.digest !== image.digest && !one.archived && selectsImage(rule, one.tags));
      // AWS does not say whether variants of an index count, nor which of two pushed at one moment is the newer.
      const surely = others.filter((one) => one.pushedAt > image.pushedAt && one.heldBy?.length === 0).length;
      const perhaps = others.filter((one) => one.pushedAt >= image.pushedAt).length;
      if (surely >= counting.images) return { code: 'expires-now', ...by };
      if (perhaps >= counting.images) return { code: 'unknown', rule: priority };
      return { code: 'expires-after-pushes', pushes: counting.images - perhaps, ...by };
    }
  }
}

/** The fates, the one that lets an image stay the longest first; what is not known may be longer than any but the first. */
const BY_STAY: readonly ImageFate['code'][] = [
  'kept',
  'unknown',
  'expires-after-pushes',
  'expires-unless-pulled',
  'expires-on',
  'expires-now',
  'archived',
  'gone',
];

const longest = (fates: readonly ImageFate[]): ImageFate =>
  [...fates].sort(
    (a, b) => BY_STAY.indexOf(a.code) - BY_STAY.indexOf(b.code) || -dateOf(a).localeCompare(dateOf(b)),
  )[0]!;

const dateOf = (fate: ImageFate): string => ('at' in fate ? fate.at : '');
