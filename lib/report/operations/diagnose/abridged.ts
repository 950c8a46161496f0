import type { OrderedCause } from '../../../operations/diagnose/ordered';

/** Causes of one kind that are told whole: in a large cluster one thing may ail a hundred instances. */
const WHOLE = 5;

/** What is told of a diagnosis: a cause, or those of its kind that say nothing new. */
export type Told =
  | { readonly code: 'whole'; readonly cause: OrderedCause }
  | { readonly code: 'alike'; readonly causes: readonly OrderedCause[] };

/** Causes in their order. Of those of one code, with one and the same cause, the first few; the rest together after them. */
export function abridged(causes: readonly OrderedCause[]): readonly Told[] {
  const parents = new Set(causes.map(({ followsFrom }) => followsFrom));
  const kinds = new Map<string, { whole: number; alike?: OrderedCause[] }>();
  const told: Told[] = [];
  for (const [index, cause] of causes.entries()) {
    const key = kindOf(cause);
    const kind = kinds.get(key) ?? { whole: 0 };
    kinds.set(key, kind);
    // What something follows from has its place before that.
    if (kind.whole < WHOLE || parents.has(index)) {
      kind.whole++;
      told.push({ code: 'whole', cause });
    } else if (kind.alike) {
      kind.alike.push(cause);
    } else {
      kind.alike = [cause];
      told.push({ code: 'alike', causes: kind.alike });
    }
  }
  return told;
}

/** Root causes that are of the kind of the first one, without it. */
export const likeTheFirst = ([first, ...others]: readonly OrderedCause[]): number =>
  first ? others.filter((one) => kindOf(one) === kindOf(first)).length : 0;

/** What services have got over is of another kind: it comes last. */
const kindOf = (cause: OrderedCause): string =>
  `${cause.followsFrom} ${cause.code} ${'recovered' in cause && cause.recovered}`;
