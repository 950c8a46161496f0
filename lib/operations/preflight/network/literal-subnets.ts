import type { Subnet } from '@aws-sdk/client-ec2';
import type { Resource, Value } from '../../../template';
import type { Account } from '../account';

/** The ids of subnets that templates name; undefined unless all of a list are named by their ids. */
export function literalSubnets(values: readonly Value[] | undefined): readonly string[] | undefined {
  const ids = (values ?? []).filter((value) => typeof value === 'string' && /^subnet-[0-9a-f]+$/.test(value));
  return ids.length === 0 || ids.length < values!.length ? undefined : [...new Set(ids as string[])].sort();
}

/** Those of the subnets that are there: a filter leaves the others out, where their ids would make it an error. */
export function subnetsThere(ids: readonly string[], at: Resource, account: Account): Promise<readonly Subnet[]> {
  const { region = '' } = at.stack.source;
  return account.once(`subnets ${region} ${ids.join()}`, async () => {
    const { Subnets = [] } = await account
      .at(at)
      .ec2.describeSubnets({ Filters: [{ Name: 'subnet-id', Values: [...ids] }] });
    return Subnets;
  });
}
