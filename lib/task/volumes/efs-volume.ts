import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';
import type { TaskVolume } from './volume';

/** What {@link efsVolume} takes besides the file system. */
export interface EfsVolumeOptions {
  readonly accessPoint?: efs.IAccessPoint;
  /** Whether the task may only read. @default false */
  readonly readOnly?: boolean;
}

/** A directory of an EFS file system, encrypted in transit and reached with the task role. */
export function efsVolume(fileSystem: efs.IFileSystem, options: EfsVolumeOptions = {}): TaskVolume {
  return {
    fileSystem,
    bind: (taskDefinition: ecs.TaskDefinition, name) => {
      if (options.readOnly) fileSystem.grantRead(taskDefinition.taskRole);
      else fileSystem.grantReadWrite(taskDefinition.taskRole);
      return {
        name,
        efsVolumeConfiguration: {
          fileSystemId: fileSystem.fileSystemId,
          transitEncryption: 'ENABLED',
          authorizationConfig: { iam: 'ENABLED', accessPointId: options.accessPoint?.accessPointId },
        },
      };
    },
  };
}
