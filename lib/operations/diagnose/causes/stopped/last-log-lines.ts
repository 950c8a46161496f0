import type { Task } from '@aws-sdk/client-ecs';
import { shortName } from '../../../aws/arn';
import type { Clients } from '../../../aws/clients';
import { refusedWith } from '../../../aws/problem/operation-error';
import type { Looker } from '../../../live/looker';
import type { FoundTaskDefinition } from '../../../live/task/find-task-definition';

/** The end of a container's log. */
export interface LastLogLines {
  readonly container: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly lines: readonly string[];
}

const LINES = 10;

/**
 * The last lines of the essential container of a task: of the one that failed, else of the first.
 * @returns nothing where it writes no log to CloudWatch, or has written none
 */
export async function lastLogLines(
  task: Task,
  definition: FoundTaskDefinition | undefined,
  clients: Clients,
  looker: Looker,
): Promise<LastLogLines | undefined> {
  const essential = (definition?.containerDefinitions ?? []).filter((one) => one.essential !== false);
  const ended = (name: string | undefined) => task.containers?.find((one) => one.name === name);
  const container = essential.find(({ name }) => ended(name)?.exitCode) ?? essential[0];
  const { logDriver, options = {} } = container?.logConfiguration ?? {};
  const logGroup = options['awslogs-group'];
  if (!container?.name || logDriver !== 'awslogs' || !logGroup) return undefined;
  const prefix = options['awslogs-stream-prefix'];
  const logStream = prefix
    ? `${prefix}/${container.name}/${shortName(task.taskArn ?? '')}`
    : ended(container.name)?.runtimeId;
  if (!logStream) return undefined;
  const region = options['awslogs-region'];
  const there = region && region !== (await clients.region()) ? clients.inRegion(region) : clients;
  const events = await looker.aside(`log group ${logGroup}`, async () => {
    try {
      const request = { logGroupName: logGroup, logStreamName: logStream, limit: LINES, startFromHead: false };
      return (await there.logs.getLogEvents(request)).events;
    } catch (error) {
      // The container never wrote a line, or the group is gone.
      if (refusedWith(error, 'ResourceNotFoundException')) return [];
      throw error;
    }
  });
  const lines = (events ?? []).flatMap(({ message }) => (message === undefined ? [] : [message.trimEnd()]));
  return lines.length > 0 ? { container: container.name, logGroup, logStream, lines } : undefined;
}
