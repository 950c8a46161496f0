import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { stackNotFound } from './stack-not-found';

/** A stack that is there, or was. */
export interface FoundStack extends Stack {
  readonly StackId: string;
  readonly StackName: string;
}

/**
 * Finds a stack by its name or ARN; also one that has been deleted, in its last 90 days.
 * @throws OperationError with near names, and with the regions that have one of this name
 */
export async function findStack(clients: Clients, name: string): Promise<FoundStack> {
  let cause: unknown;
  try {
    const { Stacks = [] } = await clients.cloudFormation.describeStacks({ StackName: name });
    const [found] = Stacks;
    if (found?.StackId && found.StackName) return found as FoundStack;
  } catch (error) {
    if (!refusedWith(error, 'ValidationError')) throw error;
    cause = error;
  }
  let NextToken: string | undefined;
  do {
    const answer = await clients.cloudFormation.listStacks({ NextToken });
    for (const { StackName, StackId, StackStatus, CreationTime } of answer.StackSummaries ?? []) {
      if (StackStatus === 'DELETE_COMPLETE' && StackName === name)
        return { StackName, StackId: StackId ?? name, StackStatus, CreationTime };
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  throw await stackNotFound(clients, name, cause);
}
