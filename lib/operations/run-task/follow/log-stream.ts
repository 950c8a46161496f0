import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';

/** Where the log of one container of one task is kept. */
export interface LogStream {
  readonly taskArn: string;
  readonly container: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** @default - the region of the cluster */
  readonly region?: string;
}

/** The logs that a task writes by the `awslogs` driver, as far as their names are known yet. */
export function logStreamsOf(task: Task, { containerDefinitions = [] }: FoundTaskDefinition): readonly LogStream[] {
  const { taskArn = '' } = task;
  return containerDefinitions.flatMap(({ name: container = '', logConfiguration }): readonly LogStream[] => {
    const options = logConfiguration?.logDriver === 'awslogs' ? logConfiguration.options : undefined;
    const logGroupName = options?.['awslogs-group'];
    if (!options || !logGroupName) return [];
    const prefix = options['awslogs-stream-prefix'];
    // Without a prefix the agent leaves the name to Docker, which takes the id of the container.
    const runtimeId = task.containers?.find(({ name }) => name === container)?.runtimeId;
    const logStreamName = prefix ? `${prefix}/${container}/${shortName(taskArn)}` : runtimeId;
    if (!logStreamName) return [];
    const region = options['awslogs-region'];
    return [{ taskArn, container, logGroupName, logStreamName, ...(region && { region }) }];
  });
}

/** The containers of which no log is followed, with where it goes. */
export const notFollowed = ({ containerDefinitions = [] }: FoundTaskDefinition) =>
  containerDefinitions.flatMap(({ name: container = '', logConfiguration }) => {
    const logDriver = logConfiguration?.logDriver;
    return logDriver === 'awslogs' ? [] : [{ container, ...(logDriver && { logDriver }) }];
  });
