import { Arn, ArnFormat, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { MisuseError } from '../../errors';

/** Which part and which version of a secret becomes the variable. */
export interface SecretPart {
  /** The key of a secret that is a JSON object. @default - the whole secret */
  readonly field?: string;
  /** Which version, by its stage. @default - AWSCURRENT when the task starts; later rotations do not reach the task */
  readonly versionStage?: string;
  /** Which version, by its id. @default - the one of the stage */
  readonly versionId?: string;
}

/** The key that a secret or parameter is encrypted with, if it is one of your own. */
export interface Encryption {
  /** The execution role may then decrypt with it. @default - the key of the account, which needs no grant */
  readonly encryptionKey?: kms.IKey;
}

interface Grant {
  readonly action: string;
  readonly resourceArn: string;
  /** The service on whose behalf the key may be used, and the key. */
  readonly key?: { readonly service: string; readonly region: string; readonly key: kms.IKey };
}

/**
 * A secret that the execution role may read by a policy of its own. The L2's grant of an encrypted secret also writes
 * the role into the key's policy, so that two stacks need each other when the secret lives in another one.
 */
class IdentityGrantedSecret extends ecs.Secret {
  constructor(
    readonly arn: string,
    readonly hasField: boolean,
    private readonly grant: Grant,
  ) {
    super();
  }

  override grantRead(grantee: iam.IGrantable): iam.Grant {
    const { action, resourceArn, key } = this.grant;
    const read = iam.Grant.addToPrincipal({ grantee, actions: [action], resourceArns: [resourceArn] });
    if (!key) return read;
    const viaService = { StringEquals: { 'kms:ViaService': `${key.service}.${key.region}.amazonaws.com` } };
    const decrypt = { grantee, actions: ['kms:Decrypt'], resourceArns: [keyArnOf(key.key)], conditions: viaService };
    return read.combine(iam.Grant.addToPrincipal(decrypt));
  }
}

/** A policy grants the use of a key, never of its alias. */
const keyArnOf = (key: kms.IKey): string => (key instanceof kms.Alias ? key.aliasTargetKey.keyArn : key.keyArn);

/**
 * The value of a secret in AWS Secrets Manager, or a part of it, for a container's `secrets`.
 *
 * The execution role gets exactly what reading it takes. A key with a policy that does not let the account's own
 * policies grant its use must name the role itself.
 *
 * @param secret the secret, or its complete ARN
 * @throws MisuseError `SecretArnPartial` for a secret known only by its name or by an ARN without its last six
 * characters
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
 */
export function secretValue(
  secret: secretsmanager.ISecret | string,
  options: SecretPart & Encryption = {},
): ecs.Secret {
  const arn = typeof secret === 'string' ? secret : secret.secretFullArn;
  if (arn === undefined || !(Token.isUnresolved(arn) || COMPLETE_ARN.test(arn)) || isPartialArn(arn)) {
    const found = arn ?? (secret as secretsmanager.ISecret).secretArn;
    const why = 'ECS finds a secret only by its complete ARN, which ends with a hyphen and six characters';
    const fix = "use the ARN that 'aws secretsmanager describe-secret' shows";
    throw new MisuseError('SecretArnPartial', `${why}; got '${found}', ${fix}`);
  }
  const { field = '', versionStage = '', versionId = '' } = options;
  const part = field || versionStage || versionId ? `:${field}:${versionStage}:${versionId}` : '';
  const key = options.encryptionKey ?? (typeof secret === 'string' ? undefined : secret.encryptionKey);
  const region =
    typeof secret === 'string' ? Arn.split(secret, ArnFormat.COLON_RESOURCE_NAME).region! : secret.env.region;
  return new IdentityGrantedSecret(`${arn}${part}`, field !== '', {
    action: 'secretsmanager:GetSecretValue',
    resourceArn: arn,
    key: key && { service: 'secretsmanager', region, key },
  });
}

/**
 * The value of a parameter in AWS Systems Manager Parameter Store, for a container's `secrets`.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-ssm-paramstore.html
 */
export function parameterValue(parameter: ssm.IParameter, options: Encryption = {}): ecs.Secret {
  const key = options.encryptionKey ?? (parameter as ssm.StringParameter).encryptionKey;
  return new IdentityGrantedSecret(parameter.parameterArn, false, {
    action: 'ssm:GetParameters',
    resourceArn: parameter.parameterArn,
    key: key && { service: 'ssm', region: parameter.env.region, key },
  });
}

const COMPLETE_ARN = /^arn:[^:]+:secretsmanager:[^:]+:[^:]+:secret:[^:]+-[A-Za-z0-9]{6}$/;

/** Whether an ARN of a secret visibly lacks the six characters that Secrets Manager appends; tokens are left alone. */
export function isPartialArn(arn: string): boolean {
  const name = /:secretsmanager:.*:secret:([^:]+)/.exec(arn)?.[1];
  return name !== undefined && !Token.isUnresolved(name) && !/-[A-Za-z0-9]{6}$/.test(name);
}
