import {
  ANY_CHARACTER,
  generatedName,
  type Model,
  Reference,
  type Resource,
  type SecretReference,
  Text,
  textParts,
  Unknown,
  type Value,
} from '../../template';

/** What the execution role must be allowed to do to read a secret. */
export interface SecretAccess {
  readonly action: 'secretsmanager:GetSecretValue' | 'ssm:GetParameters';
  readonly arn: Value;
  /** The key that encrypts it, when it is not the one that AWS manages and the templates hold it. */
  readonly key?: Resource;
  /** The secret itself, when the templates hold it. */
  readonly resource?: Resource;
}

/** What reading a secret takes; undefined when its address is no good. */
export function secretAccess(secret: SecretReference, model: Model): SecretAccess | Unknown | undefined {
  const parts = textParts(secret.from) ?? [];
  const [first] = parts;
  if (first instanceof Reference) return accessTo(first, model);
  if (first instanceof Unknown) return first;
  if (typeof first !== 'string' || first === '') return undefined;
  if (!first.startsWith('arn:')) {
    // The login of a registry is in Secrets Manager, also where it is called by its name.
    return secret.use === 'registry'
      ? { action: 'secretsmanager:GetSecretValue', arn: secretNamed(parts) }
      : { action: 'ssm:GetParameters', arn: parameterNamed(parts) };
  }
  if (/^arn:[^:]*:ssm:/.test(written(parts))) {
    return { action: 'ssm:GetParameters', arn: coveredBy(secret.from, model) };
  }
  if (!/^arn:[^:]*:secretsmanager:/.test(written(parts))) return undefined;
  return { action: 'secretsmanager:GetSecretValue', arn: completeArn(parts) };
}

function accessTo(reference: Reference, model: Model): SecretAccess | Unknown | undefined {
  const resource = model.set.resourceOf(reference);
  switch (resource?.type) {
    case 'AWS::SSM::Parameter':
      if (reference.attribute === 'Value') return undefined;
      return { action: 'ssm:GetParameters', arn: parameterNamed([parameterName(resource, reference)]), resource };
    case 'AWS::SecretsManager::SecretTargetAttachment': {
      const secret = model.set.resourceOf(resource.properties['SecretId']);
      return secret ? accessToSecret(secret, model) : new Unknown({ code: 'attribute', name: resource.logicalId }, '');
    }
    case 'AWS::SecretsManager::Secret':
      return accessToSecret(resource, model);
    default:
      return new Unknown({ code: 'attribute', name: reference.logicalId }, reference.stack);
  }
}

function accessToSecret(resource: Resource, model: Model): SecretAccess {
  const key = model.set.resourceOf(resource.properties['KmsKeyId']);
  return {
    action: 'secretsmanager:GetSecretValue',
    arn: arnOfSecret(resource),
    key: key?.type === 'AWS::KMS::Key' ? key : undefined,
    resource,
  };
}

/** A secret's ARN: its name, given or made up, a hyphen and six characters. */
export function arnOfSecret(resource: Resource): Value {
  const { properties, stack, logicalId } = resource;
  const name = properties['Name'];
  return secretNamed([typeof name === 'string' ? name : generatedName(stack.stack, logicalId)]);
}

/**
 * What a statement of a policy covers, with secrets and parameters of the templates by their ARNs and names: the same
 * secret is named by itself, by its attachment to a database, or by a pattern.
 */
export function coveredBy(resource: Value, model: Model): Value {
  const parts = textParts(resource);
  if (!parts?.some((part) => part instanceof Reference)) return resource;
  return new Text(
    parts.flatMap((part) => {
      const named = part instanceof Reference ? model.set.resourceOf(part) : undefined;
      const secret =
        named?.type === 'AWS::SecretsManager::SecretTargetAttachment'
          ? model.set.resourceOf(named.properties['SecretId'])
          : named;
      if (secret?.type === 'AWS::SecretsManager::Secret') return textParts(arnOfSecret(secret)) ?? [];
      return named?.type === 'AWS::SSM::Parameter' ? [parameterName(named, part as Reference)] : [part];
    }),
  );
}

const own = (name: string) => new Unknown({ code: 'pseudo-parameter', name }, '');
const ENVIRONMENT = (service: string) => [
  'arn:',
  own('AWS::Partition'),
  `:${service}:`,
  own('AWS::Region'),
  ':',
  own('AWS::AccountId'),
];

type Parts = NonNullable<ReturnType<typeof textParts>>;

const secretNamed = (name: Parts): Value =>
  new Text([...ENVIRONMENT('secretsmanager'), ':secret:', ...name, `-${ANY_CHARACTER.repeat(6)}`]);

/** A parameter's ARN: the slash at the beginning of its name is not doubled. */
function parameterNamed(name: Parts): Value {
  const [first, ...rest] = name;
  const begin = typeof first === 'string' ? [`:parameter/${first.replace(/^\//, '')}`] : [':parameter/', first!];
  return new Text([...ENVIRONMENT('ssm'), ...begin, ...rest]);
}

const parameterName = ({ properties }: Resource, reference: Reference) => {
  const name = properties['Name'];
  return typeof name === 'string' ? name : new Reference(reference.stack, reference.logicalId);
};

/** An ARN as a policy would write it. */
export const arnText = (arn: Value): string =>
  (textParts(arn) ?? [])
    .map((part) => (typeof part === 'string' ? part : part instanceof Unknown && isOwn(part) ? '*' : '…'))
    .join('')
    .replaceAll(ANY_CHARACTER, '?');

const isOwn = ({ reason }: Unknown): boolean => reason.code === 'pseudo-parameter';

const written = (parts: Parts): string => parts.map((part) => (typeof part === 'string' ? part : '…')).join('');

/** The ARN without the fields after it; six characters that are not known where it lacks its own. */
function completeArn(parts: Parts): Value {
  let colons = 0;
  const kept: Parts[number][] = [];
  for (const part of parts) {
    if (typeof part !== 'string') {
      kept.push(part);
      continue;
    }
    const fields = part.split(':');
    const take = Math.min(fields.length, 7 - colons);
    kept.push(fields.slice(0, take).join(':'));
    if (take < fields.length) break;
    colons += fields.length - 1;
  }
  const last = kept[kept.length - 1];
  const complete = typeof last !== 'string' || /-[A-Za-z0-9]{6}$/.test(last);
  return new Text(complete ? kept : [...kept, `-${ANY_CHARACTER.repeat(6)}`]);
}
