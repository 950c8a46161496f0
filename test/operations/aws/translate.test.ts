import { OperationError } from '../../../lib/operations';
import { translated } from '../../../lib/operations/aws/translate';

/** An error as the SDK makes them. */
const sdkError = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 }, ...more });

const problemOf = (error: unknown) => {
  const result = translated(error, 'ecs:RunTask');
  if (!(result instanceof OperationError)) throw new Error('not translated');
  return result.problem;
};

test.each([
  ['ExpiredTokenException', 'The security token included in the request is expired', 'expired-credentials'],
  ['UnrecognizedClientException', 'The security token included in the request is invalid.', 'invalid-credentials'],
  ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 'invalid-credentials'],
  [
    'InvalidSignatureException',
    'Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z',
    'clock-skew',
  ],
  ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', 'clock-skew'],
  ['CredentialsProviderError', 'Could not load credentials from any providers', 'no-credentials'],
  ['CredentialsProviderError', 'The SSO session associated with this profile has expired.', 'expired-credentials'],
  ['ThrottlingException', 'Rate exceeded', 'throttled'],
  ['TimeoutError', 'Connection timed out after 5000 ms', 'unreachable'],
  ['Error', 'Region is missing', 'no-region'],
  ['ClusterNotFoundException', 'Cluster not found.', 'refused'],
])('%s: %s', (name, message, code) => expect(problemOf(sdkError(name, message)).code).toBe(code));

test('an error of the socket is no answer', () => {
  const error = sdkError('Error', 'connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED', $metadata: undefined });
  expect(problemOf(error)).toMatchObject({ code: 'unreachable', action: 'ecs:RunTask' });
});

test('a failure of the service keeps the id of the request', () => {
  const error = sdkError('ServerException', 'oops', { $metadata: { httpStatusCode: 500, requestId: 'r-1' } });
  expect(problemOf(error)).toEqual({ code: 'service-fault', action: 'ecs:RunTask', detail: 'oops', requestId: 'r-1' });
});

describe('a refusal for want of permission', () => {
  const user = 'arn:aws:iam::111122223333:user/deployer';
  const task = 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:3';
  const denied = (rest: string) =>
    sdkError('AccessDeniedException', `User: ${user} is not authorized to perform: ${rest}`);

  test('names the action, the resource and the statement to add', () => {
    const error = denied(`iam:PassRole on resource: ${task} because no identity-based policy allows it`);
    expect(problemOf(error)).toEqual({
      code: 'access-denied',
      action: 'iam:PassRole',
      resource: task,
      principal: user,
      explicit: false,
    });
    expect((translated(error, 'ecs:RunTask') as Error).message).toContain(
      `{"Effect":"Allow","Action":"iam:PassRole","Resource":"${task}"}`,
    );
  });

  test('by a policy that denies it is not mended by another statement', () => {
    const error = denied(`ecs:RunTask on resource: ${task} with an explicit deny in a service control policy`);
    expect(problemOf(error)).toMatchObject({ explicit: true });
    expect((translated(error, 'ecs:RunTask') as Error).message).not.toContain('"Effect"');
  });

  test('without a word of it names what was called', () => {
    expect(problemOf(sdkError('UnauthorizedOperation', 'You are not authorized.'))).toEqual({
      code: 'access-denied',
      action: 'ecs:RunTask',
      explicit: false,
    });
  });
});

test('an abort stays an abort', () => {
  const abort = sdkError('AbortError', 'Request aborted');
  expect(translated(abort, 'ecs:RunTask')).toBe(abort);
});
