import { Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskDraft } from '../task-draft';
import { isPartialArn } from './secrets';

/** What a container finds in its environment. */
export interface ContainerEnvironment {
  /**
   * Variables and their values, readable by everyone who may describe the task definition.
   *
   * @default - AWS_REGION alone, which containers cannot ask the instance for when it keeps its metadata from them
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Variables whose values ECS reads when the task starts, from {@link secretValue} and {@link parameterValue}.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, ecs.Secret>>;
  /**
   * Files of variables in S3; a variable that `environment` has too keeps its value there. At most 10, named `*.env`.
   *
   * @default - none
   */
  readonly environmentFiles?: readonly ecs.EnvironmentFile[];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
const MAX_ENVIRONMENT_FILES = 10;

/** Refuses variables that occur twice, secrets that ECS would not find, and too many files. */
export function checkEnvironment(draft: TaskDraft): void {
  for (const [name, { environment = {}, secrets = {}, environmentFiles = [] }] of Object.entries(draft.containers)) {
    const twice = Object.keys(secrets).find((variable) => Object.hasOwn(environment, variable));
    if (twice !== undefined) {
      const fix = 'remove it from one of them';
      draft.refuse('EnvironmentNameTaken', `container '${name}' has ${twice} in environment and in secrets; ${fix}`);
    }
    const unusable = [...Object.keys(environment), ...Object.keys(secrets)].find((variable) => !isUsable(variable));
    if (unusable !== undefined) {
      const fix = "a variable's name is not empty and has no '='";
      draft.refuse('EnvironmentNameInvalid', `container '${name}' has a variable named '${unusable}'; ${fix}`);
    }
    for (const [variable, { arn }] of Object.entries(secrets)) {
      if (!isPartialArn(arn)) continue;
      const fix = 'give it by its complete ARN, as secretValue() does';
      draft.refuse('SecretArnPartial', `container '${name}': ECS does not find the secret of ${variable}; ${fix}`);
    }
    if (environmentFiles.length > MAX_ENVIRONMENT_FILES) {
      const found = `container '${name}' has ${environmentFiles.length} environmentFiles`;
      draft.refuse('EnvironmentFileInvalid', `${found}; ECS takes ${MAX_ENVIRONMENT_FILES}, join some`);
    }
  }
}

const isUsable = (variable: string): boolean =>
  Token.isUnresolved(variable) || (variable !== '' && !variable.includes('='));
