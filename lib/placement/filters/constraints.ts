import { evaluateExpression } from '../expression';
import { emptied, expressionFacts } from './candidate';
import { type Filter, PASSED } from './filter';

/** Refuses an instance for which a `memberOf` expression does not hold, or perhaps does not. */
export const memberOf: Filter = (request, candidate, assumptions) => {
  if (request.expressions.length === 0) return PASSED;
  const facts = expressionFacts(candidate);
  return request.expressions.flatMap(({ text, expression }) => {
    const { holds } = evaluateExpression(expression, facts, assumptions);
    if (holds === true || (holds === 'unknown' && assumptions.unknownConstraint === 'accept')) return PASSED;
    const fresh = evaluateExpression(expression, expressionFacts(emptied(candidate)), assumptions);
    return [{ code: 'member-of', expression: text, holds, moreInstancesHelp: fresh.holds === true }];
  });
};

/** Refuses an instance that already runs a task of the group, if each must have an instance of its own. */
export const distinctInstance: Filter = ({ constraints, group }, candidate) =>
  constraints?.some(({ type }) => type === 'distinctInstance') && candidate.tasksOf(group) > 0
    ? [{ code: 'distinct-instance', group, moreInstancesHelp: true }]
    : PASSED;
