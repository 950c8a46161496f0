import type { Condition } from './ast';
import type { ExpressionProblem } from './expression-error';
import { PatternError, parseJavaPattern } from './pattern/java-pattern';

/** What is wrong with the value of a condition, given its subject and operator; undefined if nothing is. */
export function operandProblem(condition: Condition): { code: ExpressionProblem; feature?: string } | undefined {
  const { subject, operator, values } = condition;
  if (operator === '=~' || operator === '!~') return patternProblem(values[0]!);
  const check = OPERAND_CHECKS[subject.name];
  return check && !values.every(check.valid) ? { code: check.code } : undefined;
}

function patternProblem(pattern: string): { code: ExpressionProblem; feature?: string } | undefined {
  try {
    parseJavaPattern(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { code: error.unsupported ? 'unsupported-pattern' : 'invalid-pattern', feature: error.what };
  }
}

const OPERAND_CHECKS: Readonly<Record<string, { code: ExpressionProblem; valid: (value: string) => boolean }>> = {
  agentConnected: { code: 'invalid-boolean', valid: (value) => value === 'true' || value === 'false' },
  runningTasksCount: { code: 'invalid-number', valid: (value) => /^\d{1,9}$/.test(value) },
  agentVersion: { code: 'invalid-version', valid: (value) => parseVersion(value) !== undefined },
  registeredAt: { code: 'invalid-date', valid: (value) => parseInstant(value) !== undefined },
};

/** The numbers of a dotted version, such as 1.105.1. */
export function parseVersion(text: string): readonly number[] | undefined {
  return /^\d{1,9}(?:\.\d{1,9}){0,7}$/.test(text) ? text.split('.').map(Number) : undefined;
}

/** Compares versions number by number; what is missing counts as zero. */
export function compareVersions(left: readonly number[], right: readonly number[]): number {
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Milliseconds since 1970 of a date or time as `registeredAt` takes it: `2018-06-18`, `2018-06-18T22:28:28`, and the
 * latter with `Z` or an offset. Without an offset the time is UTC.
 */
export function parseInstant(text: string): number | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as Clock;
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Math.floor(Number(`0.${match[7] ?? 0}`) * 1000);
  const local = midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  return local - offsetMinutes(match[8]) * 60_000;
}

type Clock = [number, number, number, number, number, number];

function offsetMinutes(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}
