import {
  applies,
  type Grant,
  grantOf,
  isUnknown,
  type Known,
  type Model,
  policyStatements,
  Reference,
  type Resource,
  type Role,
  type SecretReference,
  type TaskDefinition,
  Unknown,
} from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { arnText, coveredBy, type SecretAccess, secretAccess } from './secret-arn';

type Facts = { container: string; secret: string; action: string } & (
  | { problem: 'no-role' }
  | { problem: 'missing' | 'denied'; role: string; on: string }
);

/** The execution role may read what the containers need before they start. */
export const securitySecretGrant = rule<Facts>({
  id: 'security-secret-grant',
  severity: 'error',
  title: 'The execution role may read every secret of the task definition',
  why: 'The agent reads secrets with the execution role, not the task role. Without one ECS refuses the task definition; without the grant, or that of the key which encrypts the secret, the task stops with ResourceInitializationError.',
  remedy:
    'Allow the execution role secretsmanager:GetSecretValue or ssm:GetParameters on the secret, and kms:Decrypt on a key of your own.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',

  check: (model) => ec2TaskDefinitions(model).flatMap((definition) => outcomesOf(definition, model)),

  message(facts) {
    const who = `the secret ${facts.secret} of the container ${facts.container}`;
    if (facts.problem === 'no-role') return `${who} has nobody to read it: the task definition has no execution role`;
    return facts.problem === 'denied'
      ? `the execution role ${facts.role} is denied ${facts.action} on ${facts.on}, which ${who} takes`
      : `no policy of the execution role ${facts.role} allows ${facts.action} on ${facts.on}, which ${who} takes`;
  },

  fix: (facts) =>
    facts.problem === 'no-role'
      ? `set ExecutionRoleArn to a role for ecs-tasks.amazonaws.com that is allowed ${facts.action} on ${facts.secret}`
      : facts.problem === 'denied'
        ? `narrow the Deny statement of ${facts.role}, or add ${facts.on} to what it leaves out`
        : `allow ${facts.action} on ${facts.on} in a policy of ${facts.role}`,
});

function outcomesOf(definition: TaskDefinition, model: Model): Outcome<Facts>[] {
  const { resource, properties, secrets } = definition;
  if (secrets.length === 0) return [];
  const given = properties['ExecutionRoleArn'];
  const role = model.roleOf(given);
  if (role) {
    const statements = role.statements.map((statement) => ({
      ...statement,
      resources: statement.resources.map((one) => coveredBy(one, model)),
    }));
    return secrets.flatMap((secret) => outcomesOfSecret(secret, { ...role, statements }, resource, model));
  }
  if (given === undefined) return secrets.map((secret) => withoutRole(secret, resource, model));
  const elsewhere = new Unknown(
    { code: 'assumption', name: 'the execution role is not in the templates' },
    resource.stack.stack,
  );
  const unknowns = [isUnknown(given) ? given : elsewhere] as const;
  return [{ state: 'unknown', resource, path: ['ExecutionRoleArn'], unknowns }];
}

function withoutRole(secret: SecretReference, resource: Resource, model: Model): Outcome<Facts> {
  const access = secretAccess(secret, model);
  const action = access && !isUnknown(access) ? access.action : 'secretsmanager:GetSecretValue';
  return { state: 'fails', resource, path: secret.path, facts: { ...namesOf(secret), problem: 'no-role', action } };
}

function outcomesOfSecret(secret: SecretReference, role: Role, resource: Resource, model: Model): Outcome<Facts>[] {
  const access = secretAccess(secret, model);
  const { path } = secret;
  if (access === undefined) return [];
  if (isUnknown(access)) return [{ state: 'unknown', resource, path, unknowns: [access] }];
  const asked: readonly { readonly action: string; readonly on: string; readonly answer: Known<Grant> }[] = [
    {
      action: access.action,
      on: access.resource?.logicalId ?? arnText(access.arn),
      answer: mayRead(access, role, model),
    },
    ...(access.key
      ? [{ action: 'kms:Decrypt', on: `the key ${access.key.logicalId}`, answer: mayDecrypt(access.key, role, model) }]
      : []),
  ];
  const refused = asked.filter(({ answer }) => answer === 'missing' || answer === 'denied');
  if (refused.length > 0) {
    return refused.map(({ action, on, answer }) => {
      const problem = answer === 'denied' ? 'denied' : 'missing';
      const facts = { ...namesOf(secret), problem, role: role.resource.logicalId, action, on } as const;
      return { state: 'fails', resource, path, facts };
    });
  }
  const unknown = asked.map(({ answer }) => answer).find(isUnknown);
  return [unknown ? { state: 'unknown', resource, path, unknowns: [unknown] } : { state: 'holds', resource, path }];
}

/** By its own policies, or by one of the secret. */
function mayRead({ action, arn, resource: secret }: SecretAccess, role: Role, model: Model): Known<Grant> {
  const answer = grantOf(role, action, arn);
  if (answer !== 'missing' || !secret) return answer;
  const policies = model.set
    .resources('AWS::SecretsManager::ResourcePolicy')
    .filter(({ properties }) => model.set.resourceOf(properties['SecretId']) === secret);
  return policies.length === 0
    ? answer
    : new Unknown({ code: 'assumption', name: `${policies[0]!.logicalId} may allow it in place of the role` }, '');
}

/** By its own policies, or by that of the key. */
function mayDecrypt(key: Resource, role: Role, model: Model): Known<Grant> {
  const answer = grantOf(role, 'kms:Decrypt', keyArn(key));
  if (answer !== 'missing') return answer;
  const { statements, unread } = policyStatements(key.properties['KeyPolicy'], key.stack.stack);
  const grants = statements.filter(
    (statement) =>
      statement.effect === 'Allow' && applies({ ...statement, resources: ['*'] }, 'kms:Decrypt', '*') !== 'no',
  );
  const named = grants.flatMap(({ principals }) => principals);
  if (named.some((principal) => principal === '*' || model.roleOf(principal)?.resource === role.resource))
    return 'granted';
  const open = named.find(isUnknown) ?? unread[0];
  return open ?? answer;
}

const keyArn = ({ stack, logicalId }: Resource) => new Reference(stack.stack, logicalId, 'Arn');

const secretName = ({ name }: SecretReference): string => (isUnknown(name) ? 'its address' : name);

const namesOf = (secret: SecretReference) => ({ container: secret.container, secret: secretName(secret) });
