import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { TaskVolume } from './volume';

/** An EBS volume of the task's own, created when the task starts; the service that runs the task adds it. */
export function ebsVolume(configuration: ecs.ServiceManagedEBSVolumeConfiguration): TaskVolume {
  return { managed: configuration, bind: (_, name) => ({ name, configuredAtLaunch: true }) };
}
