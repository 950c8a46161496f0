import type { Value } from './value';

/**
 * Whether two values are the same as far as templates tell: equal texts, or the same reference, parameter or text with
 * the same open parts. Two values that are not the same may still turn out equal, if one of them is open.
 */
export const sameValue = (a: Value, b: Value): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
