import type { Assumptions } from '../assumptions';
import { type Expression, evaluateExpression } from '../expression';
import { type Candidate, emptied, expressionFacts } from './candidate';
import { type Filter, PASSED } from './filter';

/** Whether an expression lets a task go on an instance, by what is assumed about unknown answers. */
export function admits(expression: Expression, candidate: Candidate, assumptions: Assumptions): boolean {
  const { holds } = evaluateExpression(expression, expressionFacts(candidate), assumptions);
  return holds === 'unknown' ? assumptions.unknownConstraint === 'accept' : holds;
}

/** Refuses an instance for which a `memberOf` expression does not hold, or perhaps does not. */
export const memberOf: Filter = ({ expressions }, candidate, assumptions) =>
  expressions.flatMap(({ text, expression }) => {
    if (admits(expression, candidate, assumptions)) return PASSED;
    const holds = evaluateExpression(expression, expressionFacts(candidate), assumptions).holds && 'unknown';
    const moreInstancesHelp = admits(expression, emptied(candidate), assumptions);
    return [{ code: 'member-of', expression: text, holds, moreInstancesHelp }];
  });

/** Refuses an instance that already runs a task of the group, if each must have an instance of its own. */
export const distinctInstance: Filter = ({ constraints, group }, candidate) =>
  constraints?.some(({ type }) => type === 'distinctInstance') && candidate.tasksOf(group) > 0
    ? [{ code: 'distinct-instance', group, moreInstancesHelp: true }]
    : PASSED;
