import { UsageError } from '../usage-error';

/** The whole number that the value of an option is. @throws UsageError */
export function wholeNumber(option: string, text: string, least = 1): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new UsageError(`${option} ${text}: write a whole number, ${least} or more`);
}

/** The name and the value that the value of an option is. @throws UsageError */
export function pair(option: string, text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(`${option} ${text}: write NAME=VALUE`);
}
