import type { PatternNode } from './java-pattern';

/** Whether the whole text matches, and whether some part of it does. */
export interface PatternMatch {
  readonly anchored: boolean;
  readonly unanchored: boolean;
}

/**
 * Matches by sets of positions instead of backtracking, so that no pattern takes more than polynomial time:
 * for each node and position, the positions where a match that begins there can end.
 */
export function matchPattern(pattern: PatternNode, text: string): PatternMatch {
  const matcher = new Matcher([...text]);
  const anchored = matcher.ends(pattern, 0).has(matcher.length);
  if (anchored) return { anchored, unanchored: true };
  for (let from = 0; from <= matcher.length; from++) {
    if (matcher.ends(pattern, from).size > 0) return { anchored, unanchored: true };
  }
  return { anchored, unanchored: false };
}

type Positions = ReadonlySet<number>;

const NONE: Positions = new Set();

class Matcher {
  readonly length: number;
  private readonly known = new Map<PatternNode, Map<number, Positions>>();

  constructor(private readonly characters: readonly string[]) {
    this.length = characters.length;
  }

  ends(node: PatternNode, from: number): Positions {
    const byStart = this.known.get(node) ?? new Map<number, Positions>();
    const known = byStart.get(from);
    if (known) return known;
    const ends = this.compute(node, from);
    this.known.set(node, byStart.set(from, ends));
    return ends;
  }

  private compute(node: PatternNode, from: number): Positions {
    switch (node.kind) {
      case 'character':
        return from < this.length && node.test(this.characters[from]!) ? new Set([from + 1]) : NONE;
      case 'sequence':
        return node.nodes.reduce<Positions>((reached, part) => this.step(part, reached), new Set([from]));
      case 'alternatives':
        return new Set(node.nodes.flatMap((part) => [...this.ends(part, from)]));
      case 'repeat':
        return this.repeat(node.node, node.min, node.max, from);
      case 'boundary':
        return this.isBoundary(node.at, from) ? new Set([from]) : NONE;
      case 'look':
        return this.looks(node.node, node.behind, from) !== node.negative ? new Set([from]) : NONE;
    }
  }

  private step(node: PatternNode, starts: Positions): Positions {
    const reached = new Set<number>();
    for (const start of starts) for (const end of this.ends(node, start)) reached.add(end);
    return reached;
  }

  /** A step that reaches the same positions again will do so for ever, so that huge counts cost no more. */
  private repeat(node: PatternNode, min: number, max: number, from: number): Positions {
    let reached: Positions = new Set([from]);
    for (let count = 0; count < min; count++) {
      const next = this.step(node, reached);
      if (next.size === reached.size && [...next].every((position) => reached.has(position))) break;
      reached = next;
    }
    const all = new Set(reached);
    for (let count = min; count < max && reached.size > 0; count++) {
      reached = new Set([...this.step(node, reached)].filter((position) => !all.has(position)));
      for (const position of reached) all.add(position);
    }
    return all;
  }

  private looks(node: PatternNode, behind: boolean, from: number): boolean {
    if (!behind) return this.ends(node, from).size > 0;
    for (let start = from; start >= 0; start--) if (this.ends(node, start).has(from)) return true;
    return false;
  }

  private isBoundary(at: 'start' | 'end' | 'word' | 'no-word', from: number): boolean {
    if (at === 'start') return from === 0;
    if (at === 'end') return from === this.length;
    const isWord = (index: number): boolean => /^\w$/.test(this.characters[index] ?? '');
    return (isWord(from - 1) !== isWord(from)) === (at === 'word');
  }
}
