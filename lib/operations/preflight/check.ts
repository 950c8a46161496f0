import type { Model } from '../../template';
import { OperationError } from '../aws/problem/operation-error';
import { statementFor } from '../aws/problem/problem-text';
import type { Account } from './account';
import { type PreflightCheckId, type PreflightOutcome, type PreflightResult, unknown } from './outcome';

/** Something that can be looked at on its own. */
export interface Question {
  readonly subject: string;
  readonly neededBy: readonly string[];
  /** Looks. Whatever AWS refuses becomes an outcome. */
  look(): Promise<PreflightOutcome>;
}

/** One check of a template against the account. It only reads. */
export interface PreflightCheck {
  readonly id: PreflightCheckId;
  /** What holds when all is well. */
  readonly title: string;
  /** What to look at. Nothing is called before a question is asked. */
  questions(model: Model, account: Account): readonly Question[];
}

/** Asks a question of a check. @throws OperationError when the account cannot be talked to at all */
export const resultOf = async (
  check: PreflightCheckId,
  { subject, neededBy, look }: Question,
): Promise<PreflightResult> => ({ check, subject, neededBy, outcome: await outcomeOf(look) });

/** What a look comes to. @throws OperationError when the account cannot be talked to at all */
export async function outcomeOf(look: () => Promise<PreflightOutcome>): Promise<PreflightOutcome> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const { problem } = error;
    switch (problem.code) {
      case 'access-denied':
        return {
          state: 'not-looked-at',
          denied: problem,
          ...(!problem.explicit && { statement: statementFor(problem.action, problem.resource) }),
        };
      case 'refused':
      case 'throttled':
      case 'service-fault':
        return unknown({ code: 'no-answer', problem });
      default:
        throw error;
    }
  }
}

/** The same subject once, with all that need it. */
export function bySubject<T extends { readonly subject: string; readonly neededBy: string }>(
  all: readonly T[],
): readonly { readonly first: T; readonly neededBy: readonly string[] }[] {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(one.subject, [...(found.get(one.subject) ?? []), one]);
  return [...found.values()].map((same) => ({
    first: same[0]!,
    neededBy: [...new Set(same.map(({ neededBy }) => neededBy))],
  }));
}
