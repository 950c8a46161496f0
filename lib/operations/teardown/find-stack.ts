import type { Stack } from '@aws-sdk/client-cloudformation';
import { nearNames } from '../../placement';
import type { Clients } from '../aws/clients';
import { OperationError, refusedWith } from '../aws/operation-error';

/** A stack that is there, or was. */
export interface FoundStack extends Stack {
  readonly StackId: string;
  readonly StackName: string;
}

/**
 * Finds a stack by its name or ARN; also one that has been deleted, in its last 90 days.
 * @throws OperationError with near names
 */
export async function findStack(clients: Clients, name: string): Promise<FoundStack> {
  try {
    const { Stacks = [] } = await clients.cloudFormation.describeStacks({ StackName: name });
    const [found] = Stacks;
    if (found?.StackId && found.StackName) return found as FoundStack;
  } catch (error) {
    if (!refusedWith(error, 'ValidationError')) throw error;
  }
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const answer = await clients.cloudFormation.listStacks({ NextToken });
    for (const { StackName, StackId, StackStatus, CreationTime } of answer.StackSummaries ?? []) {
      const isGone = StackStatus === 'DELETE_COMPLETE';
      if (isGone && StackName === name) return { StackName, StackId: StackId ?? name, StackStatus, CreationTime };
      if (!isGone && StackName) names.push(StackName);
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  const where = await clients.region();
  throw new OperationError({ code: 'not-found', kind: 'stack', name, where, near: nearNames(name, names) });
}
