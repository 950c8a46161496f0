import type { OperationProblem } from './problem';

type Of<Code extends OperationProblem['code']> = Extract<OperationProblem, { code: Code }>;

/** A problem in words: what, where, and how to mend it. */
export const problemText = (problem: OperationProblem): string => words(problem).replace(/\.; /g, '; ');

function words(problem: OperationProblem): string {
  switch (problem.code) {
    case 'not-found':
      return `no ${problem.kind} ${problem.name} in ${problem.where}${problem.account ? `, account ${problem.account}` : ''}${hintOf(problem)}`;
    case 'access-denied':
      return deniedText(problem);
    case 'no-credentials':
      return `no credentials for AWS${ofProfile(problem)}: ${problem.detail}; ${wayIn(problem)}`;
    case 'expired-credentials':
      return `the credentials${ofProfile(problem)} have expired: ${problem.detail}; ${newLogin(problem)}, then repeat the command`;
    case 'invalid-credentials':
      return `AWS does not accept the credentials${ofProfile(problem)}: ${problem.detail}; check the access key, or give --profile NAME; a region that is not enabled for the account answers like this too`;
    case 'no-region':
      return 'no region is known; give --region REGION, or set AWS_REGION';
    case 'bad-region':
      return `"${problem.region}" cannot be a region; ${problem.near.length > 0 ? `did you mean ${problem.near.join(' or ')}?` : 'write one such as eu-west-1'}`;
    case 'bad-endpoint':
      return `the endpoint is not one: ${problem.detail}; check AWS_ENDPOINT_URL, endpoint_url of the profile, or the endpoint that was given`;
    case 'clock-skew':
      return `this computer's clock is wrong, so AWS refuses its signatures: ${problem.detail}; set the clock (timedatectl set-ntp true)`;
    case 'throttled':
      return `AWS is throttling ${problem.action}, also after retries; wait a minute and repeat the command`;
    case 'unreachable':
      return unreachableText(problem);
    case 'service-fault':
      return `${problem.action} failed at AWS: ${problem.detail}${problem.requestId ? ` (request ${problem.requestId})` : ''}; repeat the command, see health.aws.amazon.com if it stays so`;
    case 'refused':
      return `${problem.action} was refused: ${problem.error}: ${problem.detail}; ${MENDS[problem.error] ?? 'mend what it names'}`;
    case 'timed-out':
      return `${problem.what} took longer than ${problem.seconds} s; give a longer --timeout`;
    case 'interrupted':
      return `${problem.what} was interrupted`;
    case 'invalid-request':
      return problem.detail;
  }
}

function hintOf({ kind, near, elsewhere }: Of<'not-found'>): string {
  if (elsewhere?.length) return `, but there is one in ${elsewhere.join(', ')}; give --region ${elsewhere[0]}`;
  if (near.length > 0) return `; did you mean ${near.join(' or ')}?`;
  // What is looked for within something that was found is in no other region.
  const isWithin = kind === 'container' || kind === 'capacity provider';
  return isWithin ? '; it has none' : '; check the name, the region and the profile';
}

const ofProfile = ({ profile }: { readonly profile?: string }): string => (profile ? ` of profile ${profile}` : '');

/** How to log in with a profile: that of the detail, or the one at hand. */
function loginOf({ detail, profile }: Of<'no-credentials' | 'expired-credentials'>): string {
  const [, named] = /profile=(\S+)/.exec(detail) ?? [];
  const name = profile ?? named;
  return `${/aws login/.test(detail) ? 'aws login' : 'aws sso login'}${name ? ` --profile ${name}` : ''}`;
}

function wayIn(problem: Of<'no-credentials'>): string {
  const { detail, profile } = problem;
  if (/could not be found|was not found|Could not resolve credentials using profile/i.test(detail)) {
    return 'check the name (aws configure list-profiles), or set it up (aws configure sso)';
  }
  if (/multi-factor/.test(detail)) {
    return `take them from the AWS CLI, which asks for the code: eval "$(aws configure export-credentials --format env${profile ? ` --profile ${profile}` : ''})", without a profile then`;
  }
  if (/credential_process|Command failed/.test(detail))
    return 'run the credential_process of the profile by itself, and mend it';
  if (/metadata service|169\.254\./.test(detail)) {
    return 'give the instance or the task a role that its metadata service hands out, or set AWS_PROFILE';
  }
  return `log in (${loginOf(problem)}, aws configure) or give --profile NAME`;
}

const newLogin = (problem: Of<'expired-credentials'>): string =>
  /sso|aws login|session/i.test(problem.detail) || problem.profile
    ? `log in again (${loginOf(problem)})`
    : 'get new ones (of temporary keys in the environment: set all three anew; else aws sso login)';

function unreachableText({ action, detail, why, region }: Of<'unreachable'>): string {
  const what = `${action} got no answer: ${detail}`;
  switch (why) {
    case 'name': {
      if (!region) return `${what}; check AWS_ENDPOINT_URL and the network`;
      const meant = region.near.length > 0 ? ` (did you mean ${region.near.join(' or ')}?)` : '';
      return `${what}; check the name of the region ${region.name}${meant} and the network`;
    }
    case 'certificate':
      return `${what}; if a proxy opens encrypted connections here, set NODE_EXTRA_CA_CERTS to the file of its certificate`;
    case 'foreign':
      return `${what}, which is none of AWS; check AWS_ENDPOINT_URL, and what stands between (a proxy, the login page of a network)`;
    case 'connection':
      return `${what}; check the network, a proxy that has to be used (NODE_USE_ENV_PROXY=1 with HTTPS_PROXY, from Node 24 on) and AWS_ENDPOINT_URL`;
  }
}

/** What mends a refusal, by the name of its error; others say it themselves. */
const MENDS: Readonly<Record<string, string>> = {
  ClusterNotFoundException: 'check the name of the cluster and the region',
  ServiceNotFoundException: 'check the name of the service and the cluster',
  ServiceNotActiveException: 'the service is being deleted; create it anew',
  BlockedException: 'AWS has blocked the account; open a case with AWS Support',
  LimitExceededException: 'ask for a higher quota (Service Quotas), or delete what is not needed',
  UpdateInProgressException: 'wait until the change under way has ended, then repeat the command',
  ValidationError: 'check the name and the region',
};

function deniedText({ action, resource, principal, explicit, policy = 'policy', encoded }: Of<'access-denied'>) {
  const what = `no permission for ${action}${resource ? ` on ${resource}` : ''}${principal ? ` as ${principal}` : ''}`;
  const decode = encoded ? `; the whole reason: aws sts decode-authorization-message --encoded-message ${encoded}` : '';
  if (explicit) {
    return `${what}: ${/^[aeiou]/.test(policy) ? 'an' : 'a'} ${policy} denies it; ask who keeps your policies to except it${decode}`;
  }
  const where = /identity/.test(policy) ? 'policy' : policy;
  return `${what}; add to the ${where}: ${JSON.stringify(statementFor(action, resource))}${decode}`;
}

/** The statement of an IAM policy that would allow an action. */
export const statementFor = (action: string, resource = '*') => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  // A role that may be passed to anything is a way to any permission.
  ...(action === 'iam:PassRole' && {
    Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  }),
});
