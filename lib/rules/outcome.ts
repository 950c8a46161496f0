import type { Resource, Unknown } from '../template';

/** Facts of a finding: figures and names, for machines and for the sentence. Plain JSON. */
export type Facts = Readonly<Record<string, Fact>>;
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };

interface Subject {
  /** What the answer is about. */
  readonly resource: Resource;
  /** The property below it that decides, for naming a line. */
  readonly path?: readonly (string | number)[];
}

/**
 * What a rule answers about one resource. A rule that does not apply answers nothing.
 * `unknown` is never shown as a pass: it names what would have to be known.
 */
export type Outcome<F extends Facts = Facts> =
  | (Subject & { readonly state: 'fails'; readonly facts: F })
  | (Subject & { readonly state: 'unknown'; readonly unknowns: readonly [Unknown, ...Unknown[]] })
  | (Subject & { readonly state: 'holds' });
