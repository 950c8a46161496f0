import { nearNames } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { everyPage, ifListed } from '../../aws/pages';
import { OperationError } from '../../aws/problem/operation-error';
import { otherRegionsWith } from '../elsewhere';

/** The error for a stack that is not there, with near names and the regions that have one of this name. */
export async function stackNotFound(clients: Clients, name: string, cause: unknown): Promise<OperationError> {
  const [where, names, elsewhere] = await Promise.all([
    clients.region(),
    ifListed(stackNames(clients)),
    otherRegionsWith(clients, async (there) => {
      const { Stacks = [] } = await there.cloudFormation.describeStacks({ StackName: name });
      return Stacks.length > 0;
    }),
  ]);
  const near = nearNames(name, names);
  return new OperationError({ code: 'not-found', kind: 'stack', name, where, near, elsewhere }, cause);
}

async function stackNames(clients: Clients): Promise<readonly string[]> {
  const stacks = await everyPage(
    (NextToken) => clients.cloudFormation.listStacks({ NextToken }),
    (answer) => answer.StackSummaries,
  );
  return stacks.flatMap(({ StackName, StackStatus }) =>
    StackName && StackStatus !== 'DELETE_COMPLETE' ? [StackName] : [],
  );
}
