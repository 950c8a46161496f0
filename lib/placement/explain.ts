import { FILTERS } from './filters';
import type { Instance } from './instance';
import type { InstanceRejection, Rejection, RejectionCode } from './rejection';

/** One instance of those that refuse a task. */
export interface RefusingInstance {
  readonly instanceId: string;
  /** Its name at EC2, where it is known. */
  readonly ec2InstanceId?: string;
  readonly instanceType: string;
  readonly zone: string;
}

/** One reason and the instances it holds for. */
export interface ReasonFact {
  readonly code: RejectionCode;
  /** Instances that refuse for this reason. */
  readonly instances: number;
  /** Those of them that refuse for no other. */
  readonly soleReason: number;
  /** Whether an empty instance like one of them would pass this check. */
  readonly moreInstancesHelp: boolean;
  /** Of them, the one that is nearest to taking the task by this check, with its rejection. */
  readonly closest: RefusingInstance & {
    readonly rejection: Rejection;
    /** How much is missing, in the resource's own unit; only for resources. */
    readonly shortfall?: number;
  };
}

/** Why a task cannot be placed: counted, ranked and with what would help. Data; sentences are made elsewhere. */
export interface Explanation {
  /** Instances that refuse. None: there are no instances at all. */
  readonly instances: number;
  /** The reason of most instances first; equals in the order of the checks. */
  readonly reasons: readonly ReasonFact[];
  /**
   * The instance that ECS would probably call the closest match: the fewest failed checks, then the least shortfall
   * in proportion to the need, then the first id. AWS does not document its choice.
   */
  readonly closest?: RefusingInstance & { readonly rejections: readonly Rejection[] };
  /** Whether another, empty instance just like one of these would take the task. */
  readonly moreInstancesHelp: boolean;
}

/** Turns the rejections of instances into ranked and counted facts. Rejections of unknown instances are left out. */
export function explain(
  rejections: readonly InstanceRejection[],
  instances: readonly Pick<Instance, 'id' | 'ec2InstanceId' | 'instanceType' | 'zone'>[],
): Explanation {
  const byId = new Map(instances.map((instance) => [instance.id, instance]));
  const refusals = rejections
    .flatMap(({ instanceId, rejections: reasons }): Refusal[] => {
      const instance = byId.get(instanceId);
      if (!instance || reasons.length === 0) return [];
      const { ec2InstanceId, instanceType, zone } = instance;
      return [{ instanceId, ...(ec2InstanceId && { ec2InstanceId }), instanceType, zone, rejections: reasons }];
    })
    .sort(closestFirst);
  const [closest] = refusals;
  const codes = new Set(refusals.flatMap((refusal) => refusal.rejections.map(({ code }) => code)));
  const reasons = FILTERS.flatMap(({ code }) => (codes.has(code) ? (factOf(code, refusals) ?? []) : []));
  return {
    instances: refusals.length,
    reasons: reasons.sort((left, right) => right.instances - left.instances),
    ...(closest && { closest }),
    moreInstancesHelp: refusals.some((refusal) => refusal.rejections.every((one) => one.moreInstancesHelp)),
  };
}

type Refusal = RefusingInstance & { readonly rejections: readonly Rejection[] };

function closestFirst(left: Refusal, right: Refusal): number {
  const fewer = left.rejections.length - right.rejections.length;
  return fewer || lack(left.rejections) - lack(right.rejections) || (left.instanceId < right.instanceId ? -1 : 1);
}

/** Shortfalls in proportion to the need, added up. */
const lack = (rejections: readonly Rejection[]): number =>
  rejections.reduce((sum, one) => sum + ('needed' in one ? (one.needed - one.free) / one.needed : 0), 0);

function factOf(code: RejectionCode, refusals: readonly Refusal[]): ReasonFact | undefined {
  let closest: Refusal | undefined;
  let nearest: Rejection | undefined;
  let [instances, soleReason, moreInstancesHelp] = [0, 0, false];
  for (const refusal of refusals) {
    const rejection = refusal.rejections.find((one) => one.code === code);
    if (!rejection) continue;
    instances++;
    if (refusal.rejections.every((one) => one.code === code)) soleReason++;
    moreInstancesHelp ||= rejection.moreInstancesHelp;
    // Refusals are sorted already: of equally short instances the one with the fewest other reasons stays first.
    if (!nearest || lack([rejection]) < lack([nearest])) [closest, nearest] = [refusal, rejection];
  }
  if (!closest || !nearest) return undefined;
  const { rejections: _, ...instance } = closest;
  return {
    code,
    instances,
    soleReason,
    moreInstancesHelp,
    closest: {
      ...instance,
      rejection: nearest,
      ...('needed' in nearest && { shortfall: nearest.needed - nearest.free }),
    },
  };
}
