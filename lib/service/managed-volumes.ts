import { type BaseService, type ServiceManagedEBSVolumeConfiguration, ServiceManagedVolume } from 'aws-cdk-lib/aws-ecs';
import { MisuseError } from '../errors';

/**
 * Adds the EBS volume that ECS makes for every task of the service.
 *
 * @throws MisuseError `ManagedVolumes` for more than one, or on a daemon
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
 */
export function addManagedVolumes(
  service: BaseService,
  volumes: Readonly<Record<string, ServiceManagedEBSVolumeConfiguration>>,
  daemon: boolean,
): void {
  const names = Object.keys(volumes);
  if (names.length > 1) {
    throw new MisuseError('ManagedVolumes', `EBS volumes ${names.join(', ')}; ECS makes one a task, keep one`, service);
  }
  if (names.length > 0 && daemon) {
    throw new MisuseError(
      'ManagedVolumes',
      `ECS makes no EBS volume (${names[0]}) for a daemon; take another kind`,
      service,
    );
  }
  for (const [name, managedEBSVolume] of Object.entries(volumes)) {
    service.addVolume(new ServiceManagedVolume(service, `Volume-${name}`, { name, managedEBSVolume }));
  }
}
