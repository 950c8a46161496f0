export * from './ast';
export * from './evaluator';
export { EXPRESSION_PROBLEMS, ExpressionError, type ExpressionProblem } from './expression-error';
export { parseExpression } from './parser';
export { printExpression } from './printer';
