import type { IConstruct } from 'constructs';
import { Ec2Cluster } from '../cluster';
import { MisuseError } from '../errors';
import { TaskDefinition } from '../task';
import type { NamedJob } from './job';

/**
 * Refuses a task that the job could not run: not for EC2, with an EBS volume that only a service can have made, or built
 * for another architecture than the instances.
 *
 * @throws MisuseError `JobNotForEc2`, `JobManagedVolume`, `JobArchitecture`
 */
export function requireRunnable({ cluster, capacity, taskDefinition }: NamedJob, scope: IConstruct): void {
  if (!taskDefinition.isEc2Compatible) {
    throw new MisuseError('JobNotForEc2', `task definition ${taskDefinition.node.path} does not run on EC2`, scope);
  }
  if (!(taskDefinition instanceof TaskDefinition)) return;
  const [volume] = Object.keys(taskDefinition.managedVolumes);
  if (volume !== undefined) {
    throw new MisuseError(
      'JobManagedVolume',
      `volume '${volume}' is an EBS volume that ECS makes for services only; take another kind for a job`,
      scope,
    );
  }
  const { architecture } = taskDefinition;
  if (architecture === undefined || !(cluster instanceof Ec2Cluster)) return;
  for (const [key, share] of Object.entries(capacity)) {
    if (!share || share.weight === 0 || cluster.capacityOf(key).architecture === architecture) continue;
    throw new MisuseError(
      'JobArchitecture',
      `the images are built for ${architecture}, but the instances of '${key}' are not: take another capacity`,
      scope,
    );
  }
}
