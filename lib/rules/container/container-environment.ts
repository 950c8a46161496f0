import { type Container, isUnknown, type Known, stringAt, structsAt, type TaskDefinition } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';

type Facts = { problem: 'both' | 'secret-twice'; container: string; variable: string };

/** A variable has one source. */
export const containerEnvironment = rule<Facts>({
  id: 'container-environment',
  severity: 'error',
  title: 'No secret has the name of another secret or of an environment variable',
  why: 'ECS refuses a task definition in which a container has a secret and a variable, or two secrets, of one name.',
  remedy: 'Keep the secret, and remove the environment variable of the same name.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html',

  check: (model) =>
    ec2TaskDefinitions(model).flatMap((definition) =>
      definition.containers.flatMap((container) => outcomesOf(definition, container)),
    ),

  message: ({ problem, container, variable }) =>
    problem === 'both'
      ? `the container ${container} has both a secret and an environment variable named ${variable}`
      : `the container ${container} has two secrets named ${variable}`,

  fix: ({ problem, variable }) =>
    problem === 'both' ? `remove ${variable} from Environment` : `remove one of the secrets named ${variable}`,
});

function outcomesOf({ resource }: TaskDefinition, { index, name, properties }: Container): Outcome<Facts>[] {
  const secrets = structsAt(properties, 'Secrets').map((secret) => stringAt(secret, 'Name'));
  const variables = structsAt(properties, 'Environment').map((variable) => stringAt(variable, 'Name'));
  return secrets.map((secret, i): Outcome<Facts> => {
    const path = ['ContainerDefinitions', index, 'Secrets', i];
    const problem = has(variables, secret) ? 'both' : has(secrets.slice(0, i), secret) ? 'secret-twice' : undefined;
    return problem === undefined
      ? { state: 'holds', resource, path }
      : { state: 'fails', resource, path, facts: { problem, container: name, variable: String(secret) } };
  });
}

/** Two names that are only known at deployment are not taken for the same. */
const has = (names: readonly (Known<string> | undefined)[], name: Known<string> | undefined): boolean =>
  name !== undefined && !isUnknown(name) && names.includes(name);
