import { shortName } from '../aws/arn';
import type { Clients } from '../aws/clients';
import { inParallel } from '../aws/in-parallel';
import { clusterArnsIn } from '../live/cluster/cluster-arns';
import { describedClusters, type FoundCluster } from '../live/cluster/clusters';
import { servicesOf } from '../live/service/find-service';
import { findTaskDefinition } from '../live/task/find-task-definition';
import { type ImageAddress, imageAddress } from '../live/task/image-address';
import { serviceOfGroup } from '../live/task/task-group';
import { runningTasks } from '../live/task/tasks';

/** An image of Amazon ECR that something needs. */
export interface ImageInUse {
  readonly address: ImageAddress;
  /** Such as `service Shop/web` or `task Shop/0123`. */
  readonly usedBy: string;
}

/** Task definitions are described one by one: so many calls at a time. */
const DEFINITIONS_AT_ONCE = 5;

/** The images that running tasks have, and those that the task definitions of services name, in all clusters of the region. */
export async function imagesInUse(clients: Clients): Promise<readonly ImageInUse[]> {
  const used: ImageInUse[] = [];
  for (const cluster of await describedClusters(clients, await clusterArnsIn(clients))) {
    used.push(...(await ofTasks(clients, cluster)), ...(await ofServices(clients, cluster)));
  }
  return used;
}

/** A task runs an image by its digest, wherever its tag is now; ECS starts the next task of a deployment from the same. */
async function ofTasks(clients: Clients, cluster: FoundCluster): Promise<readonly ImageInUse[]> {
  const tasks = await runningTasks(clients, cluster);
  return tasks.flatMap(({ taskArn = '', group, containers = [] }) => {
    const service = serviceOfGroup(group);
    const usedBy = service
      ? `tasks of service ${cluster.clusterName}/${service}`
      : `task ${cluster.clusterName}/${shortName(taskArn)}`;
    return containers.flatMap(({ image, imageDigest }) => {
      const address = imageAddress(image ?? '');
      return address ? [{ usedBy, address: imageDigest ? { ...address, imageId: { imageDigest } } : address }] : [];
    });
  });
}

async function ofServices(clients: Clients, cluster: FoundCluster): Promise<readonly ImageInUse[]> {
  const named = (await servicesOf(clients, cluster)).flatMap(({ serviceName, taskDefinition, deployments = [] }) =>
    [...new Set([taskDefinition, ...deployments.map((one) => one.taskDefinition)])].flatMap((arn) =>
      arn === undefined ? [] : [{ serviceName, arn }],
    ),
  );
  const used = await inParallel(named, DEFINITIONS_AT_ONCE, async ({ serviceName, arn }) => {
    const { containerDefinitions = [] } = await findTaskDefinition(clients, arn);
    return containerDefinitions.flatMap(({ image }): ImageInUse[] => {
      const address = imageAddress(image ?? '');
      return address ? [{ address, usedBy: `service ${cluster.clusterName}/${serviceName}` }] : [];
    });
  });
  return used.flat();
}
