import { isUnknown } from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { type AddressProblem, addressProblem } from './secret-address';

type Facts = { container: string; secret: string } & AddressProblem;

/** The agent can find every secret where the task definition says it is. */
export const securitySecretArn = rule<Facts>({
  id: 'security-secret-arn',
  severity: 'error',
  title: 'Every secret is named by an address that the agent can read',
  why: 'The agent reads each secret before it starts the container. It takes a name for one of a Parameter Store parameter, and an ARN of Secrets Manager only as a whole, followed by nothing or by all three of JSON key, version stage and version id; otherwise the task stops with ResourceInitializationError.',
  remedy:
    'Write the complete ARN of the secret (with its six characters at the end), and :JSON-KEY:: after it for one key; for a parameter its name or ARN.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html',

  check: (model) =>
    ec2TaskDefinitions(model).flatMap(({ resource, secrets }) =>
      secrets.map((secret): Outcome<Facts> => {
        const { path } = secret;
        const problem = addressProblem(secret, model);
        if (problem === undefined) return { state: 'holds', resource, path };
        if (isUnknown(problem)) return { state: 'unknown', resource, path, unknowns: [problem] };
        const name = isUnknown(secret.name) ? 'a secret' : secret.name;
        return { state: 'fails', resource, path, facts: { container: secret.container, secret: name, ...problem } };
      }),
    ),

  message(facts) {
    const who = `${facts.secret} of the container ${facts.container}`;
    switch (facts.problem) {
      case 'empty':
        return `${who} says nowhere where the secret is`;
      case 'resolved':
        return `${who} takes the value of a secret, resolved by CloudFormation, for the place where the secret is`;
      case 'parameter-value':
        return `${who} takes the value of a parameter for the place where the secret is`;
      case 'fields':
        return `${who} is at ${facts.address}: after the ARN of a secret come none or all three of JSON key, version stage and version id`;
      case 'wildcard':
        return `${who} is at ${facts.address}: an ARN with wildcards names no secret`;
      case 'double-slash':
        return `${who} is at ${facts.address}: the ARN of a parameter has one slash before its name`;
      case 'malformed':
        return `${who} is at ${facts.address}, which is no ARN of a secret or parameter`;
      case 'service':
        return `${who} is at ${facts.address}, which is neither of Secrets Manager nor of the Parameter Store`;
      case 'secret-name':
        return `${who} is at ${facts.address}, which ECS takes for the name of a parameter, though it is that of a secret`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'empty':
        return 'set ValueFrom to the ARN of the secret or the name of the parameter';
      case 'resolved':
        return 'set ValueFrom to the ARN of the secret, without {{resolve:…}}: the agent reads the value itself';
      case 'parameter-value':
        return 'set ValueFrom to the name of the parameter (Ref), not to its Value';
      case 'fields':
        return `write ${withFields(facts.address)}`;
      case 'wildcard':
        return 'write the complete ARN of the secret, with its six characters in place of the wildcards';
      case 'double-slash':
        return `write ${facts.address.replace('parameter//', 'parameter/')}`;
      case 'malformed':
      case 'service':
        return 'write arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX, or arn:aws:ssm:REGION:ACCOUNT:parameter/NAME';
      case 'secret-name':
        return 'set ValueFrom to the complete ARN of the secret';
    }
  },
});

/** The address with as many colons as it lacks. */
function withFields(address: string): string {
  const after = address.startsWith('arn:') ? address.split(':').length - 7 : address.split(':').length - 1;
  return after < 3 ? address + ':'.repeat(3 - after) : 'JSON-KEY:VERSION-STAGE:VERSION-ID after the ARN, and no more';
}
