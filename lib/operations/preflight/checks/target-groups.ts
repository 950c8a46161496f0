import { hostsOf, isUnknown, type Model, resourceName, type TargetBinding } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { literalSubnets, subnetsThere } from '../literal-subnets';
import { fails, HOLDS, type PreflightOutcome } from '../outcome';
import { written } from '../written';

/** Instances of subnets that are only named are in the VPC of the target groups that they are to join. */
export const targetGroups: PreflightCheck = {
  id: 'target-groups',
  title: 'Target groups are in the VPC of the instances that they take',
  questions: (model: Model, account) =>
    model.targetBindings.flatMap((binding) =>
      binding.groups
        .filter(({ properties }) => takesInstances(properties['TargetType']) && properties['VpcId'] !== undefined)
        .filter(() => namesSubnets(binding))
        .map((group) => ({
          subject: `${resourceName(group)}, for ${binding.origin.name}`,
          neededBy: [binding.origin.name],
          look: () => look(binding, group, account),
        })),
    ),
};

const takesInstances = (type: unknown): boolean => type === undefined || type === 'instance';

function groupsOf({ origin }: TargetBinding) {
  const hosts = hostsOf(origin);
  return hosts === undefined || isUnknown(hosts) ? [] : hosts.capacities.map(({ source }) => source.group);
}

const namesSubnets = (binding: TargetBinding): boolean =>
  groupsOf(binding).some(({ subnets }) => subnets?.some((value) => typeof value === 'string'));

async function look(
  binding: TargetBinding,
  group: TargetBinding['groups'][number],
  account: Account,
): Promise<PreflightOutcome> {
  const vpc = await written(group.properties['VpcId'] ?? '', group, account);
  if (isUnknown(vpc) || !vpc.startsWith('vpc-')) return HOLDS;
  for (const { subnets, resource } of groupsOf(binding)) {
    const ids = await literalSubnets(subnets, resource, account);
    const there = ids ? await subnetsThere(ids, resource, account) : [];
    const away = there.find(({ VpcId }) => VpcId !== undefined && VpcId !== vpc);
    if (away) {
      const instancesIn = away.VpcId!;
      return fails({ code: 'target-group-elsewhere', targetGroup: resourceName(group), vpc, instancesIn });
    }
  }
  return HOLDS;
}
