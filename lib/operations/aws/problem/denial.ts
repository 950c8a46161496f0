import type { OperationProblem } from './problem';

/** The refusal of a call for want of permission, or by a policy. */
export function denial(message: string, action: string): Extract<OperationProblem, { code: 'access-denied' }> {
  const told = denialIn(message);
  const [, policy] = /(?:because no|explicit deny in an?) ([\w -]+? (?:policy|boundary))\b/i.exec(message) ?? [];
  const [, encoded] = /Encoded authorization failure message: (\S+)/.exec(message) ?? [];
  return {
    code: 'access-denied',
    ...told,
    // What Secrets Manager says of a secret whose key the caller may not use; it names neither.
    action: told.action ?? (/^Access to KMS is not allowed/.test(message) ? 'kms:Decrypt' : action),
    explicit: /explicit deny/i.test(message),
    ...(policy && { policy }),
    ...(encoded && { encoded }),
  };
}

/**
 * What a denial names: `User: P is not authorized to perform: A on resource: R because …`. Services without resources
 * leave `R` out or write `*`; EC2 puts a sentence before it; messages of other services hold one of this form.
 */
export function denialIn(message: string): {
  readonly principal?: string;
  readonly action?: string;
  readonly resource?: string;
} {
  const [, principal] = /User: (\S+) is not authorized/.exec(message) ?? [];
  const [, action] = /to perform:? ([\w-]+:\w+)/.exec(message) ?? [];
  const [, resource] = /on resource: (\S+?)(?:[.,;]?(?:\s|$))/.exec(message) ?? [];
  return {
    ...(action && { action }),
    ...(resource && resource !== '*' && { resource }),
    ...(principal && { principal }),
  };
}
