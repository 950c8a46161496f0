import type { OperationProblem } from '../aws/problem/problem';

/** Passes troubles on, each once for as long as it lasts. */
export class Troubles<Doing extends string> {
  private readonly standing = new Set<string>();

  constructor(private readonly tell: (doing: Doing, problem: OperationProblem) => void) {}

  of(doing: Doing): (problem: OperationProblem) => void {
    return (problem) => {
      const key = `${doing} ${problem.code}`;
      if (this.standing.has(key)) return;
      this.standing.add(key);
      this.tell(doing, problem);
    };
  }

  /** What was in trouble works again. */
  over(doing: Doing): void {
    for (const key of this.standing) if (key.startsWith(`${doing} `)) this.standing.delete(key);
  }
}
