import type { OperationProblem } from './problem';
import type { SdkError } from './sdk-error';

const PROVIDER = /^(CredentialsProviderError|ProviderError|TokenProviderError)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired|SSOTokenExpired|UnauthorizedSSOTokenError)$/;
const SKEWED = /^(RequestTimeTooSkewed|RequestInTheFuture)$/;
const SIGNATURE = /^(InvalidSignature(Exception)?|SignatureDoesNotMatch|AuthFailure)$/;
const UNACCEPTED =
  /^(UnrecognizedClient(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|InvalidIdentityToken(Exception)?|IncompleteSignature(Exception)?|MissingAuthenticationToken(Exception)?|OptInRequired|SubscriptionRequiredException|NotSignedUp)$/;

/** What is wrong with the credentials, or with the clock that signs by them; nothing if the error is another. */
export function credentialsProblem(
  { name = '', message = '', code = '' }: SdkError,
  profile: string | undefined,
): OperationProblem | undefined {
  const facts = { detail: message || code || name, ...(profile !== undefined && { profile }) };
  if (PROVIDER.test(name) || /Resolved credential object is not valid|credential_process/.test(message)) {
    const isStale = /expired|aws (sso )?login|session token .*(not found|invalid)/i.test(message);
    return { code: isStale ? 'expired-credentials' : 'no-credentials', ...facts };
  }
  // A file of a web identity, named by the environment or by a profile.
  if (code === 'ENOENT' && /token/i.test(message)) return { code: 'no-credentials', ...facts };
  if (SKEWED.test(name) || (SIGNATURE.test(name) && isSkewed(message))) return { code: 'clock-skew', detail: message };
  if (EXPIRED.test(name)) return { code: 'expired-credentials', ...facts };
  return UNACCEPTED.test(name) || SIGNATURE.test(name) ? { code: 'invalid-credentials', ...facts } : undefined;
}

const isSkewed = (message: string): boolean =>
  /signature expired|signature not yet current|too skewed|is now (earlier|later) than/i.test(message);
