import type { Resource } from '../../../template';
import type { Account } from '../account';
import type { MadeNames } from '../made-names';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';

/**
 * Whether a parameter of Parameter Store is there, by its name or ARN. Only what the listing of the account's own
 * parameters can tell is concluded from it.
 * @param made the names of those that the templates make
 */
export async function lookForParameter(
  address: string,
  made: MadeNames['resources'],
  { stack }: Resource,
  account: Account,
): Promise<PreflightOutcome> {
  const [, , , regionInArn, owner, ...rest] = address.split(':');
  const isArn = address.startsWith('arn:');
  // After a colon a version or a label may follow.
  const [path = '', selector] = isArn ? rest : address.split(':');
  const name = isArn ? path.replace(/^parameter\//, '/') : path;
  // The ARN of a parameter does not tell whether a name of one part begins with a slash.
  const names = /^\/[^/]+$/.test(name) ? [name, name.slice(1)] : [name];
  if (names.some((one) => made.has(one))) return HOLDS;
  const isListed = !name.startsWith('/aws/') && (!isArn || owner === (await account.id()));
  if (!isListed) return unknown({ code: 'parameter-not-listed', name });
  const region = isArn ? regionInArn : stack.source.region;
  const clients = account.in(region);
  const { Parameters = [] } = await clients.ssm.describeParameters({
    ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: names }],
  });
  if (Parameters.length === 0) return fails({ code: 'no-parameter', name, region: region ?? (await clients.region()) });
  return selector === undefined ? HOLDS : unknown({ code: 'parameter-not-listed', name: `${name}:${selector}` });
}
