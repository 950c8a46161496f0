import { type Model, Reference, type SecretReference, textParts, Unknown, type Value } from '../../template';

/** What is wrong with the address of a secret. */
export type AddressProblem =
  | { readonly problem: 'empty' | 'resolved' | 'parameter-value' }
  | {
      readonly problem: 'fields' | 'wildcard' | 'double-slash' | 'malformed' | 'service' | 'secret-name';
      readonly address: string;
    };

/** Stands for a part that is not known as text. */
const OPEN = '…';

/**
 * Judges where a secret is said to be. On EC2 the agent takes a parameter's name or ARN, or a secret's ARN that is
 * followed by nothing or by a JSON key, a version stage and a version id, each of which may be empty.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function addressProblem({ from, use }: SecretReference, model: Model): AddressProblem | Unknown | undefined {
  const parts = textParts(from);
  if (!parts) return new Unknown({ code: 'malformed', name: 'ValueFrom' }, '');
  const [first] = parts;
  const address = parts.map((part) => (typeof part === 'string' ? part : OPEN)).join('');
  if (address === '') return { problem: 'empty' };
  if (first instanceof Unknown) return first.reason.code === 'secret' ? { problem: 'resolved' } : first;
  if (first instanceof Reference) return referenceProblem(first, address, parts, model);
  if (typeof first !== 'string') return new Unknown({ code: 'malformed', name: 'ValueFrom' }, '');
  if (address.startsWith('arn:')) return arnProblem(address, parts);
  // The login of a registry may be named by the secret's name.
  if (use === 'registry') return undefined;
  return isNameOfSecret(address, model) ? { problem: 'secret-name', address } : undefined;
}

function referenceProblem(reference: Reference, address: string, parts: readonly Value[], model: Model) {
  const resource = model.set.resourceOf(reference);
  const named = `${reference.logicalId}${reference.attribute ? `.${reference.attribute}` : ''}`;
  const written = address.replace(OPEN, named);
  switch (resource?.type) {
    case 'AWS::SSM::Parameter':
      return reference.attribute === 'Value' ? parameterValueProblem(resource.properties['Value']) : undefined;
    case 'AWS::SecretsManager::Secret':
    case 'AWS::SecretsManager::SecretTargetAttachment':
      return fieldsProblem(address.slice(OPEN.length), written, parts);
    default:
      return new Unknown({ code: 'attribute', name: named }, reference.stack);
  }
}

/** What a parameter holds may itself be the ARN of a secret; anything else is no address. */
function parameterValueProblem(value: Value | undefined) {
  if (value instanceof Unknown) return value;
  const isAddress = typeof value !== 'string' || value.startsWith('arn:') || value.startsWith('/');
  return isAddress ? undefined : ({ problem: 'parameter-value' } as const);
}

function arnProblem(address: string, parts: readonly Value[]): AddressProblem | Unknown | undefined {
  const [, , service, , , kind = '', ...rest] = address.split(':');
  const open = parts.find((part) => part instanceof Unknown) as Unknown | undefined;
  if (service?.includes(OPEN)) return open ?? new Unknown({ code: 'malformed', name: 'ValueFrom' }, '');
  if (service === 'ssm') {
    if (kind.startsWith('parameter//')) return { problem: 'double-slash', address };
    if (kind.startsWith('parameter/') || kind.includes(OPEN)) return undefined;
    return { problem: 'malformed', address };
  }
  if (service !== 'secretsmanager') return { problem: 'service', address };
  const [name = '', ...fields] = rest;
  if (kind.includes(OPEN)) return open;
  if (kind !== 'secret' || name === '') return { problem: 'malformed', address };
  if (/[?*]/.test(name)) return { problem: 'wildcard', address };
  const problem = fieldsProblem(fields.map((field) => `:${field}`).join(''), address, parts);
  if (problem) return problem;
  return name.endsWith(OPEN) || /-[A-Za-z0-9]{6}$/.test(name) ? undefined : partialArn(address);
}

/** After the ARN come none or three fields; an open part may hold more of them. */
function fieldsProblem(fields: string, address: string, parts: readonly Value[]) {
  const colons = fields.split(':').length - 1;
  if (colons === 0 || colons === 3) return undefined;
  const open = parts.find((part) => part instanceof Unknown && !isPseudo(part));
  return open instanceof Unknown ? open : ({ problem: 'fields', address } as const);
}

const isPseudo = ({ reason }: Unknown) => reason.code === 'pseudo-parameter';

/** Secrets Manager finds many secrets by a part of their ARN, but not those whose names end in a hyphen and six characters. */
const partialArn = (address: string) =>
  new Unknown(
    {
      code: 'assumption',
      name: `${address} lacks the six characters that Secrets Manager adds to the ARN of a secret, and whether it finds the secret without them hangs on its name`,
    },
    '',
  );

/** A plain name is taken for a parameter's. It is surely none if only a secret has it, or if it has fields. */
function isNameOfSecret(name: string, model: Model): boolean {
  if (name.split(':').length > 2) return true;
  const named = (type: string) => model.set.resources(type).some(({ properties }) => properties['Name'] === name);
  return named('AWS::SecretsManager::Secret') && !named('AWS::SSM::Parameter');
}
