import { type BaseService, ServiceManagedVolume } from 'aws-cdk-lib/aws-ecs';
import { MisuseError } from '../errors';
import type { TaskDefinition } from '../task';

/**
 * Adds the EBS volume that ECS makes for every task of the service.
 *
 * @throws MisuseError `DaemonOption`
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ebs-volumes.html
 */
export function addManagedVolumes(
  service: BaseService,
  { managedVolumes }: Pick<TaskDefinition<unknown>, 'managedVolumes'>,
  daemon: boolean,
): void {
  for (const [name, managedEBSVolume] of Object.entries(managedVolumes)) {
    if (daemon) {
      throw new MisuseError(
        'DaemonOption',
        `ECS makes no EBS volume ('${name}') for a daemon; take another kind`,
        service,
      );
    }
    service.addVolume(new ServiceManagedVolume(service, `Volume-${name}`, { name, managedEBSVolume }));
  }
}
