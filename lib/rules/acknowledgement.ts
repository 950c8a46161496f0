import type { Model } from '../template';
import { isObject, type Json } from '../template';
import type { Finding } from './finding';

/**
 * Marks a finding that a hand-written template accepts: `Metadata: { stowage: { acknowledge: { <rule>: <reason> } } }`
 * on the resource. A reason is required; without one nothing is accepted. In CDK apps the CDK's own
 * `Validations.of(x).acknowledge()` does this.
 */
export function acknowledge(finding: Finding, model: Model): Finding {
  const metadata = model.set.stack(finding.stack)?.resources.get(finding.logicalId)?.metadata;
  const reason = metadata && at(at(at(metadata, 'stowage'), 'acknowledge'), finding.id);
  return typeof reason === 'string' && reason.trim() !== '' ? { ...finding, acknowledged: reason.trim() } : finding;
}

const at = (value: Json | undefined, key: string): Json | undefined =>
  value !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
