import type { Model } from '../../template';
import type { Clients } from '../aws/clients';
import { Account } from './account';
import { type PreflightCheck, resultsOf } from './check';
import { accounts } from './checks/accounts';
import { images } from './checks/images';
import { instanceOfferings } from './checks/instance-offerings';
import { names } from './checks/names';
import { otherServices } from './checks/other-services';
import { secrets } from './checks/secrets';
import { serviceLinkedRoles } from './checks/service-linked-roles';
import { trunking } from './checks/trunking';
import { vcpuQuotas } from './checks/vcpu-quotas';
import type { PreflightResult } from './outcome';

/** Every check, in the order of the report. */
export const PREFLIGHT_CHECKS: readonly PreflightCheck[] = [
  accounts,
  images,
  secrets,
  instanceOfferings,
  vcpuQuotas,
  serviceLinkedRoles,
  trunking,
  names,
  otherServices,
];

/** What the account says of a template. */
export interface PreflightReport {
  /** Where was looked: the regions of the stacks. */
  readonly regions: readonly string[];
  readonly checks: readonly { readonly id: PreflightCheck['id']; readonly title: string }[];
  /** In the order of the checks. */
  readonly results: readonly PreflightResult[];
}

/** How to look. */
export interface PreflightOptions {
  /**
   * The name of the stack, for templates that do not tell it.
   * @default - not known, so that what of it is deployed already is not known either
   */
  readonly stackName?: string;
  /** Reads what a presigned address of Amazon ECR holds. @default - by HTTPS */
  readonly download?: (url: string) => Promise<string>;
}

/**
 * Looks up in the account what a template needs there before it is deployed: images, secrets, room. Nothing is changed.
 * @throws OperationError when the account cannot be talked to; what may not be looked at is an outcome instead
 */
export async function preflight(
  clients: Clients,
  model: Model,
  { download, stackName }: PreflightOptions = {},
): Promise<PreflightReport> {
  const account = new Account(clients, model.set, download, stackName);
  const region = await clients.region();
  const results: PreflightResult[] = [];
  for (const check of PREFLIGHT_CHECKS) results.push(...(await resultsOf(check, model, account)));
  return {
    regions: [...new Set(model.set.stacks.map(({ source }) => source.region ?? region))].sort(),
    checks: PREFLIGHT_CHECKS.map(({ id, title }) => ({ id, title })),
    results,
  };
}
