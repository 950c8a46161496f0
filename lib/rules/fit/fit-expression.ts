import { EXPRESSION_PROBLEMS, ExpressionError, parseExpression } from '../../placement';
import { isUnknown, type Model, type Resource, type Struct, stringAt, structsAt, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

/** Where an expression goes wrong. */
type Unreadable = { expression: string; problem: string; column: number; found: string; suggestion: string | null };

/** Cluster query expressions can be read. */
export const fitExpression = rule<Unreadable>({
  id: 'fit-expression',
  severity: 'error',
  title: 'The expression of a placement constraint is in the cluster query language',
  why: 'ECS refuses to register a task definition, or to create a service, with an expression that it cannot read.',
  remedy: 'Write SUBJECT OPERATOR VALUE, such as attribute:ecs.instance-type =~ m7g.*, joined by and, or, not.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html',

  check: (model) =>
    constrained(model).flatMap(({ properties, ...resource }) =>
      structsAt(properties, 'PlacementConstraints').flatMap((constraint, index) =>
        outcomeOf(constraint, resource.resource, ['PlacementConstraints', index, 'Expression']),
      ),
    ),

  message: ({ expression, problem, column, found }) =>
    `"${expression}" goes wrong at column ${column}${found ? `, at "${found}"` : ''}: ${decapitalized(sentence(problem))}`,

  fix: ({ problem, suggestion }) => {
    if (problem === 'operator-not-allowed') return `use one of ${suggestion}`;
    return suggestion ? `write ${suggestion}` : 'correct the expression at this column';
  },
});

/** Task definitions and services of EC2 instances; Fargate takes no constraints. */
function constrained(model: Model): readonly { readonly resource: Resource; readonly properties: Struct }[] {
  return [...model.taskDefinitions.filter(({ isElsewhere }) => !isElsewhere), ...model.services];
}

function outcomeOf(constraint: Struct, resource: Resource, path: readonly (string | number)[]): Outcome<Unreadable>[] {
  const expression = stringAt(constraint, 'Expression');
  if (expression === undefined) return [];
  if (isUnknown(expression)) return [{ state: 'unknown', resource, path, unknowns: [expression] }];
  try {
    parseExpression(expression);
    return [{ state: 'holds', resource, path }];
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { code, column, found, suggestion = null } = error;
    if (code === 'unsupported-pattern') {
      const name = `the pattern in "${expression}" uses a feature of Java that is not evaluated here`;
      return [{ state: 'unknown', resource, path, unknowns: [new Unknown({ code: 'assumption', name }, '')] }];
    }
    return [{ state: 'fails', resource, path, facts: { expression, problem: code, column, found, suggestion } }];
  }
}

const sentence = (problem: string): string => EXPRESSION_PROBLEMS[problem as keyof typeof EXPRESSION_PROBLEMS];

/** Codes keep their capitals: only an article or a plain word begins small. */
const decapitalized = (text: string): string =>
  (/^(A|An|The|Text|Parentheses) /.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text).replace(/\.$/, '');
