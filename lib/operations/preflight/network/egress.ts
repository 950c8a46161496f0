import type { CapacityInTemplate } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { capacitiesOf } from '../instances/capacities';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { literalSubnets, subnetsThere } from './literal-subnets';
import { waysOut } from './ways-out';

/** Instances in subnets that templates only name reach ECS, without which they never join their cluster. */
export const egress: PreflightCheck = {
  id: 'egress',
  title: 'Instances in subnets that are named reach ECS',
  questions: (model, account) =>
    capacitiesOf(model).flatMap((capacity) => {
      const ids = literalSubnets(capacity.source.group.subnets);
      return ids ? [{ subject: capacity.name, neededBy: [], look: () => look(ids, capacity, account) }] : [];
    }),
};

async function look(ids: readonly string[], capacity: CapacityInTemplate, account: Account): Promise<PreflightOutcome> {
  const { resource, launch } = capacity.source.group;
  const there = await subnetsThere(ids, resource, account);
  // That a subnet is not there is for another check to tell.
  if (there.length === 0) return unknown({ code: 'way-to-ecs-not-sure', subnets: ids });
  const ways = await waysOut(there, launch?.publicAddress, resource, account);
  const shut = [...ways].flatMap(([id, way]) => (way === 'no' ? [id] : []));
  const open = [...ways].flatMap(([id, way]) => (way === 'perhaps' ? [id] : []));
  if (shut.length === ways.size && hasNoProxy(capacity)) return fails({ code: 'no-way-to-ecs', subnets: shut });
  return shut.length + open.length > 0
    ? unknown({ code: 'way-to-ecs-not-sure', subnets: [...shut, ...open].sort() })
    : HOLDS;
}

/** A proxy within the VPC is reached without a route; only user data, or an image of one's own, sets one. */
const hasNoProxy = ({ agentIsKnown, source }: CapacityInTemplate): boolean =>
  agentIsKnown && !/proxy/i.test(source.group.launch?.userDataText ?? 'proxy');
