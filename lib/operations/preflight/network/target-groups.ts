import { hostsOf, isUnknown, type Model, type Resource, resourceName, type TargetBinding } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome } from '../outcome';
import { literalSubnets, subnetsThere } from './literal-subnets';

/** Instances of subnets that are only named are in the VPC of the target groups that they are to join. */
export const targetGroups: PreflightCheck = {
  id: 'target-groups',
  title: 'Target groups are in the VPC of the instances that they take',
  questions: (model: Model, account) =>
    model.targetBindings.flatMap((binding) =>
      binding.groups.flatMap((group) => {
        const { TargetType: type = 'instance', VpcId: vpc } = group.properties;
        const capacities = capacitiesOfBinding(binding);
        const isToldHere = typeof vpc === 'string' && vpc.startsWith('vpc-');
        if (type !== 'instance' || !isToldHere || capacities.length === 0) return [];
        const subject = `${resourceName(group)}, for ${binding.origin.name}`;
        return [{ subject, neededBy: [], look: () => look(resourceName(group), vpc, capacities, account) }];
      }),
    ),
};

/** The groups of instances in subnets that are only named, to which the tasks go. */
function capacitiesOfBinding({ origin }: TargetBinding): readonly Named[] {
  const hosts = hostsOf(origin);
  if (hosts === undefined || isUnknown(hosts)) return [];
  return hosts.capacities.flatMap(({ source: { group } }) => {
    const ids = literalSubnets(group.subnets);
    return ids ? [{ ids, resource: group.resource }] : [];
  });
}

interface Named {
  readonly ids: readonly string[];
  readonly resource: Resource;
}

async function look(
  targetGroup: string,
  vpc: string,
  capacities: readonly Named[],
  account: Account,
): Promise<PreflightOutcome> {
  for (const { ids, resource } of capacities) {
    const there = await subnetsThere(ids, resource, account);
    const instancesIn = there.map(({ VpcId }) => VpcId).find((id) => id !== undefined && id !== vpc);
    if (instancesIn) return fails({ code: 'target-group-elsewhere', targetGroup, vpc, instancesIn });
  }
  return HOLDS;
}
