import { type CapacityInTemplate, isUnknown } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck, Question } from '../check';
import { capacitiesOf } from '../instances/capacities';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';
import { type GroupVcpus, groupVcpus } from './group-vcpus';
import { quotaLimit } from './quota-limit';
import { runningVcpus } from './running-vcpus';

/** What a group takes of one quota in one region. */
interface Claim extends GroupVcpus {
  readonly capacity: CapacityInTemplate;
}

/** The quotas of EC2 leave room for the groups at their maximum size, beside what runs already. */
export const vcpuQuotas: PreflightCheck = {
  id: 'vcpu-quotas',
  title: 'The vCPU quotas leave room for the groups at their maximum',
  questions: (model, account) => {
    const claims = new Map<string, Claim[]>();
    const open: Question[] = [];
    for (const capacity of capacitiesOf(model)) {
      const taken = groupVcpus(capacity);
      if (isUnknown(taken)) {
        const look = async () => unknown({ code: 'value', unknown: taken });
        open.push({ subject: `vCPUs of ${capacity.name}`, neededBy: [], look });
        continue;
      }
      for (const one of taken) {
        const key = `${capacity.source.group.resource.stack.source.region ?? ''} ${one.quota.code}`;
        claims.set(key, [...(claims.get(key) ?? []), { ...one, capacity }]);
      }
    }
    return [
      ...[...claims.values()].map((all): Question => {
        const { families, purchase } = all[0]!.quota;
        return {
          subject: `${families}, ${purchase}`,
          neededBy: all.map(({ capacity }) => capacity.name),
          look: () => look(all, account),
        };
      }),
      ...open,
    ];
  },
};

async function look(claims: readonly Claim[], account: Account): Promise<PreflightOutcome> {
  const { quota, capacity } = claims[0]!;
  const at = capacity.source.group.resource;
  const clients = account.at(at);
  const limit = await quotaLimit(clients, 'ec2', quota.code);
  if (limit === undefined) return unknown({ code: 'no-quota', quota: quota.code });
  // What the same groups run already is replaced by what they run at most.
  const own = await namesOf(claims, account);
  const running = await runningVcpus(quota, own.names, at, account);
  const sum = (side: 'atLeast' | 'atMost') => claims.reduce((all, claim) => all + claim[side], 0);
  const room = {
    quota: quota.code,
    families: quota.families,
    purchase: quota.purchase,
    region: await clients.region(),
    limit,
    atLeast: sum('atLeast'),
    atMost: sum('atMost'),
    running,
  };
  const surelyElse = own.complete ? running : 0;
  if (room.atLeast > 0 && room.atLeast + surelyElse > limit) return fails({ code: 'quota-too-low', ...room });
  return room.atMost + running > limit ? unknown({ code: 'quota-may-be-too-low', ...room }) : HOLDS;
}

/** The names of the groups in the account, as far as they are deployed; not complete where that cannot be known. */
async function namesOf(claims: readonly Claim[], account: Account) {
  const names = new Set<string>();
  let complete = true;
  for (const { capacity } of claims) {
    const { resource, properties } = capacity.source.group;
    const name = properties['AutoScalingGroupName'];
    const given = name === undefined ? await account.physicalId(resource) : await written(name, resource, account);
    if (typeof given === 'string') names.add(given);
    else complete &&= account.isNamed(resource.stack);
  }
  return { names, complete };
}
