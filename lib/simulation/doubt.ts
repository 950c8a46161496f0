import type { InstanceRejection, Rejection } from '../placement';
import { type CapacityInTemplate, type ClusterInTemplate, isUnknown, type TemplateSet, Unknown } from '../template';
import { isInTrouble, type JudgedRollout } from './judge';
import type { Undecided } from './undecided';

/**
 * Why a failure is not certain: each service in trouble may find room after all, since some instance refuses its task
 * only for what templates cannot tell of an instance, or a group scales itself. None when any fails for certain.
 */
export function doubtsOf(
  { services }: JudgedRollout,
  cluster: ClusterInTemplate,
  set: TemplateSet,
): readonly Undecided[] {
  const capacities = new Map([...cluster.capacities].map(([{ name }, source]) => [name, source]));
  const grown = ownScaling(cluster, set);
  const doubts = services.filter(isInTrouble).map(({ outcome }): Undecided | undefined => {
    const stuck = 'stuck' in outcome ? outcome.stuck : undefined;
    if (stuck?.cause !== 'capacity') return undefined;
    const doubts = stuck.rejections.map((one) => doubtOf(one, capacities));
    return doubts.find((doubt) => doubt !== undefined) ?? (stuck.providers.length === 0 ? grown : undefined);
  });
  return doubts.every((one) => one !== undefined) ? doubts : [];
}

/** Why an instance may take a task that it seems to refuse; undefined when it is sure to refuse. */
function doubtOf(
  { instanceId, rejections }: InstanceRejection,
  capacities: ReadonlyMap<string, CapacityInTemplate>,
): Undecided | undefined {
  const capacity = capacities.get(instanceId.replace(/\/\d+$/, ''));
  const reasons = rejections.map((rejection) => capacity && openAnswer(rejection, capacity));
  const [first] = reasons;
  if (!capacity || first === undefined || reasons.includes(undefined)) return undefined;
  return {
    where: capacity.name,
    figure: 'attributes',
    unknown: new Unknown({ code: 'assumption', name: first }, capacity.source.group.resource.stack.stack),
  };
}

/** What may turn one check's answer. */
function openAnswer(rejection: Rejection, { agentIsKnown, zones }: CapacityInTemplate): string | undefined {
  switch (rejection.code) {
    case 'attributes':
    case 'operating-system':
      return agentIsKnown ? undefined : 'what the machine image sets up for its agent is not known';
    case 'member-of':
      if (rejection.holds === 'unknown') return `AWS does not document whether ${rejection.expression} holds`;
      if (/attribute:(?!ecs\.)/.test(rejection.expression)) {
        return `the attributes that ${rejection.expression} asks for may be put on instances at run time`;
      }
      return /availability-zone/.test(rejection.expression) &&
        (isUnknown(zones) || zones.some((zone) => zone.includes('#')))
        ? 'the names of the zones are not known'
        : undefined;
    default:
      return undefined;
  }
}

/** A group that scales itself may have other sizes than the simulation gives it. */
function ownScaling({ capacities }: ClusterInTemplate, set: TemplateSet): Undecided | undefined {
  const policies = ['AWS::AutoScaling::ScalingPolicy', 'AWS::AutoScaling::ScheduledAction'].flatMap((type) =>
    set.resources(type),
  );
  for (const capacity of capacities.values()) {
    const { group } = capacity.source;
    const own = policies.find(
      ({ properties }) => set.resourceOf(properties['AutoScalingGroupName']) === group.resource,
    );
    if (!own) continue;
    const name = `what ${own.constructPath ?? own.logicalId} makes of its size is not simulated`;
    return {
      where: capacity.name,
      figure: 'size',
      unknown: new Unknown({ code: 'assumption', name }, own.stack.stack),
    };
  }
  return undefined;
}
