import { Port } from 'aws-cdk-lib/aws-ec2';
import { type BaseService, ServiceManagedVolume } from 'aws-cdk-lib/aws-ecs';
import type { IFileSystem } from 'aws-cdk-lib/aws-efs';
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

/**
 * Lets the tasks of a service in to a file system. Across stacks the rule belongs to the service's stack, so that the
 * file system never waits for the service. Groups that let everything out need no rule for it, which the L2 would add
 * with a warning.
 */
export function letInTo(fileSystem: IFileSystem, service: BaseService): void {
  for (const theirs of fileSystem.connections.securityGroups) {
    for (const own of service.connections.securityGroups) {
      theirs.addIngressRule(own, Port.NFS, 'Tasks to file system', true);
      if (!own.allowAllOutbound) own.addEgressRule(theirs, Port.NFS, 'Tasks to file system');
    }
  }
}
