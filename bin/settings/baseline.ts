import { isAbsolute, join } from 'node:path';
import { planOf } from '../../lib/plan';
import { type PlanJson, planJson } from '../../lib/report';
import { CATALOG } from '../../lib/rules';
import {
  DEFAULT_MODEL_ASSUMPTIONS,
  DISK,
  isObject,
  type Json,
  Model,
  parseText,
  readTemplates,
  textOfFile,
} from '../../lib/template';
import { UsageError } from '../usage-error';
import { type DeploymentFlags, settingsOf } from './settings';

/**
 * An earlier plan: what `stowage plan --format json` printed, or what it would print of templates with the same
 * settings. @throws UsageError, TemplateError
 */
export function baselineOf(
  name: string,
  paths: readonly string[],
  flags: DeploymentFlags,
  cwd: string,
): Pick<PlanJson, 'clusters'> {
  const path = isAbsolute(name) ? name : join(cwd, name);
  if (DISK.kind(path) === 'file') {
    const document = parseText(name, textOfFile(name, DISK.read(path)));
    if (isObject(document) && document['Resources'] === undefined) return earlierPlan(document, name);
  }
  const { assumptions, region, parameters } = settingsOf(paths, flags, CATALOG, cwd);
  const set = readTemplates([name], { region, parameters, allowUnknownParameters: true });
  const model = new Model(set, { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
  return planJson({ model, plan: planOf(model), rules: [], findings: [], severity: 'info', idle: [] });
}

const FIX = 'give what stowage plan --format json printed, or a template';

function earlierPlan(document: { readonly [key: string]: Json }, name: string): Pick<PlanJson, 'clusters'> {
  const { version, clusters } = document;
  if (version !== 1) throw new UsageError(`--baseline ${name}: no plan of version 1; ${FIX}`);
  if (!Array.isArray(clusters) || !clusters.every(isCluster)) {
    throw new UsageError(`--baseline ${name}: it holds no clusters, as the output of stowage check does not; ${FIX}`);
  }
  // What is compared was looked at; the rest of the contract is not read.
  return { clusters: clusters as unknown as PlanJson['clusters'] };
}

/** Whether everything is there that is compared. */
function isCluster(cluster: Json): boolean {
  if (!isObject(cluster) || typeof cluster['name'] !== 'string') return false;
  const isPart = (part: Json) =>
    isObject(part) && typeof part['logicalId'] === 'string' && typeof part['id'] === 'string';
  const hasCost = (part: Json | undefined) =>
    part !== undefined &&
    isObject(part) &&
    part['cost'] !== undefined &&
    isObject(part['cost']) &&
    isObject(part['cost']['unpriced'] ?? null);
  const { capacities, services, minimum, desired, peak } = cluster;
  return (
    [capacities, services].every((parts) => Array.isArray(parts) && parts.every(isPart)) &&
    (services as Json[]).every((service) => isObject(service) && isObject(service['demand'] ?? null)) &&
    [minimum, desired, peak].every(hasCost) &&
    [desired, peak].every(
      (stowed) => isObject(stowed!) && Array.isArray(stowed['waiting']) && stowed['waiting'].every(isObject),
    )
  );
}
