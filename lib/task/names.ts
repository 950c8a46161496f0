import { didYouMean } from '../placement/near-names';

declare const refused: unique symbol;

/** A type that nothing is assignable to; its argument is the reason the compiler prints. */
export interface Refused<Why extends string> {
  readonly [refused]: Why;
}

/** The port names of one container, from what was inferred from its `ports`; none when it has no ports. */
export type PortNames<T> = unknown extends T ? never : keyof T & string;

/** The names of the containers that have a health check. */
export type HealthyNames<H> = { [K in keyof H]: unknown extends H[K] ? never : K }[keyof H] & string;

/** The names of a task definition's containers; any string for a task definition that does not tell them. */
export type ContainersOf<T> = T extends { readonly _names: infer P } ? keyof P & string : string;

/** The names of the ports of one container of a task definition; any string where they are not known. */
export type PortsOf<T, C extends string> = T extends { readonly _names: infer P }
  ? C extends keyof P
    ? PortNames<P[C]>
    : never
  : string;

/** Says that a name is unknown, and which one was probably meant. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const meant = didYouMean(name, known);
  const hint = meant
    ? `did you mean '${meant}'?`
    : known.length > 0
      ? `there are: ${known.join(', ')}`
      : 'there is none';
  return `${what} '${name}' does not exist; ${hint}`;
}
