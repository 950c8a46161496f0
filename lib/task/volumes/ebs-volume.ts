import { EbsDeviceVolumeType } from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskVolume } from './volume';

/**
 * An EBS volume that each task gets for itself when it starts and that is deleted with it. A task definition may have
 * one, and at least one of its containers mounts it. The service that runs the task creates it; a plain
 * `ecs.Ec2Service` needs `addVolume(new ecs.ServiceManagedVolume(…))` from the task definition's `managedVolumes`.
 *
 * Unless stated otherwise it is of type gp3, which is cheaper and faster than the L2's gp2, and encrypted.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
 */
export function ebsVolume(configuration: ecs.ServiceManagedEBSVolumeConfiguration): TaskVolume {
  return {
    managed: {
      ...configuration,
      encrypted: configuration.encrypted ?? true,
      volumeType: configuration.volumeType ?? EbsDeviceVolumeType.GP3,
    },
    bind: (_, name) => ({ name, configuredAtLaunch: true }),
  };
}
