import { CfnParameter } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { parseExpression } from '../../../lib/placement/expression';
import {
  agentVersion,
  attribute,
  ec2InstanceId,
  type PlacementExpression,
  registeredAt,
  runningTasksCount,
  taskGroup,
} from '../../../lib/task';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { define, rendered } from '../define';

test.each<[PlacementExpression, string]>([
  [attribute('ecs.instance-type').matches('m7g.*'), 'attribute:ecs.instance-type =~ m7g.*'],
  [attribute('stack').equals('prod'), 'attribute:stack == prod'],
  [attribute('stack').notEquals('two words'), "attribute:stack != 'two words'"],
  [attribute('stack').isIn('a', 'b'), 'attribute:stack in [a, b]'],
  [attribute('stack').isNotIn('a'), 'attribute:stack !in [a]'],
  [attribute('stack').exists(), 'attribute:stack exists'],
  [attribute('stack').doesNotExist(), 'attribute:stack !exists'],
  [attribute('stack').doesNotMatch('x.*'), 'attribute:stack !~ x.*'],
  [attribute('rack').greaterThan(1), 'attribute:rack > 1'],
  [attribute('rack').lessThan(9), 'attribute:rack < 9'],
  [agentVersion().atLeast('1.80.0'), 'agentVersion >= 1.80.0'],
  [runningTasksCount().atMost(3), 'runningTasksCount <= 3'],
  [ec2InstanceId().isIn('i-1'), 'ec2InstanceId in [i-1]'],
  [taskGroup().equals('service:web'), 'task:group == service:web'],
  [registeredAt().greaterThan('2026-01-01'), 'registeredAt > 2026-01-01'],
])('prints %s', (expression, text) => {
  expect(expression.toString()).toBe(text);
});

test('joins expressions with as few parentheses as they need, and reads back as it was built', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name) => attribute(name).exists()) as [
    PlacementExpression,
    PlacementExpression,
    PlacementExpression,
  ];
  for (const expression of [a.and(b).and(c), a.or(b).and(c), a.and(b).or(c), a.or(b.and(c)).not(), a.not().and(b)]) {
    expect(parseExpression(expression.toString())).toEqual(expression.expression);
  }
  expect(a.and(b).and(c).toString()).toBe('attribute:a exists and attribute:b exists and attribute:c exists');
  expect(a.or(b).and(c).toString()).toBe('(attribute:a exists or attribute:b exists) and attribute:c exists');
});

test('renders constraints, from text as it is written and from expressions', () => {
  const placementConstraints = ['attribute:stack==prod', attribute('rack').equals('r1')];
  expect(rendered(define({ placementConstraints }))['PlacementConstraints']).toEqual([
    { Type: 'memberOf', Expression: 'attribute:stack==prod' },
    { Type: 'memberOf', Expression: 'attribute:rack == r1' },
  ]);
});

const constrained = (...placementConstraints: unknown[]) => define({ placementConstraints });

test('refuses text that does not parse, and says where and what was probably meant', () => {
  expect(misuseOf(() => constrained('attribut:stack == prod'))).toBe('PlacementExpressionInvalid');
  expect(() => constrained('attribut:stack == prod')).toThrow(/column 1, .*Did you mean 'attribute:'\?/);
});

test('refuses an expression that the language cannot say', () => {
  expect(misuseOf(() => constrained(attribute('stack').equals(`both ' and "`)))).toBe('PlacementExpressionInvalid');
  expect(misuseOf(() => constrained(agentVersion().atLeast('newest')))).toBe('PlacementExpressionInvalid');
});

test('takes patterns that ECS reads and this package does not evaluate', () => {
  expect(misuseOf(() => constrained('attribute:stack =~ (?i)prod'))).toBeUndefined();
});

test('refuses distinctInstance, which belongs to services, however it comes', () => {
  expect(misuseOf(() => constrained('distinctInstance'))).toBe('DistinctInstanceUnsupported');
  const later = () => define().addPlacementConstraint(ecs.PlacementConstraint.distinctInstances());
  expect(misuseOf(later)).toBe('DistinctInstanceUnsupported');
});

test('refuses more than ten', () => {
  expect(misuseOf(() => constrained(...Array(11).fill('attribute:a exists')))).toBe('PlacementConstraintTooMany');
  expect(misuseOf(() => constrained(...Array(10).fill('attribute:a exists')))).toBeUndefined();
});

test('leaves text alone that is known only at deployment', () => {
  const stack = testStack();
  const text = new CfnParameter(stack, 'Where').valueAsString;
  expect(rendered(define({ placementConstraints: [text] }, stack))['PlacementConstraints']).toEqual([
    { Type: 'memberOf', Expression: { Ref: 'Where' } },
  ]);
});
