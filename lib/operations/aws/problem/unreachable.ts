import { coveredRegions, nearNames } from '../../../placement';
import type { OperationProblem } from './problem';
import type { SdkError } from './sdk-error';

const UNKNOWN_NAME = /\b(ENOTFOUND|EAI_AGAIN)\b/;
const UNTRUSTED =
  /\b(SELF_SIGNED_CERT\w*|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+|ERR_TLS_\w+)\b|self[- ]signed certificate|unable to (get|verify)[\w ]* certificate|certificate has expired/;
const NO_ANSWER = /^(TimeoutError|NetworkingError|UnknownEndpoint|RequestTimeout(Exception)?)$/;
/** Node's codes of failed connections; the SDK may wrap the error in one of its own that keeps them in its message only. */
const NO_CONNECTION =
  /\b(ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|EPIPE|EPROTO|EHOSTUNREACH|ENETUNREACH|ERR_SSL_\w+|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|socket hang up)\b/;

/** What Node says of a connection that is lost in the middle of an answer. */
const CUT_SHORT = /^(aborted|terminated|premature close)$/i;

/** Why there was no answer of AWS; nothing if there was one. */
export function unreachable(error: SdkError, action: string): OperationProblem | undefined {
  const { name = '', message = '', code = '', $metadata: { httpStatusCode: status = 0 } = {} } = error;
  const text = `${code} ${message}`;
  const problem = { code: 'unreachable', action, detail: message || code || name } as const;
  if (UNKNOWN_NAME.test(text)) {
    const [, region] = /\.([a-z0-9-]+)\.(?:amazonaws\.com|api\.aws)\b/.exec(message) ?? [];
    return { ...problem, why: 'name', ...(region && { region: { name: region, near: nearRegions(region) } }) };
  }
  if (UNTRUSTED.test(text)) return { ...problem, why: 'certificate' };
  if (CUT_SHORT.test(message)) {
    return { ...problem, why: 'connection', detail: 'the connection was lost in the middle of the answer' };
  }
  if (NO_ANSWER.test(name) || NO_CONNECTION.test(text)) return { ...problem, why: 'connection' };
  // An answer of AWS names its error; a page of a proxy does not, nor does one that is sent in the place of an answer.
  const isNameless = /^(SyntaxError|Unknown|UnknownError|)$/.test(name);
  if (!isNameless || status === 0 || status >= 500) return undefined;
  // What is wrong with its syntax would quote it, be it the value of a secret.
  return { ...problem, why: 'foreign', detail: `HTTP ${status}${name === 'SyntaxError' ? ', no JSON' : ''}` };
}

/** Regions that are written like one that is none. */
export const nearRegions = (name: string): readonly string[] =>
  coveredRegions().includes(name) ? [] : nearNames(name, coveredRegions());
