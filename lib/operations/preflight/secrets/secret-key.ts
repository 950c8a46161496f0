import type { Clients } from '../../aws/clients';
import type { Account } from '../account';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';

/** A key of the JSON that a secret holds. */
export interface SecretKey {
  /** The secret's ARN, or its name. */
  readonly arn: string;
  readonly name: string;
  readonly key: string;
  readonly stage?: string;
  readonly version?: string;
}

/**
 * Whether a secret has a key. Its value is read only if the settings allow that; nothing of it but the answer to this
 * question leaves this file, neither in outcomes nor in errors.
 */
export async function keyOutcome(
  { arn, name, key, stage, version }: SecretKey,
  clients: Clients,
  { settings: { readSecrets } }: Account,
): Promise<PreflightOutcome> {
  if (!readSecrets) return unknown({ code: 'key-not-looked-at', name, key });
  const { SecretString } = await clients.secrets.getSecretValue({
    SecretId: arn,
    ...(stage && { VersionStage: stage }),
    ...(version && { VersionId: version }),
  });
  const hasKey = SecretString !== undefined && isKeyOf(SecretString, key);
  if (hasKey === undefined || SecretString === undefined) return fails({ code: 'secret-without-keys', name, key });
  return hasKey ? HOLDS : fails({ code: 'no-secret-key', name, key });
}

/** Undefined when the text is no JSON object. */
function isKeyOf(text: string, key: string): boolean | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.hasOwn(value, key) : undefined;
  } catch {
    // What JSON.parse says quotes the text.
    return undefined;
  }
}
