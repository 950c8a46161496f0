import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { stackSummaries } from '../../live/stack/stack-summaries';

/** One resource of a stack, or of a stack nested in it. */
export interface StackResource {
  /** The path of logical ids, from the outer stack inwards. */
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason?: string;
  /** ARN of the stack that has it. */
  readonly stackId: string;
}

/** The type of a nested stack. */
export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The resources that a stack made, deleted ones too. Those of nested stacks come along. */
export async function stackResources(
  clients: Clients,
  stackId: string,
  prefix = '',
): Promise<readonly StackResource[]> {
  const own = (await summariesOf(clients, stackId))
    .map(
      (one): StackResource => ({
        logicalId: `${prefix}${one.LogicalResourceId}`,
        type: one.ResourceType ?? '',
        physicalId: one.PhysicalResourceId ?? '',
        status: one.ResourceStatus ?? '',
        ...(one.ResourceStatusReason && { reason: one.ResourceStatusReason }),
        stackId,
      }),
    )
    .filter(({ physicalId }) => physicalId !== '');
  const nested = own.filter(({ type }) => type === NESTED_STACK);
  const inner = await Promise.all(
    nested.map(({ physicalId, logicalId }) => stackResources(clients, physicalId, `${logicalId}/`)),
  );
  return [...own, ...inner.flat()];
}

/** CloudFormation forgets a deleted stack after 90 days. */
async function summariesOf(clients: Clients, stackId: string) {
  try {
    return await stackSummaries(clients, stackId);
  } catch (error) {
    if (refusedWith(error, 'ValidationError')) return [];
    throw error;
  }
}

/** Whether a resource is there; one that a deletion skipped is no longer the stack's. */
export const isThere = ({ status }: StackResource): boolean =>
  status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';

/** The physical ids of resources of a type. */
export const idsOf = (resources: readonly StackResource[], type: string): readonly string[] =>
  resources.filter((one) => one.type === type).map(({ physicalId }) => physicalId);
