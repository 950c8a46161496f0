import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as efs from 'aws-cdk-lib/aws-efs';

/** A volume of a task definition, made by {@link hostPath} and its siblings. */
export interface TaskVolume {
  /** Whether nothing can be written to it; a mount that does not say is then read-only. */
  readonly readOnly?: boolean;
  /** The EFS file system it mounts, if it does; whoever runs the task must be let in to it. */
  readonly fileSystem?: efs.IFileSystem;
  /** The EBS volume that is created with each task, if it is one; the service that runs the task adds it. */
  readonly managed?: ecs.ServiceManagedEBSVolumeConfiguration;
  /** The L2 volume of this name, with what the task role needs granted. */
  bind(taskDefinition: ecs.TaskDefinition, name: string): ecs.Volume;
}
