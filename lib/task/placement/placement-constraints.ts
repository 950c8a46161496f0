import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { EXPRESSION_PROBLEMS, ExpressionError, parseExpression } from '../../placement/expression';
import type { PlacementExpression } from './expression-builder';

/**
 * Constraints of a task definition and of whoever runs it together.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-constraints.html
 */
const MAX_CONSTRAINTS = 10;

/** Problems of this project's own reading of an expression, which ECS does not share. */
const OWN_PROBLEMS: readonly string[] = ['unsupported-pattern', 'too-deep'];

/**
 * `memberOf` constraints from expressions, as text or from {@link attribute} and its siblings.
 *
 * @throws MisuseError `PlacementExpressionInvalid` with the column and what was probably meant,
 * `PlacementConstraintTooMany` above ten
 */
export function memberOf(
  expressions: readonly (PlacementExpression | string)[],
  scope: Construct,
): ecs.PlacementConstraint[] {
  if (expressions.length > MAX_CONSTRAINTS) {
    const fix = `ECS takes ${MAX_CONSTRAINTS}, join some with 'and'`;
    throw new MisuseError('PlacementConstraintTooMany', `${expressions.length} placement constraints; ${fix}`, scope);
  }
  return expressions.map((expression) => ecs.PlacementConstraint.memberOf(checkedText(`${expression}`, scope)));
}

function checkedText(text: string, scope: Construct): string {
  if (Token.isUnresolved(text)) return text;
  if (text.trim() === 'distinctInstance') refuseDistinctInstance(scope);
  try {
    parseExpression(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    if (OWN_PROBLEMS.includes(error.code)) return text;
    const at = `column ${error.column}${error.found && `, '${error.found}'`}`;
    const hint = error.suggestion ? ` Did you mean '${error.suggestion}'?` : '';
    const message = `'${text}' at ${at}: ${EXPRESSION_PROBLEMS[error.code]}${hint}`;
    throw new MisuseError('PlacementExpressionInvalid', message, scope);
  }
  return text;
}

/** Ends with the error that says where `distinctInstance` belongs. */
export function refuseDistinctInstance(scope: Construct): never {
  const message = 'distinctInstance is a constraint of services and of running tasks; set it on the service';
  throw new MisuseError('DistinctInstanceUnsupported', message, scope);
}
