import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../../aws/clients';
import { everyPage } from '../../aws/pages';

/** What CloudFormation lists of a stack, whatever its size; `DescribeStackResources` answers with the first hundred only. */
export const stackSummaries = (clients: Clients, StackName: string): Promise<readonly StackResourceSummary[]> =>
  everyPage(
    (NextToken) => clients.cloudFormation.listStackResources({ StackName, NextToken }),
    (answer) => answer.StackResourceSummaries,
  );
