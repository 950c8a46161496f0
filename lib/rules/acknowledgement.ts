import { isObject, type Json, type Model } from '../template';
import type { Finding } from './finding';

/** That findings of a rule are accepted, and why. */
export interface Acknowledgement {
  readonly rule: string;
  /**
   * The resource: its construct's path or one above it, its logical id, or `stack/logicalId`.
   * @default - every resource
   */
  readonly resource?: string;
  readonly reason: string;
}

/** Whether an acknowledgement is about a finding. */
export function covers({ rule, resource }: Acknowledgement, { id, stack, logicalId, constructPath }: Finding): boolean {
  if (rule !== id) return false;
  if (resource === undefined || resource === logicalId || resource === `${stack}/${logicalId}`) return true;
  return constructPath !== undefined && isWithin(constructPath, resource);
}

/**
 * Marks a finding that somebody accepts, with the reason. It can be said in three places: in a hand-written template,
 * by `Metadata: { stowage: { acknowledge: { <rule>: <reason> } } }` on the resource; in a CDK app, by the CDK's own
 * `Validations.of(x).acknowledge()`; and in a list that is given. Without a reason nothing is accepted.
 */
export function acknowledge(finding: Finding, model: Model, given: readonly Acknowledgement[]): Finding {
  const reason =
    reasonInTemplate(finding, model) ??
    reasonInApp(finding, model) ??
    given.find((one) => covers(one, finding))?.reason;
  return reason?.trim() ? { ...finding, acknowledged: reason.trim() } : finding;
}

/** Whether it is the CDK app that accepts a finding. */
export const isAcknowledgedInApp = (finding: Finding, model: Model): boolean =>
  reasonInApp(finding, model) !== undefined;

function reasonInTemplate({ id, stack, logicalId }: Finding, model: Model): string | undefined {
  const metadata = model.set.stack(stack)?.resources.get(logicalId)?.metadata;
  const reason = metadata && at(at(at(metadata, 'stowage'), 'acknowledge'), id);
  return typeof reason === 'string' ? reason : undefined;
}

function reasonInApp({ id, stack, constructPath }: Finding, model: Model): string | undefined {
  const accepted = model.set.stack(stack)?.source.acknowledged ?? [];
  return accepted.find(({ rule, path }) => rule === `stowage::${id}` && isWithin(constructPath ?? stack, path))?.reason;
}

const isWithin = (path: string, scope: string): boolean => path === scope || path.startsWith(`${scope}/`);

const at = (value: Json | undefined, key: string): Json | undefined =>
  value !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
