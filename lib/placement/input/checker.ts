import { type InputProblem, type InputProblemCode, PlacementInputError } from './input-error';

/** More of anything than ECS has: no instance has as many CPU units or MiB. */
export const MAX_AMOUNT = 2 ** 31 - 1;

/** Gathers everything that is wrong with an input, so that one error can name it all. */
export class Checker {
  /** What was reported so far. */
  readonly problems: InputProblem[] = [];

  report(code: InputProblemCode, path: string, value: unknown): void {
    this.problems.push({ code, path, value });
  }

  /** A whole number of at least `min` and at most `max`. */
  whole(value: unknown, path: string, min = 0, max = MAX_AMOUNT): void {
    if (value === undefined || value === null) this.report('missing', path, value);
    else if (typeof value !== 'number' || Number.isNaN(value)) this.report('not-a-number', path, value);
    else if (value < 0) this.report('negative', path, value);
    else if (value > MAX_AMOUNT) this.report('too-large', path, value);
    else if (!Number.isInteger(value)) this.report('fractional', path, value);
    else if (value < min || value > max) this.report('not-allowed', path, value);
  }

  text(value: unknown, path: string, maxLength = 2048): value is string {
    if (value === undefined || value === null || value === '') this.report('missing', path, value);
    else if (typeof value !== 'string') this.report('wrong-type', path, value);
    else if (value.length > maxLength) this.report('too-large', path, value);
    else return true;
    return false;
  }

  flag(value: unknown, path: string): void {
    if (value === undefined) this.report('missing', path, value);
    else if (typeof value !== 'boolean') this.report('wrong-type', path, value);
  }

  oneOf(value: unknown, allowed: readonly unknown[], path: string): void {
    if (value === undefined) this.report('missing', path, value);
    else if (!allowed.includes(value)) this.report('not-allowed', path, value);
  }

  /** The entries of a list; none, and a problem, if it is no list. */
  list<T>(value: readonly T[] | undefined, path: string, maxLength = Number.POSITIVE_INFINITY): readonly T[] {
    if (!Array.isArray(value)) this.report(value === undefined ? 'missing' : 'wrong-type', path, value);
    else if (value.length > maxLength) this.report('too-many', path, value.length);
    else return value;
    return [];
  }

  /** Whether the value is an object whose fields can be looked at. */
  record(value: unknown, path: string): boolean {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return true;
    this.report(value === undefined || value === null ? 'missing' : 'wrong-type', path, value);
    return false;
  }

  unique(values: readonly string[], path: (index: number) => string): void {
    const seen = new Set<string>();
    values.forEach((value, index) => {
      if (seen.has(value)) this.report('duplicate', path(index), value);
      seen.add(value);
    });
  }

  /** @throws PlacementInputError if anything was reported. */
  finish(): void {
    if (this.problems.length > 0) throw new PlacementInputError(this.problems);
  }
}
