import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { type MisuseCode, MisuseError } from '../errors';

/** Refuses a number that is not whole, or not between two limits; a token is left alone. */
export function requireWhole(
  code: MisuseCode,
  what: string,
  value: number,
  { min, max = Number.MAX_SAFE_INTEGER }: { readonly min: number; readonly max?: number },
  scope: IConstruct,
): void {
  if (Token.isUnresolved(value) || (Number.isInteger(value) && value >= min && value <= max)) return;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new MisuseError(code, `${what} is ${value}; take a whole number ${range}`, scope);
}
