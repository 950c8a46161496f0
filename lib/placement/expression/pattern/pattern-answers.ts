import type { Condition } from '../ast';
import { type PatternNode, parseJavaPattern } from './java-pattern';
import { matchPattern, type PatternMatch } from './pattern-match';

/** More values than this are not remembered: a fleet has few types, zones and attribute values. */
const MAX_REMEMBERED = 1000;

/** A parsed pattern and its answers so far. Nothing but the pattern and the text decides them. */
interface Answers {
  readonly pattern: PatternNode;
  readonly byText: Map<string, PatternMatch>;
}

const answersOf = new WeakMap<readonly string[], Answers>();

/** How the pattern of a condition matches a text; parsed once for a condition, matched once for a text. */
export function patternAnswers({ values }: Condition, text: string): PatternMatch {
  const { pattern, byText } = answersFor(values);
  const known = byText.get(text);
  if (known) return known;
  if (byText.size >= MAX_REMEMBERED) byText.clear();
  const match = matchPattern(pattern, text);
  byText.set(text, match);
  return match;
}

function answersFor(values: readonly string[]): Answers {
  const known = answersOf.get(values);
  if (known) return known;
  const answers: Answers = { pattern: parseJavaPattern(values[0]!), byText: new Map() };
  answersOf.set(values, answers);
  return answers;
}
