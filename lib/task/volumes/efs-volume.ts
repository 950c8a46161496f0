import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MisuseError } from '../../errors';
import type { TaskVolume } from './volume';

/** What {@link efsVolume} takes besides the file system. */
export type EfsVolumeOptions = EfsAccess & (ByAccessPoint | ByDirectory);

/** What the task may do with the file system. */
export interface EfsAccess {
  /** Whether the task may only read. @default false */
  readonly readOnly?: boolean;
  /** Whether user 0 of the containers is user 0 of the file system too. @default false - least privilege */
  readonly rootAccess?: boolean;
  /**
   * Whether the task identifies itself with its task role, which then gets the grants.
   *
   * @default true - without it every task and instance that reaches the mount target may do everything
   */
  readonly iam?: boolean;
}

/** Entry by an access point, which fixes the directory and the user. */
export interface ByAccessPoint {
  readonly accessPoint: efs.IAccessPoint;
  readonly rootDirectory?: never;
}

/** Entry by a directory. */
export interface ByDirectory {
  readonly accessPoint?: never;
  /** The directory of the file system that the containers see as the volume's root; it must exist. @default '/' */
  readonly rootDirectory?: string;
}

/**
 * A directory of an EFS file system, encrypted in transit. It outlives tasks and instances, and all zones see the same.
 *
 * The task role gets exactly the access asked for. The network is let through by whoever runs the task: a service of
 * this package opens NFS from its tasks (awsvpc) or its instances (other modes) and waits for the mount targets.
 *
 * @throws MisuseError `EfsVolumeInvalid` for an access point together with a directory
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-volumes.html
 */
export function efsVolume(fileSystem: efs.IFileSystem, options: EfsVolumeOptions = {}): TaskVolume {
  const { accessPoint, rootDirectory, readOnly = false, iam: identified = true } = options;
  if (accessPoint && rootDirectory !== undefined) {
    const found = `rootDirectory '${rootDirectory}' beside an access point, which has one of its own`;
    throw new MisuseError('EfsVolumeInvalid', `${found}; leave one of them out`, fileSystem);
  }
  return {
    readOnly,
    fileSystem,
    bind: (taskDefinition, name) => {
      if (identified) grantAccess(taskDefinition, fileSystem, options);
      return {
        name,
        efsVolumeConfiguration: {
          fileSystemId: fileSystem.fileSystemId,
          rootDirectory,
          transitEncryption: 'ENABLED',
          authorizationConfig: { iam: identified ? 'ENABLED' : 'DISABLED', accessPointId: accessPoint?.accessPointId },
        },
      };
    },
  };
}

/** By the task role's own policy alone, so that the file system's stack does not come to need the task definition's. */
function grantAccess(taskDefinition: ecs.TaskDefinition, fileSystem: efs.IFileSystem, options: EfsVolumeOptions): void {
  const { accessPoint, readOnly = false, rootAccess = false } = options;
  iam.Grant.addToPrincipal({
    grantee: taskDefinition.taskRole,
    actions: [
      'elasticfilesystem:ClientMount',
      ...(readOnly ? [] : ['elasticfilesystem:ClientWrite']),
      ...(rootAccess ? ['elasticfilesystem:ClientRootAccess'] : []),
    ],
    resourceArns: [fileSystem.fileSystemArn],
    conditions: accessPoint && {
      StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.accessPointArn },
    },
  });
}
