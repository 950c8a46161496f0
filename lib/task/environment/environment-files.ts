import { Stack, Token } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { MisuseError } from '../../errors';

/**
 * The files as the L2 takes them, each with the grants that the execution role needs to read it, which the L2 leaves
 * out. A bucket encrypted with a key of your own needs `key.grantDecrypt(taskDefinition.obtainExecutionRole())`
 * besides.
 */
export function environmentFiles(
  taskDefinition: ecs.TaskDefinition,
  container: string,
  files: readonly ecs.EnvironmentFile[],
): ecs.EnvironmentFile[] {
  return files.map((file, index) => ({
    bind: () => {
      const config = file.bind(new Construct(taskDefinition, `${container}EnvironmentFile${index}`));
      const { bucketName, objectKey } = config.s3Location;
      if (!Token.isUnresolved(objectKey) && !objectKey.endsWith('.env')) {
        const message = `container '${container}': environment file '${objectKey}' is not named *.env; rename it`;
        throw new MisuseError('EnvironmentFileInvalid', message, taskDefinition);
      }
      const bucketArn = `arn:${Stack.of(taskDefinition).partition}:s3:::${bucketName}`;
      const read = (action: string, resource: string) =>
        new iam.PolicyStatement({ actions: [action], resources: [resource] });
      taskDefinition.addToExecutionRolePolicy(read('s3:GetObject', `${bucketArn}/${objectKey}`));
      taskDefinition.addToExecutionRolePolicy(read('s3:GetBucketLocation', bucketArn));
      return config;
    },
  }));
}
