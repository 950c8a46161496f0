import { isUnknown, Reference, Text, textParts, type Value } from '../../template';

/** Names that mean a secret, unless they end in one that means where the secret is. */
const SECRET_NAME =
  /(^|_)(PASS(WORD|WD|PHRASE)?|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SECRET_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|CREDENTIALS?)(_|$)/;
const WHERE_NAME =
  /_(FILE|PATH|DIR|ARN|NAME|ID|URL|URI|ENDPOINT|HOST|PARAMETER|REGION|VERSION|TTL|EXPIRY|EXPIRATION|TIMEOUT|LIFETIME|LENGTH|ENABLED|TYPE|HEADER|ISSUER|AUDIENCE|ALGORITHM|COUNT|LIMIT|POLICY|PREFIX|STORE|PROVIDER|MODE)$/;

/** Values that are secrets whatever their name: keys of AWS and others, private keys, and addresses with a password. */
const SECRET_VALUES: readonly RegExp[] = [
  /\bAKIA[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\bgh[pousr]_[A-Za-z0-9]{36}/,
  /\bxox[abpr]-[A-Za-z0-9-]{10,}/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/,
];

/** Why the value of an environment variable is a secret in plain sight; undefined when nothing says so. */
export type PlainSecret = 'name' | 'value' | 'resolved';

/** Judges one environment variable. Its value is never repeated. */
export function plainSecret(name: string, value: Value | undefined): PlainSecret | undefined {
  const parts = textParts(value ?? '') ?? [];
  if (parts.some((part) => isUnknown(part) && part.reason.code === 'secret')) return 'resolved';
  const text = typeof value === 'string' ? value : value instanceof Text ? withoutOpenParts(parts) : undefined;
  if (text !== undefined && SECRET_VALUES.some((pattern) => pattern.test(text))) return 'value';
  return meansSecret(name) && isWritten(value) ? 'name' : undefined;
}

const withoutOpenParts = (parts: readonly unknown[]) =>
  parts.map((part) => (typeof part === 'string' ? part : 'x')).join('');

function meansSecret(name: string): boolean {
  const upper = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return SECRET_NAME.test(upper) && !WHERE_NAME.test(upper);
}

/** Whether a value is written in the task definition: not empty, no switch or figure, and no address of a secret. */
function isWritten(value: Value | undefined): boolean {
  if (value instanceof Reference || value instanceof Text) return false;
  // A parameter ends up in the task definition whatever its value, also with NoEcho.
  if (isUnknown(value)) return value.reason.code === 'parameter';
  if (typeof value !== 'string' || value.trim() === '') return false;
  return !/^(true|false|yes|no|none|null|\d+|arn:.*|\/.*|https?:\/\/.*|\$\{.*\})$/i.test(value.trim());
}
