import { ContainerDefinition, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';

/** The containers of a task definition; the L2 keeps its list to itself. */
function containersOf(taskDefinition: TaskDefinition): ContainerDefinition[] {
  return taskDefinition.node.findAll().filter((child) => child instanceof ContainerDefinition);
}

/** The names of the essential containers. */
export function essentialsOf(taskDefinition: TaskDefinition): string[] {
  return containersOf(taskDefinition).flatMap(({ essential, containerName }) => (essential ? [containerName] : []));
}

/** Where a container's output goes in CloudWatch Logs. */
export interface ContainerLog {
  readonly container: string;
  readonly group: string;
  readonly prefix: string;
}

/** The logs of those containers that write to CloudWatch Logs under a prefix of their own. */
export function logsOf(taskDefinition: TaskDefinition): ContainerLog[] {
  return containersOf(taskDefinition).flatMap(({ containerName, logDriverConfig }) => {
    const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix } = logDriverConfig?.options ?? {};
    const kept = logDriverConfig?.logDriver === 'awslogs' && group !== undefined && prefix !== undefined;
    return kept ? [{ container: containerName, group, prefix }] : [];
  });
}
