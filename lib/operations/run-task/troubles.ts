import type { OperationProblem } from '../aws/problem';
import type { RunTaskEvent } from './run-task-event';

type Trouble = Extract<RunTaskEvent, { code: 'trouble' }>;

/** Passes troubles on, each once for as long as it lasts. */
export class Troubles {
  private readonly standing = new Set<string>();

  constructor(private readonly onEvent: (event: RunTaskEvent) => void) {}

  of(doing: Trouble['doing']): (problem: OperationProblem) => void {
    return (problem) => {
      const key = `${doing} ${problem.code}`;
      if (this.standing.has(key)) return;
      this.standing.add(key);
      this.onEvent({ code: 'trouble', doing, problem });
    };
  }

  /** What was in trouble works again. */
  over(doing: Trouble['doing']): void {
    for (const key of this.standing) if (key.startsWith(`${doing} `)) this.standing.delete(key);
  }
}
