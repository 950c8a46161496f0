import type { Model } from '../../template';
import type { Clients } from '../aws/clients';
import { inParallel } from '../aws/in-parallel';
import type { OperationProblem } from '../aws/problem/problem';
import { type Clock, systemClock } from '../clock';
import { askingAgain } from '../patience/asking-again';
import { Account } from './account';
import { type PreflightCheck, resultOf } from './check';
import { downloaded } from './images/download';
import { images } from './images/images';
import { instanceOfferings } from './instances/instance-offerings';
import { serviceLinkedRoles } from './instances/service-linked-roles';
import { trunking } from './instances/trunking';
import { names } from './names/names';
import { egress } from './network/egress';
import { subnets } from './network/subnets';
import { targetGroups } from './network/target-groups';
import type { PreflightCheckId, PreflightResult } from './outcome';
import { ownStacks } from './own-stacks';
import { serviceQuotas } from './quotas/service-quotas';
import { vcpuQuotas } from './quotas/vcpu-quotas';
import { secrets } from './secrets/secrets';
import { otherServices } from './services/other-services';
import { runningServices } from './services/running-services';

/** Every check, in the order of the report. */
export const PREFLIGHT_CHECKS: readonly PreflightCheck[] = [
  images,
  secrets,
  instanceOfferings,
  vcpuQuotas,
  serviceQuotas,
  serviceLinkedRoles,
  trunking,
  subnets,
  egress,
  targetGroups,
  names,
  otherServices,
  runningServices,
];

/** What the account says of a template. */
export interface PreflightReport {
  /** Where was looked: the regions of the stacks. */
  readonly regions: readonly string[];
  readonly checks: readonly { readonly id: PreflightCheckId; readonly title: string }[];
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
  /**
   * Whether to read the values of secrets, for the keys of their JSON that containers ask for. Only the names of keys
   * are compared; no value is kept, written or logged.
   * @default false, so that keys are not looked at
   */
  readonly readSecrets?: boolean;
  /** Reads what a presigned address of Amazon ECR holds. @default - by HTTPS */
  readonly download?: (url: string) => Promise<string>;
  /** Told at first and after each answer: how many there are, of how many. */
  readonly onProgress?: (done: number, all: number) => void;
  /** Called with what is asked for again, once for each kind. @param at milliseconds since 1970 */
  readonly onTrouble?: (problem: OperationProblem, at: number) => void;
  readonly clock?: Clock;
}

/** Milliseconds for which calls are made again that only passing trouble keeps from an answer. */
const PATIENCE = 30_000;

/** Questions that are asked at a time. */
const AT_ONCE = 6;

/**
 * Looks up in the account what a template needs there before it is deployed: images, secrets, room. Nothing is changed.
 * @throws OperationError when the account cannot be talked to; what may not be looked at is an outcome instead
 */
export async function preflight(
  clients: Clients,
  whole: Model,
  options: PreflightOptions = {},
): Promise<PreflightReport> {
  const { clock = systemClock, onProgress, onTrouble, download = downloaded, stackName, readSecrets } = options;
  const repeat = askingAgain({ clock, patience: PATIENCE, onTrouble });
  const { model, others } = await ownStacks(clients.repeatedBy(repeat), whole);
  const account = new Account(clients, model.set, { download, stackName, readSecrets, repeat });
  const region = await clients.region();
  const asked = PREFLIGHT_CHECKS.flatMap((check) =>
    check.questions(model, account).map((question) => ({ check: check.id, question })),
  );
  let done = 0;
  onProgress?.(done, asked.length);
  const results = await inParallel(asked, AT_ONCE, async ({ check, question }) => {
    const result = await resultOf(check, question);
    onProgress?.(++done, asked.length);
    return result;
  });
  return {
    regions: [...new Set(model.set.stacks.map(({ source }) => source.region ?? region))].sort(),
    checks: [
      { id: 'accounts', title: 'The stacks are for the account of the credentials' },
      ...PREFLIGHT_CHECKS.map(({ id, title }) => ({ id, title })),
    ],
    results: [...others, ...results],
  };
}
