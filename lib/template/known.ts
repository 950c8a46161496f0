import { isStruct, type Struct, Text, Unknown, type Value } from './value/value';

/** A figure or name that is known, or why it is not. */
export type Known<T> = T | Unknown;

/** Whether it is not known before deployment. */
export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;

/** The value if it is known, for where nothing hangs on why it is not. */
export const ifKnown = <T>(value: Known<T> | undefined): T | undefined => (isUnknown(value) ? undefined : value);

/**
 * A property read as one type. CloudFormation takes numbers and booleans written as strings, and so does this.
 * Undefined when the property is absent; unknown when its value is, or when it has a type that will not do.
 */
type Reader<T> = (struct: Struct, property: string) => Known<T> | undefined;

const reader =
  <T>(read: (value: Value) => T | undefined): Reader<T> =>
  (struct, property) => {
    const value = struct[property];
    if (value === undefined || value === null) return undefined;
    if (value instanceof Unknown) return value;
    return read(value) ?? unreadable(value, property);
  };

/** A value of the wrong type is unknown, and so is one that is only partly known. */
function unreadable(value: Value, property: string): Unknown {
  const open = value instanceof Text ? value.parts.find((part) => part instanceof Unknown) : undefined;
  return open instanceof Unknown ? open : new Unknown({ code: 'malformed', name: property }, '');
}

/** A number, or a string that is one. */
export const numberAt = reader((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
});

/** More than AWS counts of anything; a figure that is larger is no count. */
const MAX_COUNT = 2 ** 31 - 1;

/** A whole number that counts something, or a string that is one. */
export const countAt = reader((value) => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MAX_COUNT
    ? number
    : undefined;
});

/** A boolean, or the string `true` or `false`. */
export const booleanAt = reader((value) => {
  if (typeof value === 'boolean') return value;
  const text = typeof value === 'string' ? value.toLowerCase() : undefined;
  return text === 'true' ? true : text === 'false' ? false : undefined;
});

/** A string, known as a whole. Numbers and booleans count by how they are written. */
export const stringAt = reader((value) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined,
);

/** A list, each item still to be read. */
export const listAt = reader<readonly Value[]>((value) => (Array.isArray(value) ? value : undefined));

/** An object with properties. */
export const structAt = reader<Struct>((value) => (isStruct(value) ? value : undefined));

/** An object with properties when it is known, for where nothing hangs on why it is not. */
export function knownStructAt(struct: Struct, property: string): Struct | undefined {
  return ifKnown(structAt(struct, property));
}

/** The objects of a list, as many as are objects; none when the list is absent or not known. */
export function structsAt(struct: Struct, property: string): readonly Struct[] {
  const list = listAt(struct, property);
  return Array.isArray(list) ? (list as readonly Value[]).filter(isStruct) : [];
}

/** Why a list, or an object in it, cannot be read; absent when the list is absent or all of it can. */
export function unreadItem(struct: Struct, property: string): Unknown | undefined {
  const list = listAt(struct, property);
  if (list === undefined || isUnknown(list)) return list;
  const item = list.find((one) => !isStruct(one));
  if (item === undefined) return undefined;
  return item instanceof Unknown ? item : unreadable(item, property);
}
