import type { Explanation, Instance, InstanceRejection } from '../../../../lib/placement';

/**
 * Every field of a result is there and every list has something in it: a field that is new does not compile until it
 * has a sample. What the engine says is as it is: its fields are not all printed.
 */
export type Full<T> = T extends
  | string
  | number
  | boolean
  | undefined
  | Date
  | Explanation
  | Instance
  | InstanceRejection
  ? T
  : T extends readonly (infer E)[]
    ? readonly [Full<E>, ...Full<E>[]]
    : T extends object
      ? string extends keyof T
        ? T
        : { readonly [K in keyof T]-?: Full<Exclude<T[K], undefined>> }
      : T;

/** One of each code, complete. */
export type FullByCode<T extends { readonly code: string }> = {
  readonly [C in T['code']]: Full<Extract<T, { code: C }>>;
};

/** The value again for each string in it, and each key, with that one in the place of another. */
export function spoilt(value: unknown, text: string): readonly unknown[] {
  if (typeof value === 'string') return [text];
  if (value instanceof Date || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => spoilt(one, text).map((other) => value.with(index, other)));
  }
  const entries = Object.entries(value);
  return entries.flatMap(([key, one]) => [
    ...spoilt(one, text).map((other) => ({ ...value, [key]: other })),
    Object.fromEntries(entries.map(([name, own]) => [name === key ? text : name, own])),
  ]);
}

/** All of what there is one of each code. */
export function each<T>(samples: Readonly<Record<string, T>>): readonly [T, ...T[]] {
  const [first, ...others] = Object.values(samples);
  if (first === undefined) throw new Error('there are no samples');
  return [first, ...others];
}
