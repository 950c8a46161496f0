import { credentialsProblem } from './credentials-problem';
import { denial } from './denial';
import { OperationError } from './operation-error';
import type { OperationProblem } from './problem';
import type { SdkError } from './sdk-error';
import { nearRegions, unreachable } from './unreachable';

const DENIED = /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized(Exception)?|AuthorizationError)$/;
const THROTTLED =
  /^(Throttl\w*|EC2ThrottledException|TooManyRequests(Exception)?|RequestLimitExceeded|RequestThrottled\w*|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete)$/;
const FAULT = /^(InternalFailure|InternalError|ServerException|ServiceUnavailable(Exception)?|Unavailable)$/;

/**
 * What the SDK throws as an {@link OperationError}. Aborts stay what they are: whoever aborts waits for them.
 * @param action What was called, as IAM names it.
 * @param profile The profile whose credentials are used, where one is named.
 */
export function translated(error: unknown, action: string, profile?: string): unknown {
  if (error instanceof OperationError) return error;
  const known = (error ?? {}) as SdkError;
  if (known.name === 'AbortError') return error;
  // What JSON.parse says quotes the answer, which may be a secret's.
  const cause = known.name === 'SyntaxError' ? undefined : error;
  return new OperationError(problemIn({ ...known, ...worded(known) }, action, profile), cause);
}

/** The longest detail that is kept; what a proxy answers may be a whole page. */
const LONGEST = 2000;

/** What the SDK wraps around what was thrown, for those who work on it. */
const WRAPPING =
  /AWS SDK error wrapper for \w+: |@smithy\/node-http-handler - (?:\[ERROR\] )?|\s*Deserialization error: to see the raw response.*$/gs;

/** What the SDK says when it cannot read an answer: that of a gateway in between, or a part of one. */
const UNREADABLE = /is not valid JSON|XML parse error|^Unexpected end of/;

/** The name and the message in one line, also of what is no object; without what the SDK says to its programmers. */
function worded(error: SdkError): { readonly name: string; readonly message: string } {
  const { name = '', message = typeof error === 'string' ? error : '' } = error;
  const told = message.replace(/^AWS SDK error wrapper for (?:\w+: )?/, '').replace(WRAPPING, '');
  return {
    name,
    message: told
      .replace(/\s*\n\s*/g, ' ')
      .trim()
      .slice(0, LONGEST),
  };
}

function problemIn(error: SdkError, action: string, profile: string | undefined): OperationProblem {
  const { name = '', message = '', code = '', $metadata: { httpStatusCode: status = 0, requestId } = {} } = error;
  const detail = message || code || name;
  const given = settingProblem(error);
  if (given) return given;
  const credentials = credentialsProblem(error, profile);
  if (credentials) return credentials;
  if (DENIED.test(name) || /^User: \S+ is not authorized to perform: /.test(message)) return denial(message, action);
  if (THROTTLED.test(name) || error.$retryable?.throttling || status === 429) return { code: 'throttled', action };
  const silent = unreachable(error, action);
  if (silent) return silent;
  if (UNREADABLE.test(message)) {
    // Whether it was carried out nobody knows, whatever the status.
    const answer = 'what came back is no answer of AWS';
    return { code: 'service-fault', action, detail: status ? `HTTP ${status}; ${answer}` : answer };
  }
  if (status >= 500 || FAULT.test(name)) {
    return { code: 'service-fault', action, detail, ...(requestId && { requestId }) };
  }
  return { code: 'refused', action, error: name || 'Error', detail };
}

/** What is wrong with a region or an endpoint that the SDK was given, before it calls anybody. */
function settingProblem({ name, message = '', code }: SdkError): OperationProblem | undefined {
  if (/^(Region is missing|Invalid region in client config)$/.test(message) || /Missing Region/.test(message)) {
    return { code: 'no-region' };
  }
  const [, region] = /^Region not accepted: region="(.*)" is not/.exec(message) ?? [];
  if (region !== undefined) return { code: 'bad-region', region, near: nearRegions(region) };
  return code === 'ERR_INVALID_URL' || name === 'EndpointError' || /is not a valid hostname/.test(message)
    ? { code: 'bad-endpoint', detail: message }
    : undefined;
}
