import type { Assumptions } from '../assumptions';
import { type Expression, evaluateExpression } from '../expression';
import { type Candidate, emptied, expressionFacts } from './candidate';
import { type Filter, PASSED } from './filter';

/** Whether an expression lets a task go on an instance, by what is assumed about unknown answers. */
export const admits = (expression: Expression, candidate: Candidate, assumptions: Assumptions): boolean =>
  refusal(expression, candidate, assumptions) === undefined;

/** Refuses an instance for which a `memberOf` expression does not hold, or perhaps does not. */
export const memberOf: Filter = ({ expressions }, candidate, assumptions) =>
  expressions.flatMap(({ text, expression }) => {
    const holds = refusal(expression, candidate, assumptions);
    if (holds === undefined) return PASSED;
    const moreInstancesHelp = admits(expression, emptied(candidate), assumptions);
    return [{ code: 'member-of', expression: text, holds, moreInstancesHelp }];
  });

/** The answer if it refuses the instance. */
function refusal(
  expression: Expression,
  candidate: Candidate,
  assumptions: Assumptions,
): false | 'unknown' | undefined {
  const { holds } = evaluateExpression(expression, expressionFacts(candidate), assumptions);
  if (holds === 'unknown') return assumptions.unknownConstraint === 'refuse' ? holds : undefined;
  return holds ? undefined : holds;
}

/** Refuses an instance that already runs a task of the group, if each must have an instance of its own. */
export const distinctInstance: Filter = ({ constraints, group }, candidate) =>
  constraints?.some(({ type }) => type === 'distinctInstance') && candidate.tasksOf(group) > 0
    ? [{ code: 'distinct-instance', group, moreInstancesHelp: true }]
    : PASSED;
