import type { StackId } from '../stack/stack-id';
import { textParts } from '../value/text';
import { Reference, Unknown, type Value } from '../value/value';

/** Whether a pattern of a policy covers something: surely, surely not, or as the deployment will have it. */
export type Match = 'yes' | 'no' | 'maybe';

/** One character that is not known, such as those that Secrets Manager adds to a secret's ARN. */
export const ANY_CHARACTER = '\ue003';

/** Region, account and partition of the stack itself: policies and what they cover have the same ones. */
const PSEUDO = '\ue002';

/** Marks a part that is a resource's name or ARN. */
const RESOURCE = '\ue004';

/** The name that CloudFormation makes up for a resource that is given none. */
export const generatedName = (stack: StackId, logicalId: string): Reference =>
  new Reference(stack, logicalId, 'generated name');

/** Matches an ARN against a pattern with `*` and `?`, parts of both of which may be known only at deployment. */
export function matchArn(pattern: Value, arn: Value): Match {
  const [glob, text] = [encoded(pattern), encoded(arn)];
  if (glob === undefined || text === undefined) return 'maybe';
  if (glob === '*') return 'yes';
  const pairs = comparable(glob, text);
  if (pairs.every(([a, b]) => regExpOf(a).test(b))) return 'yes';
  // Two resources have two ARNs.
  if (skeleton(glob) === skeleton(text)) return 'no';
  return pairs.every(([a, b]) => canMeet(openTokens(a), openTokens(b))) ? 'maybe' : 'no';
}

/** Matches an action such as `ssm:GetParameters`, case aside. */
export function matchAction(pattern: Value, action: string): Match {
  if (typeof pattern !== 'string') return 'maybe';
  return regExpOf(pattern.toLowerCase()).test(action.toLowerCase()) ? 'yes' : 'no';
}

/** The text, with one mark for each part that is not known; equal parts have equal marks. */
function encoded(value: Value): string | undefined {
  const parts = textParts(value);
  return parts
    ?.map((part) => {
      if (typeof part === 'string') return part;
      if (part instanceof Unknown && part.reason.code === 'pseudo-parameter') return PSEUDO;
      const kind = part instanceof Reference ? RESOURCE : '';
      return `\ue000${kind}${JSON.stringify(part).replace(/\W+/g, '_')}\ue001`;
    })
    .join('');
}

/** Both as wholes; for two ARNs field by field without those that are the stack's own. */
function comparable(glob: string, text: string): (readonly [string, string])[] {
  const [a, b] = [glob.split(':'), text.split(':')];
  if (a.length < 6 || b.length < 6 || a[0] !== 'arn' || b[0] !== 'arn') return [[glob, text]];
  const environment = [1, 3, 4].flatMap((i) => (a[i] === PSEUDO || b[i] === PSEUDO ? [] : [[a[i]!, b[i]!] as const]));
  return [[a[2]!, b[2]!], ...environment, [a.slice(5).join(':'), b.slice(5).join(':')]];
}

function regExpOf(glob: string): RegExp {
  const known = EXPRESSIONS.get(glob);
  if (known) return known;
  const escaped = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${escaped}$`, 's');
  EXPRESSIONS.set(glob, expression);
  return expression;
}

/** Compiled once; a stack has few patterns, asked for often. */
const EXPRESSIONS = new Map<string, RegExp>();

const skeleton = (text: string): string => text.replace(/\ue000\ue004[^\ue001]*\ue001/g, RESOURCE);

/** What is not known may be anything, save a name that CloudFormation makes up: nobody else writes that. */
const openTokens = (text: string): string =>
  text
    .replace(/\ue000\ue004[^\ue001]*_generated_name_\ue001/g, RESOURCE)
    .replace(/\ue000[^\ue001]*\ue001/g, '*')
    .replaceAll(PSEUDO, '*')
    .replaceAll(ANY_CHARACTER, '?');

/** Whether some text fits both patterns. */
function canMeet(a: string, b: string): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, j) => /^\**$/.test(b.slice(0, j)));
  for (let i = 1; i <= a.length; i++) {
    const next = [row[0]! && a[i - 1] === '*'];
    for (let j = 1; j <= b.length; j++) {
      const [x, y] = [a[i - 1]!, b[j - 1]!];
      next.push(
        x === '*' || y === '*'
          ? row[j]! || next[j - 1]! || row[j - 1]!
          : row[j - 1]! && (x === y || x === '?' || y === '?'),
      );
    }
    row = next;
  }
  return row[b.length]!;
}
