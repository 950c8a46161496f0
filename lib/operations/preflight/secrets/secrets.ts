import { isUnknown, type Model, type Resource, type SecretReference, textParts } from '../../../template';
import { refusedWith } from '../../aws/problem/operation-error';
import type { Account } from '../account';
import { bySubject, type PreflightCheck } from '../check';
import { type MadeNames, madeNames } from '../made-names';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';
import { lookForParameter } from './parameter';
import { keyOutcome } from './secret-key';

/** Secrets and parameters that containers get are there. Their values are not read, unless asked for. */
export const secrets: PreflightCheck = {
  id: 'secrets',
  title: 'The secrets and parameters that containers get are there, or the templates make them',
  questions: (model, account) => {
    const named = model.taskDefinitions.flatMap(({ resource, secrets: all }) =>
      all
        // One that the templates make is there once they are deployed.
        .filter(({ from }) => !textParts(from)?.some((part) => model.set.resourceOf(part)))
        .map((secret) => ({
          subject: shown(secret),
          neededBy: resource.constructPath ?? resource.logicalId,
          secret,
          resource,
        })),
    );
    return bySubject(named).map(({ first, neededBy }) => ({
      subject: first.subject,
      neededBy,
      look: () => look(first.secret, first.resource, model, account),
    }));
  },
};

const shown = ({ from, container, name }: SecretReference): string => {
  const parts = textParts(from) ?? [];
  return parts.some((part) => typeof part === 'string')
    ? parts.map((part) => (typeof part === 'string' ? part : '…')).join('')
    : `${isUnknown(name) ? 'a secret' : name} of ${container}`;
};

async function look(
  { from, use }: SecretReference,
  resource: Resource,
  model: Model,
  account: Account,
): Promise<PreflightOutcome> {
  const address = await written(from, resource, account);
  if (isUnknown(address)) return unknown({ code: 'value', unknown: address });
  const isSecret = address.startsWith('arn:') ? address.split(':')[2] === 'secretsmanager' : use === 'registry';
  const type = isSecret ? 'AWS::SecretsManager::Secret' : 'AWS::SSM::Parameter';
  const { resources, open } = await madeNames(model, type, 'Name', account);
  const found = await (isSecret ? lookForSecret : lookForParameter)(address, resources, resource, account);
  const isMissing =
    found.state === 'fails' && (found.problem.code === 'no-secret' || found.problem.code === 'no-parameter');
  return isMissing && open ? unknown({ code: 'value', unknown: open }) : found;
}

/** The name or ARN of a secret (whole, or without the six characters at its end), then key, stage and version. */
async function lookForSecret(
  address: string,
  made: MadeNames['resources'],
  { stack }: Resource,
  account: Account,
): Promise<PreflightOutcome> {
  const isArn = address.startsWith('arn:');
  const parts = address.split(':');
  const arn = isArn ? parts.slice(0, 7).join(':') : address;
  const [name, key, stage, version] = isArn ? parts.slice(6) : [address];
  const region = isArn ? parts[3] : stack.source.region;
  if (made.has(name!)) return HOLDS;
  const clients = account.in(region);
  try {
    const found = await account.once(`secret ${region} ${arn}`, () =>
      clients.secrets.describeSecret({ SecretId: arn }),
    );
    if (found.DeletedDate)
      return fails({ code: 'secret-deleted', name: name!, arn: found.ARN ?? arn, at: found.DeletedDate.toISOString() });
    const versions = found.VersionIdsToStages ?? {};
    const lacks = (what: string) => fails({ code: 'no-secret-version', name: name!, version: what });
    if (version && !versions[version]) return lacks(version);
    const wanted = stage || (version ? undefined : 'AWSCURRENT');
    // A stage that stands beside a version must be the version's own.
    const stages = version ? versions[version]! : Object.values(versions).flat();
    if (wanted && !stages.includes(wanted)) return lacks(wanted);
  } catch (error) {
    if (!refusedWith(error, 'ResourceNotFoundException')) throw error;
    return fails({ code: 'no-secret', name: name!, region: region ?? (await clients.region()) });
  }
  return key ? keyOutcome({ arn, name: name!, key, stage, version }, clients, account) : HOLDS;
}
