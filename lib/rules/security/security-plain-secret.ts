import { isUnknown, stringAt, structsAt } from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { type PlainSecret, plainSecret } from './plain-value';

type Facts = { container: string; variable: string; because: PlainSecret };

/** Secrets are read at start, and are not written in the task definition. */
export const securityPlainSecret = rule<Facts>({
  id: 'security-plain-secret',
  severity: 'warning',
  title: 'No secret stands in plain sight in an environment variable',
  why: 'Environment variables of a task definition can be read by everybody who may describe it, in every revision for ever, also where CloudFormation resolved them from a secret or a NoEcho parameter.',
  remedy:
    'Keep the value in Secrets Manager or the Parameter Store, and name it under Secrets in place of Environment.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html',

  check: (model) =>
    ec2TaskDefinitions(model).flatMap(({ resource, containers }) =>
      containers.flatMap(({ name: container, index, properties }) =>
        structsAt(properties, 'Environment').map((entry, i): Outcome<Facts> => {
          const path = ['ContainerDefinitions', index, 'Environment', i];
          const name = stringAt(entry, 'Name') ?? '';
          const variable = isUnknown(name) ? '' : name;
          const because = plainSecret(variable, entry['Value']);
          return because === undefined
            ? { state: 'holds', resource, path }
            : { state: 'fails', resource, path, facts: { container, variable, because } };
        }),
      ),
    ),

  message({ container, variable, because }) {
    const who = `the environment variable ${variable} of the container ${container}`;
    switch (because) {
      case 'name':
        return `${who} is by its name a secret, and its value is written in the task definition`;
      case 'value':
        return `${who} has a value that looks like a key or an address with a password`;
      case 'resolved':
        return `${who} is resolved from a secret at deployment, so that its value is written in the task definition`;
    }
  },

  fix: ({ variable }) => `move ${variable} from Environment to Secrets, with ValueFrom the ARN of a secret`,
});
