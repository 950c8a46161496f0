/** A JSON document as parsed; objects have no prototype, so that no key can reach one. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** An object without a prototype, on which even `__proto__` is an ordinary key. */
export const emptyObject = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;

/** Whether a parsed value is an object (and not an array or null). */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
