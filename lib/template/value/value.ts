import type { StackId } from '../stack/stack-id';

/** Why a value is not known before deployment. The sentence is written where it is shown. */
export type UnknownReason =
  | { readonly code: 'parameter'; readonly name: string }
  | { readonly code: 'ssm-parameter'; readonly name: string }
  | { readonly code: 'secret'; readonly name: string }
  | { readonly code: 'pseudo-parameter'; readonly name: string }
  | { readonly code: 'condition'; readonly name: string }
  | { readonly code: 'import'; readonly name: string }
  | { readonly code: 'stack-output'; readonly stack: string; readonly output: string }
  | { readonly code: 'mapping'; readonly name: string; readonly key: string }
  | { readonly code: 'missing-resource'; readonly name: string }
  | { readonly code: 'attribute'; readonly name: string }
  | { readonly code: 'function'; readonly name: string }
  | { readonly code: 'malformed'; readonly name: string }
  | { readonly code: 'cycle'; readonly name: string }
  /** What AWS leaves open; the name is half a sentence that says it. */
  | { readonly code: 'assumption'; readonly name: string };

/** A value that only the deployment decides, and why. */
export class Unknown {
  constructor(
    readonly reason: UnknownReason,
    /** The stack in whose template the reason stands. */
    readonly stack: StackId,
  ) {}
}

/** What a resource will be called (`Ref`), or one of its attributes (`Fn::GetAtt`): unknown, but known to be its. */
export class Reference {
  constructor(
    readonly stack: StackId,
    readonly logicalId: string,
    /** Absent for `Ref`. */
    readonly attribute?: string,
  ) {}

  /** Whether both stand for the same value. */
  equals(other: unknown): boolean {
    return (
      other instanceof Reference &&
      other.stack === this.stack &&
      other.logicalId === this.logicalId &&
      other.attribute === this.attribute
    );
  }
}

/** The nth availability zone of the region the stack is deployed to: which one it is depends on the account. */
export class Zone {
  constructor(
    readonly index: number,
    /** The region's name, or the empty string for the stack's own. */
    readonly region: string,
  ) {}
}

/** The list of the availability zones of a region, whose length only the account knows. */
export class ZoneList {
  constructor(readonly region: string) {}
}

/** A text of which only parts are known, such as a user data script or an image's address. */
export class Text {
  /** At least one of the parts is not a string; no two strings are neighbours. */
  constructor(readonly parts: readonly (string | Symbolic)[]) {}
}

/** A value that stands for something not known as text. */
export type Symbolic = Unknown | Reference | Zone;

/** A resolved object. It has no prototype: `__proto__` is an ordinary key. */
export interface Struct {
  readonly [key: string]: Value;
}

/** A property's value once every function that can be evaluated before deployment has been. */
export type Value = string | number | boolean | null | Symbolic | ZoneList | Text | readonly Value[] | Struct;

/** `AWS::NoValue`: the property or list item is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** A resolved value, or nothing at all. */
export type Resolved = Value | typeof NO_VALUE;

/** Whether a value is an object with properties. */
export function isStruct(value: Value | undefined): value is Struct {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Reference) &&
    !(value instanceof Zone) &&
    !(value instanceof ZoneList) &&
    !(value instanceof Text)
  );
}

/** Whether a value stands for something that is not known as text. */
export const isSymbolic = (value: unknown): value is Symbolic =>
  value instanceof Unknown || value instanceof Reference || value instanceof Zone;
