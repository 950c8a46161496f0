/** A JSON document as parsed; objects have no prototype, so that no key can reach one. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/**
 * What every parsed object inherits: no name at all, so that no key can reach one. Only when something takes an object
 * for a text does it become one; without that, `String()` of what a template got wrong would throw.
 */
const NAMELESS: object = Object.create(null, { [Symbol.toPrimitive]: { value: () => '(an object)' } });

/** An object on which even `__proto__` is an ordinary key. */
export const emptyObject = <T>(): Record<string, T> => Object.create(NAMELESS) as Record<string, T>;

/** Whether a parsed value is an object (and not an array or null). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
