import type { Clients } from '../aws/clients';
import { stackSummaries } from '../live/stack-summaries';

/** One resource of a stack, or of a stack nested in it. */
export interface StackResource {
  /** The path of logical ids, from the outer stack inwards. */
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly reason?: string;
}

const NESTED = 'AWS::CloudFormation::Stack';

/** The resources of a stack that are there. Those of nested stacks come along. */
export async function stackResources(
  clients: Clients,
  stackId: string,
  prefix = '',
): Promise<readonly StackResource[]> {
  const summaries = await stackSummaries(clients, stackId);
  const own = summaries
    .map(
      (one): StackResource => ({
        logicalId: `${prefix}${one.LogicalResourceId}`,
        type: one.ResourceType ?? '',
        physicalId: one.PhysicalResourceId ?? '',
        status: one.ResourceStatus ?? '',
        ...(one.ResourceStatusReason && { reason: one.ResourceStatusReason }),
      }),
    )
    .filter(({ status, physicalId }) => status !== 'DELETE_COMPLETE' && physicalId !== '');
  const nested = own.filter(({ type }) => type === NESTED);
  const inner = await Promise.all(
    nested.map(({ physicalId, logicalId }) => stackResources(clients, physicalId, `${logicalId}/`)),
  );
  return [...own, ...inner.flat()];
}
