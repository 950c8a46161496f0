import fc from 'fast-check';
import type { Condition, Expression } from '../../../lib/placement';

const text = fc.string({ unit: fc.constantFrom(...'ab1.-_/ @:=<>&|!,()[]'), minLength: 1, maxLength: 6 });
const name = fc.string({ unit: fc.constantFrom(...'abc1.-_/'), minLength: 1, maxLength: 5 });
const pattern = fc.constantFrom('t2.*', '(p[2,3]|g[3,4]|f[1]).*', 'a b', "it's", 'say "x"', '[a-c ]+', 'a\\(b', '');
const attribute = name.map((attribute) => ({ name: 'attribute' as const, attribute }));
const group = fc.constant({ name: 'task:group' as const });
const asked = fc.oneof(attribute, group, fc.constant({ name: 'ec2InstanceId' as const }));

const build = <O extends Condition['operator']>(
  subject: fc.Arbitrary<Condition['subject']>,
  operators: readonly O[],
  values: fc.Arbitrary<readonly string[]>,
): fc.Arbitrary<Condition> =>
  fc.record({ kind: fc.constant('condition' as const), subject, operator: fc.constantFrom(...operators), values });

const version = fc.constantFrom('1.2', '1.105.1', '2');
const instant = fc.constantFrom('2018-06-18', '2018-06-18T22:28:28Z', '2018-06-18T22:28:28+00:00');
const order = ['==', '!=', '>', '>=', '<', '<='] as const;

/** Any condition that can be written down: quoted values hold one kind of quotes at most. */
const condition: fc.Arbitrary<Condition> = fc.oneof(
  build(fc.oneof(attribute, group), ['exists', '!exists'], fc.constant([])),
  build(asked, ['in', '!in'], fc.array(text, { minLength: 1, maxLength: 3 })),
  build(
    asked,
    ['=~', '!~'],
    pattern.map((value) => [value]),
  ),
  build(
    asked,
    ['==', '!='],
    text.map((value) => [value]),
  ),
  build(
    fc.constant({ name: 'agentVersion' as const }),
    order,
    version.map((value) => [value]),
  ),
  build(
    fc.constant({ name: 'registeredAt' as const }),
    order,
    instant.map((value) => [value]),
  ),
  build(
    fc.constant({ name: 'runningTasksCount' as const }),
    order,
    fc.nat(99).map((value) => [String(value)]),
  ),
);

const { tree } = fc.letrec<{ tree: Expression }>((tie) => {
  const operands = fc.array(tie('tree'), { minLength: 2, maxLength: 3 });
  return {
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      condition,
      fc.record({ kind: fc.constant('not' as const), operand: tie('tree') }),
      fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), operands }) as fc.Arbitrary<Expression>,
    ),
  };
});

/** Any expression. */
export const anyExpression: fc.Arbitrary<Expression> = tree;
