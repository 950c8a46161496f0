import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';

/** A volume of a task definition, made by {@link hostPath} and its siblings. */
export interface TaskVolume {
  /** The L2 volume of this name. Called once, by the task definition that owns the volume. */
  bind(taskDefinition: ecs.TaskDefinition, name: string): ecs.Volume;
  /** The file system it mounts, if it is one of EFS. */
  readonly fileSystem?: efs.IFileSystem;
  /** The EBS configuration that a service adds, if it is configured at launch. */
  readonly managed?: ecs.ServiceManagedEBSVolumeConfiguration;
}
