import { type Known, knownStructAt, structsAt } from '../known';
import { type Struct, Unknown, type Value } from '../value/value';
import type { TaskDefinition } from './task-definition';

/** A secret that the agent reads for a container before it starts it. */
export interface SecretReference {
  readonly container: string;
  /** The environment variable or log option that gets it; `RepositoryCredentials` for the login of a registry. */
  readonly name: Known<string>;
  readonly use: 'environment' | 'log-option' | 'registry';
  /** Where the secret is: an ARN, a parameter's name, a reference. */
  readonly from: Value;
  readonly path: readonly (string | number)[];
}

/** Every secret of a task definition. */
export function secretReferences({ containers }: TaskDefinition): readonly SecretReference[] {
  return containers.flatMap(({ name: container, index, properties }) => {
    const at = (use: SecretReference['use'], path: readonly (string | number)[]) => (secret: Struct, i: number) => ({
      container,
      name: nameOf(secret['Name']),
      use,
      from: secret['ValueFrom'] ?? '',
      path: ['ContainerDefinitions', index, ...path, i],
    });
    const logging = knownStructAt(properties, 'LogConfiguration');
    const login = knownStructAt(properties, 'RepositoryCredentials')?.['CredentialsParameter'];
    return [
      ...structsAt(properties, 'Secrets').map(at('environment', ['Secrets'])),
      ...(logging
        ? structsAt(logging, 'SecretOptions').map(at('log-option', ['LogConfiguration', 'SecretOptions']))
        : []),
      ...(login === undefined
        ? []
        : [
            {
              container,
              name: 'RepositoryCredentials',
              use: 'registry' as const,
              from: login,
              path: ['ContainerDefinitions', index, 'RepositoryCredentials'],
            },
          ]),
    ];
  });
}

const nameOf = (value: Value | undefined): Known<string> =>
  typeof value === 'string'
    ? value
    : value instanceof Unknown
      ? value
      : new Unknown({ code: 'attribute', name: 'the name of a secret' }, '');
