import { isUnknown, type Resource, type SecretReference, textParts } from '../../../template';
import { refusedWith } from '../../aws/operation-error';
import type { Account } from '../account';
import { bySubject, type PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';

/** Secrets and parameters that containers get are there. Their values are not read. */
export const secrets: PreflightCheck = {
  id: 'secrets',
  title: 'The secrets and parameters that containers get are there',
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
      look: () => look(first.secret, first.resource, account),
    }));
  },
};

const shown = ({ from, container, name }: SecretReference): string => {
  const parts = textParts(from) ?? [];
  return parts.some((part) => typeof part === 'string')
    ? parts.map((part) => (typeof part === 'string' ? part : '…')).join('')
    : `${isUnknown(name) ? 'a secret' : name} of ${container}`;
};

async function look(secret: SecretReference, resource: Resource, account: Account): Promise<PreflightOutcome> {
  const address = await written(secret.from, resource, account);
  if (isUnknown(address)) return unknown({ code: 'value', unknown: address });
  const [, , service, region, , ...rest] = address.split(':');
  if (address.startsWith('arn:') && service === 'secretsmanager') return lookForSecret(address, account);
  const name = address.startsWith('arn:') ? rest.join(':').replace(/^parameter\//, '/') : address;
  return lookForParameter(name, region || resource.stack.source.region, account);
}

/** The ARN of a secret (whole, or without the six characters at its end), then key, stage and version. */
async function lookForSecret(address: string, account: Account): Promise<PreflightOutcome> {
  const parts = address.split(':');
  const [arn, region, name] = [parts.slice(0, 7).join(':'), parts[3]!, parts[6] ?? ''];
  const [, stage, version] = parts.slice(7);
  try {
    const found = await account.in(region).secrets.describeSecret({ SecretId: arn });
    if (found.DeletedDate) return fails({ code: 'secret-deleted', name, at: found.DeletedDate.toISOString() });
    const versions = found.VersionIdsToStages ?? {};
    if (version && !Object.hasOwn(versions, version)) return fails({ code: 'no-secret-version', name, version });
    const wanted = stage || (version ? undefined : 'AWSCURRENT');
    return wanted && !Object.values(versions).some((stages) => stages.includes(wanted))
      ? fails({ code: 'no-secret-version', name, version: wanted })
      : HOLDS;
  } catch (error) {
    if (!refusedWith(error, 'ResourceNotFoundException')) throw error;
    return fails({ code: 'no-secret', name, region });
  }
}

async function lookForParameter(name: string, region: string | undefined, account: Account): Promise<PreflightOutcome> {
  const clients = account.in(region);
  // The ARN of a parameter does not tell whether a name of one part begins with a slash.
  const names = /^\/[^/]+$/.test(name) ? [name, name.slice(1)] : [name];
  const { Parameters = [] } = await clients.ssm.describeParameters({
    ParameterFilters: [{ Key: 'Name', Option: 'Equals', Values: names }],
  });
  if (Parameters.length > 0) return HOLDS;
  return fails({ code: 'no-parameter', name, region: region ?? (await clients.region()) });
}
