import type { PullFailure } from './stop-reason';

/** Whether a message tells that there was no answer, or no way. */
export const isUnanswered = (text: string): boolean =>
  /i\/o timeout|dial tcp|no such host|connection refused|TLS handshake|RequestCanceled|context (canceled|deadline exceeded)|deadline exceeded|send request failed|request canceled|MissingEndpoint/i.test(
    text,
  );

/** The words by which a registry, Docker or containerd tells why it gives no image; the first that fits counts. */
const FAILURES: readonly (readonly [RegExp, PullFailure])[] = [
  [/toomanyrequests|too many requests|rate limit/i, 'rate-limited'],
  [
    /no matching manifest|does not match the (specified|detected|host) platform|descriptor matching platform|no match for platform/i,
    'wrong-platform',
  ],
  // Docker Hub says that an image does not exist, or is private: it does not tell which.
  [
    /manifest unknown|ImageNotFound|RepositoryNotFound|NAME_UNKNOWN|(: | )not found(?! in \$PATH)|does not exist|API error \(404\)/i,
    'not-found',
  ],
  [
    /AccessDenied|\bdenied\b|no basic auth|unauthorized|403 Forbidden|401 Unauthorized|authorization token has expired/i,
    'refused',
  ],
];

/** Why an image could not be pulled, as far as the message tells. */
export function pullFailure(text: string): PullFailure {
  if (isUnanswered(text)) return 'no-network';
  return FAILURES.find(([words]) => words.test(text))?.[1] ?? 'other';
}
