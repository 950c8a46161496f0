import { type ExpiryRule, selectsImage } from './expiry-rule';

/** An image in a repository. */
export interface KeptImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date;
  /** Digests of the indexes that hold it as a variant: ECR keeps it as long as one of them is there. */
  readonly heldBy: readonly string[];
}

/** What becomes of an image. */
export type ImageFate =
  | { readonly code: 'kept' }
  /** The repository does not have it. */
  | { readonly code: 'gone' }
  /** The policy takes it with its next run, within a day. */
  | { readonly code: 'expires-now'; readonly rule: number }
  | { readonly code: 'expires-on'; readonly rule: number; readonly at: string }
  /** So many further images, of those that the rule selects, push it out. */
  | { readonly code: 'expires-after-pushes'; readonly rule: number; readonly pushes: number }
  /** It hangs on a rule that is not understood here, such as one by the last pull. */
  | { readonly code: 'unknown'; readonly rule: number };

const DAY = 24 * 60 * 60 * 1000;

/**
 * What a lifecycle policy does with an image: the first rule by priority that selects it decides alone.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export function fateOf(
  image: KeptImage,
  rules: readonly ExpiryRule[],
  all: readonly KeptImage[],
  now: Date,
): ImageFate {
  const holder = all.find(({ digest }) => image.heldBy.includes(digest));
  if (holder) return fateOf(holder, rules, all, now);
  const rule = [...rules].sort((a, b) => a.priority - b.priority).find((one) => selectsImage(one, image.tags));
  if (!rule) return { code: 'kept' };
  const { priority, expires } = rule;
  switch (expires?.by) {
    case undefined:
      return { code: 'unknown', rule: priority };
    case 'age': {
      const at = new Date(image.pushedAt.getTime() + expires.days * DAY);
      return at <= now
        ? { code: 'expires-now', rule: priority }
        : { code: 'expires-on', rule: priority, at: at.toISOString() };
    }
    case 'count': {
      const newer = all.filter(({ tags, pushedAt }) => selectsImage(rule, tags) && pushedAt > image.pushedAt).length;
      return newer >= expires.images
        ? { code: 'expires-now', rule: priority }
        : { code: 'expires-after-pushes', rule: priority, pushes: expires.images - newer };
    }
  }
}
