import type { ContainerInstance, Service, Task } from '@aws-sdk/client-ecs';
import type { Ask } from './proxy';

/** What the emulator's ECS has at the moment, as adaptations read it. */

export const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

export async function tasksThat(ask: Ask, filter: object): Promise<readonly Task[]> {
  const { taskArns } = await ask<{ taskArns: string[] }>('ListTasks', filter);
  if (taskArns.length === 0) return [];
  const { cluster } = filter as { cluster: string };
  return (await ask<{ tasks: Task[] }>('DescribeTasks', { cluster, tasks: taskArns })).tasks;
}

export async function activeInstances(ask: Ask, cluster: string): Promise<readonly ContainerInstance[]> {
  const { containerInstanceArns } = await ask<{ containerInstanceArns: string[] }>('ListContainerInstances', {
    cluster,
  });
  if (containerInstanceArns.length === 0) return [];
  const { containerInstances } = await ask<{ containerInstances: ContainerInstance[] }>('DescribeContainerInstances', {
    ...{ cluster, containerInstances: containerInstanceArns },
  });
  return containerInstances.filter(({ status }) => status === 'ACTIVE');
}

export const serviceNamed = async (ask: Ask, cluster: string, name: string): Promise<Service | undefined> =>
  (await ask<{ services: Service[] }>('DescribeServices', { cluster, services: [name] })).services[0];

/** Tasks of a service, by what they were told. */
export const tasksOf = (ask: Ask, { clusterArn, serviceName }: Service, desiredStatus: 'RUNNING' | 'STOPPED') =>
  tasksThat(ask, { cluster: clusterArn, serviceName, desiredStatus });
