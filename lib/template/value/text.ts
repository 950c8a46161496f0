import { isSymbolic, Reference, type Symbolic, Text, Unknown, type Value } from './value';

/** Joins parts to one text: a string when all of them are known. Undefined when a part cannot stand in a text. */
export function textOf(parts: readonly Value[]): string | Symbolic | Text | undefined {
  const joined: (string | Symbolic)[] = [];
  for (const part of parts.flatMap(piecesOf)) {
    if (part === undefined) return undefined;
    const last = joined.length - 1;
    if (typeof part === 'string' && typeof joined[last] === 'string') joined[last] += part;
    else if (part !== '') joined.push(part);
  }
  if (joined.length === 0) return '';
  return joined.length === 1 ? joined[0] : new Text(joined);
}

function piecesOf(value: Value): readonly (string | Symbolic | undefined)[] {
  if (value instanceof Text) return value.parts;
  if (isSymbolic(value)) return [value];
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  return [undefined];
}

/** The pieces of a text, known or not; a plain string is one piece. */
export function textParts(value: Value): readonly (string | Symbolic)[] | undefined {
  const pieces = piecesOf(value);
  return pieces.some((piece) => piece === undefined) ? undefined : (pieces as (string | Symbolic)[]);
}

/** A text for people, with `${}` around the parts that are not known; undefined for what is no text. */
export const shownText = (value: Value): string | undefined => textParts(value)?.map(shownPart).join('');

function shownPart(part: string | Symbolic): string {
  if (typeof part === 'string') return part;
  if (part instanceof Reference) return `\${${part.logicalId}}`;
  const named =
    part instanceof Unknown && (part.reason.code === 'parameter' || part.reason.code === 'pseudo-parameter');
  return `\${${named ? part.reason.name : '…'}}`;
}

/** Splits a text at the known parts; a part that is not known is taken not to hold the separator. */
export function splitText(separator: string, text: Value): readonly Value[] | undefined {
  const pieces: Value[][] = [[]];
  for (const part of textParts(text) ?? []) {
    if (typeof part !== 'string') {
      pieces[pieces.length - 1]!.push(part);
      continue;
    }
    part.split(separator).forEach((piece, i) => {
      if (i > 0) pieces.push([]);
      pieces[pieces.length - 1]!.push(piece);
    });
  }
  return textParts(text) && pieces.map((piece) => textOf(piece) ?? '');
}
