import { ANY_CHARACTER, generatedName, matchArn, Reference, Text, Unknown } from '../../../lib/template';

const parameter = new Unknown({ code: 'parameter', name: 'Stage' }, 's');
const region = new Unknown({ code: 'pseudo-parameter', name: 'AWS::Region' }, 's');
const [one, other] = [new Reference('s', 'One'), new Reference('s', 'Other')];

test.each([
  ['*', 'arn:aws:s3:::x', 'yes'],
  ['arn:aws:s3:::x*', 'arn:aws:s3:::xyz', 'yes'],
  ['arn:aws:s3:::x?', 'arn:aws:s3:::xyz', 'no'],
  ['arn:aws:secretsmanager:*', 'arn:aws:secretsmanager:eu-west-1:1:secret:a', 'yes'],
  ['arn:aws:ssm:*:1:parameter/a/*', 'arn:aws:ssm:eu-west-1:1:parameter/a/b', 'yes'],
  ['arn:aws:ssm:*:2:parameter/a/*', 'arn:aws:ssm:eu-west-1:1:parameter/a/b', 'no'],
  ['a.c', 'abc', 'no'],
] as const)('%s against %s: %s', (pattern, arn, match) => expect(matchArn(pattern, arn)).toBe(match));

test('equal open parts are equal, others may be', () => {
  expect(matchArn(new Text([one, '-*']), new Text([one, '-abc']))).toBe('yes');
  expect(matchArn(new Text(['a/', parameter]), 'a/b')).toBe('maybe');
  expect(matchArn(new Text(['a/', parameter]), 'c/b')).toBe('no');
  expect(matchArn(new Text([one, 'x']), new Text([other, 'y']))).toBe('no');
  expect(matchArn(one, other)).toBe('no');
  expect(matchArn(one, 'anything')).toBe('maybe');
  expect(matchArn(parameter, 'anything')).toBe('maybe');
  expect(matchArn('a*', new Text(['b', parameter]))).toBe('no');
});

test("the stack's own region is taken for the one that is written", () => {
  const pattern = new Text(['arn:aws:ssm:', region, ':1:parameter/a/*']);
  expect(matchArn(pattern, 'arn:aws:ssm:eu-west-1:1:parameter/a/b')).toBe('yes');
  expect(matchArn(pattern, 'arn:aws:ssm:eu-west-1:1:parameter/b')).toBe('no');
});

test('characters that are not known fit wildcards, and may fit letters', () => {
  const arn = `secret-${ANY_CHARACTER.repeat(3)}`;
  expect(matchArn('secret-???', arn)).toBe('yes');
  expect(matchArn('secret-abc', arn)).toBe('maybe');
  expect(matchArn('secret', arn)).toBe('no');
});

test('a name that CloudFormation makes up fits wildcards, and nothing that somebody wrote', () => {
  const name = generatedName('s', 'One');
  expect(matchArn('secret-*', new Text(['secret-', name]))).toBe('yes');
  expect(matchArn('secret-abc*', new Text(['secret-', name]))).toBe('no');
  expect(matchArn(new Text(['secret-', name]), 'secret-abc')).toBe('no');
});
