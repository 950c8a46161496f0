import { inspect } from 'node:util';
import { translated } from '../../../../lib/operations/aws/problem/translate';
import { errorOf, sdkError } from './real-errors';

test('a problem with credentials names the profile, and how to log in with it', () => {
  const expired = sdkError('CredentialsProviderError', 'The SSO session associated with this profile has expired.');
  expect(errorOf(expired, 'shop').problem).toMatchObject({ code: 'expired-credentials', profile: 'shop' });
  expect(errorOf(expired, 'shop').message).toMatch(/of profile shop .*\(aws sso login --profile shop\)/);
});

test('a failure of the service keeps the id of the request', () => {
  const error = sdkError('ServerException', 'oops', { $metadata: { httpStatusCode: 500, requestId: 'r-1' } });
  expect(errorOf(error).problem).toEqual({
    code: 'service-fault',
    action: 'ecs:RunTask',
    detail: 'oops',
    requestId: 'r-1',
  });
});

test('a page of a proxy is cut short', () => {
  expect(errorOf(sdkError('ClientException', 'x'.repeat(100_000))).message.length).toBeLessThan(3000);
});

test.each([undefined, null, 'text', 7, {}])('what is thrown as %p is a problem too', (thrown) => {
  expect(errorOf(thrown).problem.code).toBe('refused');
});

test('what JSON.parse quotes of an answer is told nowhere: it may be the value of a secret', () => {
  const error = sdkError('SyntaxError', `Unexpected token 'u', "hunter2" is not valid JSON`, {
    $metadata: { httpStatusCode: 200 },
  });
  expect(inspect(errorOf(error), { depth: null })).not.toContain('hunter2');
});

test('an abort stays an abort', () => {
  const abort = sdkError('AbortError', 'Request aborted');
  expect(translated(abort, 'ecs:RunTask')).toBe(abort);
});
