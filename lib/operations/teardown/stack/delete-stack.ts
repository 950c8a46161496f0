import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import type { TeardownPlan } from '../plan/teardown-plan';
import type { ResourcesLeft } from '../teardown-progress';
import { isThere, type StackResource, stackResources } from './stack-resources';

/** What a look at a stack that is being deleted finds. */
export type StackLook =
  | ResourcesLeft
  | { readonly code: 'gone'; readonly resources: readonly StackResource[] }
  | { readonly code: 'failed'; readonly resources: readonly StackResource[]; readonly reason?: string };

/** Tells CloudFormation to delete a stack; it is told once, and again after what it could not delete is mended. */
export const beginDeletion = (clients: Clients, { stackId }: TeardownPlan): Promise<unknown> =>
  clients.cloudFormation.deleteStack({ StackName: stackId });

/** How far CloudFormation has come. */
export async function lookAtStack(clients: Clients, { stackId }: TeardownPlan): Promise<StackLook> {
  const stack = await describe(clients, stackId);
  const resources = await stackResources(clients, stackId);
  if (!stack || stack.StackStatus === 'DELETE_COMPLETE') return { code: 'gone', resources };
  if (stack.StackStatus === 'DELETE_FAILED') {
    return { code: 'failed', resources, ...(stack.StackStatusReason && { reason: stack.StackStatusReason }) };
  }
  return {
    code: 'resources',
    deleting: resources.filter(({ status }) => status === 'DELETE_IN_PROGRESS'),
    left: resources.filter(isThere).length,
  };
}

async function describe(clients: Clients, StackName: string) {
  try {
    return (await clients.cloudFormation.describeStacks({ StackName })).Stacks?.[0];
  } catch (error) {
    // "Stack with id … does not exist": deleted, and forgotten.
    if (refusedWith(error, 'ValidationError')) return undefined;
    throw error;
  }
}
