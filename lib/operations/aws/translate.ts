import { OperationError } from './operation-error';
import type { OperationProblem } from './problem';

/** What errors of the SDK have in common, as far as it says. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $retryable?: { readonly throttling?: boolean };
}

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?|AuthorizationError)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired|SSOTokenExpired)$/;
const SKEWED = /^(RequestTimeTooSkewed|RequestInTheFuture)$/;
const SIGNATURE = /^(InvalidSignatureException|SignatureDoesNotMatch|AuthFailure)$/;
const UNACCEPTED =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|AuthFailure|IncompleteSignature(Exception)?|MissingAuthenticationToken(Exception)?|OptInRequired)$/;
const THROTTLED =
  /^(Throttl\w*|TooManyRequests(Exception)?|RequestLimitExceeded|RequestThrottled\w*|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete)$/;
const NO_ANSWER = /^(TimeoutError|NetworkingError|UnknownEndpoint)$/;
/** Node's codes of failed connections; the SDK may wrap the error in one of its own that keeps them in its message only. */
const NO_CONNECTION =
  /\b(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ERR_SSL_\w+|CERT_\w+|ERR_TLS_\w+|socket hang up)\b/;

/**
 * What the SDK throws as an {@link OperationError}. Aborts stay what they are: whoever aborts waits for them.
 * @param action What was called, as IAM names it.
 */
export function translated(error: unknown, action: string): unknown {
  if (error instanceof OperationError) return error;
  const { name = '' } = (error ?? {}) as SdkError;
  return name === 'AbortError' ? error : new OperationError(problemIn((error ?? {}) as SdkError, action), error);
}

function problemIn(error: SdkError, action: string): OperationProblem {
  const { name = '', message = '', code = '', $metadata: { httpStatusCode: status = 0, requestId } = {} } = error;
  const detail = oneLine(message || code || name);
  if (message === 'Region is missing') return { code: 'no-region' };
  if (/^(CredentialsProviderError|ProviderError|TokenProviderError)$/.test(name)) {
    return /expired/i.test(message) ? { code: 'expired-credentials', detail } : { code: 'no-credentials', detail };
  }
  if (EXPIRED.test(name)) return { code: 'expired-credentials', detail };
  const isSkewed = /signature expired|signature not yet current|too skewed|is now (earlier|later) than/i.test(message);
  if (SKEWED.test(name) || (SIGNATURE.test(name) && isSkewed)) return { code: 'clock-skew', detail };
  if (UNACCEPTED.test(name) || SIGNATURE.test(name)) return { code: 'invalid-credentials', detail };
  if (DENIED.test(name)) return denial(message, action);
  if (THROTTLED.test(name) || error.$retryable?.throttling || status === 429) return { code: 'throttled', action };
  if (NO_ANSWER.test(name) || NO_CONNECTION.test(`${code} ${message}`)) return { code: 'unreachable', action, detail };
  if (status >= 500) return { code: 'service-fault', action, detail, ...(requestId && { requestId }) };
  return { code: 'refused', action, error: name || 'Error', detail };
}

function denial(message: string, action: string): OperationProblem {
  const told = denialIn(message);
  return { code: 'access-denied', ...told, action: told.action ?? action, explicit: /explicit deny/.test(message) };
}

/** What a denial names: `User: P is not authorized to perform: A on resource: R because …` */
export function denialIn(message: string): {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
} {
  const [, principal] = /User: (\S+) is not authorized/.exec(message) ?? [];
  const [, action] = /to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  const [, resource] = /on resource: (\S+?)(?:[.,;]?(?:\s|$))/.exec(message) ?? [];
  return {
    ...(action && { action }),
    ...(resource && resource !== '*' && { resource }),
    ...(principal && { principal }),
  };
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();
