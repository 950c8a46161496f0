import type { OperationProblem } from './problem';

/** A problem in words: what, where, and how to mend it. */
export function problemText(problem: OperationProblem): string {
  switch (problem.code) {
    case 'not-found':
      return `no ${problem.kind} ${problem.name} in ${problem.where}${hintOf(problem)}`;
    case 'access-denied':
      return deniedText(problem);
    case 'no-credentials':
      return `no credentials for AWS: ${problem.detail}; log in (aws sso login, aws configure) or give --profile NAME`;
    case 'expired-credentials':
      return `the credentials have expired: ${problem.detail}; log in again (aws sso login), then repeat the command`;
    case 'invalid-credentials':
      return `AWS does not accept the credentials: ${problem.detail}; check the access key, or give --profile NAME`;
    case 'no-region':
      return 'no region is known; give --region REGION, or set AWS_REGION';
    case 'clock-skew':
      return `this computer's clock is wrong, so AWS refuses its signatures: ${problem.detail}; set the clock (timedatectl set-ntp true)`;
    case 'throttled':
      return `AWS is throttling ${problem.action}, also after retries; wait a minute and repeat the command`;
    case 'unreachable':
      return `${problem.action} got no answer: ${problem.detail}; check the network, the region's name and AWS_ENDPOINT_URL`;
    case 'service-fault':
      return `${problem.action} failed at AWS: ${problem.detail}${problem.requestId ? ` (request ${problem.requestId})` : ''}; repeat the command, see health.aws.amazon.com if it stays so`;
    case 'refused':
      return `${problem.action} was refused: ${problem.error}: ${problem.detail}`;
    case 'timed-out':
      return `${problem.what} took longer than ${problem.seconds} s; give a longer --timeout`;
    case 'interrupted':
      return `${problem.what} was interrupted`;
    case 'invalid-request':
      return problem.detail;
  }
}

function hintOf({ near, elsewhere }: Extract<OperationProblem, { code: 'not-found' }>): string {
  if (elsewhere?.length) return `, but there is one in ${elsewhere.join(', ')}; give --region ${elsewhere[0]}`;
  return near.length > 0 ? `; did you mean ${near.join(' or ')}?` : '; check the name and the region';
}

function deniedText({ action, resource, principal, explicit }: Extract<OperationProblem, { code: 'access-denied' }>) {
  const what = `no permission for ${action}${resource ? ` on ${resource}` : ''}${principal ? ` as ${principal}` : ''}`;
  return explicit
    ? `${what}: a policy denies it; ask who keeps your policies to except it`
    : `${what}; add to the policy: ${JSON.stringify(statementFor(action, resource))}`;
}

/** The statement of an IAM policy that would allow an action. */
export const statementFor = (action: string, resource = '*') => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
