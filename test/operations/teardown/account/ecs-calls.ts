import type * as ecs from '@aws-sdk/client-ecs';
import { shortName } from '../../../../lib/operations/aws/arn';
import { arn } from '../../test-clients';
import { type Calls, refusal } from './emulated-clients';
import type { World, WorldService, WorldTask } from './world';

/** What ECS answers. */
export function ecsCalls(world: World) {
  const within = (cluster: string | undefined) => {
    const found = world.clusters.find(({ name, isGone }) => !isGone && name === shortName(cluster ?? ''));
    if (!found) throw refusal('ClusterNotFoundException', 'Cluster not found.');
    return found.name;
  };
  const serviceOf = (cluster: string | undefined, service: string | undefined) => {
    const name = within(cluster);
    const found = world.services.find((one) => one.cluster === name && one.name === shortName(service ?? ''));
    if (!found) throw refusal('ServiceNotFoundException');
    if (found.status !== 'ACTIVE') throw refusal('ServiceNotActiveException');
    return found;
  };
  const tasksOf = (name: string, group: string) =>
    world.tasksThere().filter((one) => one.cluster === name && one.group === group);
  const described = (one: WorldService): ecs.Service => {
    const tasks = tasksOf(one.cluster, `service:${one.name}`);
    return {
      ...{
        serviceArn: arn.service(one.name, one.cluster),
        serviceName: one.name,
        clusterArn: arn.cluster(one.cluster),
      },
      ...{ status: one.status, desiredCount: one.desired, runningCount: tasks.length, pendingCount: 0 },
      schedulingStrategy: one.kind === 'daemon' ? 'DAEMON' : 'REPLICA',
      ...(one.green > 0 && { deploymentConfiguration: { strategy: 'BLUE_GREEN' } }),
      deployments: one.green > 0 ? [{ status: 'PRIMARY' }, { status: 'ACTIVE' }] : [{ status: 'PRIMARY' }],
      ...(one.capacityProvider && { capacityProviderStrategy: [{ capacityProvider: one.capacityProvider }] }),
      events: one.event ? [{ message: one.event }] : [],
      tags: one.stack ? [{ key: 'aws:cloudformation:stack-name', value: one.stack }] : [],
    };
  };
  const shown = (task: WorldTask): ecs.Task => ({
    ...{ taskArn: task.arn, clusterArn: arn.cluster(task.cluster), group: task.group, containerInstanceArn: task.host },
    ...{ lastStatus: 'RUNNING', desiredStatus: task.endsAt === undefined ? 'RUNNING' : 'STOPPED' },
  });
  return {
    describeClusters: ({ clusters = [] }: ecs.DescribeClustersRequest): ecs.DescribeClustersResponse => ({
      clusters: world.clusters
        .filter(({ name }) => clusters.some((one) => shortName(one) === name))
        .map(({ name, isGone }) => ({
          ...{ clusterArn: arn.cluster(name), clusterName: name, status: isGone ? 'INACTIVE' : 'ACTIVE' },
          runningTasksCount: world.tasksThere().filter(({ cluster }) => cluster === name).length,
        })),
    }),
    listServices: ({ cluster }: ecs.ListServicesRequest): ecs.ListServicesResponse => {
      const name = within(cluster);
      const there = world.services.filter((one) => one.cluster === name && one.status !== 'INACTIVE');
      return { serviceArns: there.map((one) => arn.service(one.name, name)) };
    },
    describeServices: ({ cluster, services = [] }: ecs.DescribeServicesRequest): ecs.DescribeServicesResponse => {
      const name = within(cluster);
      const asked = services.map(shortName);
      return {
        services: world.services.filter((one) => one.cluster === name && asked.includes(one.name)).map(described),
      };
    },
    listTasks: ({ cluster, serviceName, desiredStatus }: ecs.ListTasksRequest): ecs.ListTasksResponse => {
      const name = within(cluster);
      const tasks = world
        .tasksThere()
        .filter(
          (one) =>
            one.cluster === name &&
            (serviceName === undefined || one.group === `service:${serviceName}`) &&
            shown(one).desiredStatus === desiredStatus,
        );
      return { taskArns: tasks.map((one) => one.arn) };
    },
    describeTasks: ({ tasks = [] }: ecs.DescribeTasksRequest): ecs.DescribeTasksResponse => ({
      tasks: world
        .tasksThere()
        .filter((one) => tasks.includes(one.arn))
        .map(shown),
    }),
    getTaskProtection: ({ tasks = [] }: ecs.GetTaskProtectionRequest): ecs.GetTaskProtectionResponse => ({
      protectedTasks: world
        .tasksThere()
        .filter((one) => tasks.includes(one.arn))
        .map((one) => ({ taskArn: one.arn, protectionEnabled: one.isProtected })),
    }),
    updateTaskProtection: ({ tasks = [] }: ecs.UpdateTaskProtectionRequest): ecs.UpdateTaskProtectionResponse => {
      for (const one of world.tasksThere()) if (tasks.includes(one.arn)) one.isProtected = false;
      return {};
    },
    stopTask: ({ task }: ecs.StopTaskRequest): ecs.StopTaskResponse => {
      for (const one of world.tasksThere()) if (one.arn === task) world.tell(one);
      return {};
    },
    updateService: ({ cluster, service, desiredCount }: ecs.UpdateServiceRequest): ecs.UpdateServiceResponse => {
      const found = serviceOf(cluster, service);
      if (found.kind === 'daemon') throw refusal('InvalidParameterException', 'A daemon has no desired count.');
      found.desired = desiredCount ?? found.desired;
      return {};
    },
    deleteService: ({ cluster, service }: ecs.DeleteServiceRequest): ecs.DeleteServiceResponse => {
      serviceOf(cluster, service).status = 'DRAINING';
      return {};
    },
    listContainerInstances: ({ cluster }: ecs.ListContainerInstancesRequest): ecs.ListContainerInstancesResponse => {
      const name = within(cluster);
      return { containerInstanceArns: world.hosts.filter((one) => one.cluster === name).map((one) => one.arn) };
    },
    describeContainerInstances: ({
      containerInstances = [],
    }: ecs.DescribeContainerInstancesRequest): ecs.DescribeContainerInstancesResponse => ({
      containerInstances: world.hosts
        .filter((one) => containerInstances.includes(one.arn))
        .map((one) => ({
          ...{ containerInstanceArn: one.arn, ec2InstanceId: one.ec2, agentConnected: one.isConnected },
          status: one.isDraining ? 'DRAINING' : 'ACTIVE',
          runningTasksCount: world.tasksThere().filter(({ host }) => host === one.arn).length,
        })),
    }),
    deregisterContainerInstance: ({ containerInstance }: ecs.DeregisterContainerInstanceRequest): object => {
      const host = world.hosts.find((one) => one.arn === containerInstance);
      if (!host) throw refusal('InvalidParameterException', 'Referenced container instance not found.');
      world.deregister(host);
      return {};
    },
  } satisfies Calls;
}
