import {
  type Assumptions,
  DEFAULT_ASSUMPTIONS,
  type ExpressionFacts,
  evaluateExpression,
  parseExpression,
} from '../../../lib/placement';

const attributes: Record<string, string> = { stack: 'prod', 'ecs.instance-type': 't2.micro', flag: '' };

const facts = (over: Partial<ExpressionFacts> = {}): ExpressionFacts => ({
  agentConnected: true,
  agentVersion: '1.10.0',
  ec2InstanceId: 'i-abcd1234',
  registeredAt: '2018-06-18T22:28:28Z',
  runningTasksCount: 2,
  attribute: (name) => attributes[name],
  groups: () => ['service:web', 'family:batch'],
  ...over,
});

const holds = (text: string, over: Partial<ExpressionFacts> = {}, assumptions: Partial<Assumptions> = {}) =>
  evaluateExpression(parseExpression(text), facts(over), { ...DEFAULT_ASSUMPTIONS, ...assumptions });

test.each([
  ['attribute:stack == prod', true],
  ['attribute:stack == Prod', false],
  ['attribute:stack != test', true],
  ['attribute:absent != test', false],
  ['attribute:absent !in [test]', false],
  ['attribute:absent !~ test', false],
  ['not attribute:absent == test', true],
  ['attribute:absent !exists', true],
  ['attribute:flag exists', true],
  ["attribute:flag == ''", false],
  ['attribute:stack in [test, prod]', true],
  ['attribute:ecs.instance-type =~ t2.*', true],
  ['attribute:ecs.instance-type =~ (t2|t3)[.](micro|small)', true],
  ['attribute:ecs.instance-type !~ t2.*', false],
  ['agentConnected == true', true],
  ['agentVersion > 1.9', true],
  ['agentVersion >= 1.10', true],
  ['agentVersion < 1.10.0.1', true],
  ['ec2InstanceId in [i-abcd1234, i-wxyx7890]', true],
  ['registeredAt > 2018-06-18', true],
  ['registeredAt == 2018-06-18T22:28:28', true],
  ['registeredAt == 2018-06-18T22:28:28+00:00', true],
  ['registeredAt < 2018-06-18T22:28:28-01:00', true],
  ['runningTasksCount == 2', true],
  ['runningTasksCount > 2', false],
  ['task:group == service:web', true],
  ['not task:group == service:db', true],
  ['task:group in [service:db, family:batch]', true],
  ['task:group != service:db', true],
  ['attribute:stack == prod and task:group == service:db or agentConnected == true', true],
  ['attribute:stack == prod and (task:group == service:db or agentConnected == false)', false],
])('%s is %s', (text, expected) => {
  expect(holds(text)).toEqual({ holds: expected, doubts: [] });
});

test('a pattern that matches only a part is taken as no match, and that is said', () => {
  const doubts = [{ code: 'pattern-anchoring', pattern: 't2' }];
  const text = 'attribute:ecs.instance-type =~ t2';
  expect(holds(text)).toEqual({ holds: false, doubts });
  expect(holds(text, {}, { regexMatching: 'unanchored' })).toEqual({ holds: true, doubts });
  expect(holds(text, {}, { regexMatching: 'unknown' })).toEqual({ holds: 'unknown', doubts });
});

test('a negated group is unknown only where its two readings differ', () => {
  const text = 'task:group != service:web';
  expect(holds(text, { groups: () => ['service:web'] }).holds).toBe(false);
  expect(holds(text).holds).toBe('unknown');
  expect(holds(text).doubts).toEqual([{ code: 'negated-task-group' }]);
  expect(holds(text, { groups: () => [] }).holds).toBe('unknown');
  expect(holds(text, {}, { negatedTaskGroup: 'no-member' }).holds).toBe(false);
  expect(holds(text, {}, { negatedTaskGroup: 'some-other-member' }).holds).toBe(true);
  expect(holds(text, { groups: () => [] }, { negatedTaskGroup: 'no-member' }).holds).toBe(true);
});

test('what is known only at run time is unknown, unless the rest decides', () => {
  const young = { agentVersion: undefined, ec2InstanceId: undefined, registeredAt: undefined };
  expect(holds('agentVersion > 1.2', young)).toEqual({
    holds: 'unknown',
    doubts: [{ code: 'not-known-yet', subject: 'agentVersion' }],
  });
  expect(holds('not ec2InstanceId == i-1', young).holds).toBe('unknown');
  expect(holds('registeredAt > 2018-06-18 or attribute:stack == prod', young).holds).toBe(true);
  expect(holds('registeredAt > 2018-06-18 and attribute:stack == test', young).holds).toBe(false);
});

test('the order of attributes and groups is unknown', () => {
  expect(holds('attribute:stack > a').holds).toBe('unknown');
  expect(holds('task:group < a').holds).toBe('unknown');
  expect(holds('attribute:absent > a').holds).toBe(false);
});

test('case 25: an attribute that nobody has is not unequal to anything', () => {
  expect(holds('attribute:retiring != true').holds).toBe(false);
});

test('no pattern takes for ever', () => {
  const long = { attribute: () => 'a'.repeat(128) };
  for (const pattern of ['(a+)+b', '(a|a)*b', 'a*a*a*a*a*a*b', '((a{0,999999999}){0,999999999})*b', '(a*)*(a*)*b']) {
    expect(holds(`attribute:x =~ ${pattern}`, long).holds).toBe(false);
  }
});
