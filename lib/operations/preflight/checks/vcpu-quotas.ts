import type { Instance } from '@aws-sdk/client-ec2';
import { instanceType } from '../../../placement';
import { type CapacityInTemplate, isUnknown } from '../../../template';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/operation-error';
import { everyPage } from '../../live/pages';
import type { Account } from '../account';
import { capacitiesOf } from '../capacities';
import type { PreflightCheck, Question } from '../check';
import { type GroupVcpus, groupVcpus } from '../group-vcpus';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { type VcpuQuota, vcpuQuota } from '../vcpu-quota';
import { written } from '../written';

/** What groups take of one quota in one region. */
interface Claim {
  readonly quota: VcpuQuota;
  readonly capacity: CapacityInTemplate;
  readonly vcpus: number;
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
        open.push({
          subject: `vCPUs of ${capacity.name}`,
          neededBy: [],
          look: async () => unknown({ code: 'value', unknown: taken }),
        });
        continue;
      }
      for (const one of taken) add(claims, capacity, one);
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

function add(claims: Map<string, Claim[]>, capacity: CapacityInTemplate, { quota, vcpus }: GroupVcpus): void {
  const key = `${capacity.source.group.resource.stack.source.region ?? ''} ${quota.code}`;
  claims.set(key, [...(claims.get(key) ?? []), { quota, capacity, vcpus }]);
}

async function look(claims: readonly Claim[], account: Account): Promise<PreflightOutcome> {
  const { quota, capacity } = claims[0]!;
  const clients = account.at(capacity.source.group.resource);
  const limit = await limitOf(clients, quota);
  if (limit === undefined) return unknown({ code: 'no-quota', quota: quota.code });
  const needed = claims.reduce((sum, { vcpus }) => sum + vcpus, 0);
  const own = await namesOf(claims, account);
  const running = (await runningInstances(clients))
    // What the same groups run already is replaced by what they run at most.
    .filter(({ Tags = [] }) => !Tags.some(({ Key, Value }) => Key === GROUP_TAG && own.has(Value ?? '')))
    .filter((instance) => countsAgainst(instance, quota))
    .reduce((sum, instance) => sum + vcpusOf(instance), 0);
  return needed + running > limit
    ? fails({
        code: 'quota-too-low',
        quota: quota.code,
        families: quota.families,
        purchase: quota.purchase,
        limit,
        needed,
        running,
      })
    : HOLDS;
}

const GROUP_TAG = 'aws:autoscaling:groupName';

/** The quota of the account, or the one of AWS where the account has none of its own. */
async function limitOf(clients: Clients, { code }: VcpuQuota): Promise<number | undefined> {
  const request = { ServiceCode: 'ec2', QuotaCode: code };
  try {
    return (await clients.quotas.getServiceQuota(request)).Quota?.Value;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchResourceException')) throw error;
  }
  try {
    return (await clients.quotas.getAWSDefaultServiceQuota(request)).Quota?.Value;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchResourceException')) throw error;
    return undefined;
  }
}

/** The names of the groups in the account, as far as they are deployed. */
async function namesOf(claims: readonly Claim[], account: Account): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const { capacity } of claims) {
    const { resource, properties } = capacity.source.group;
    const name = properties['AutoScalingGroupName'];
    const given = name === undefined ? await account.physicalId(resource) : await written(name, resource, account);
    if (typeof given === 'string') names.add(given);
  }
  return names;
}

const runningInstances = (clients: Clients): Promise<readonly Instance[]> =>
  everyPage(
    (NextToken) =>
      clients.ec2.describeInstances({
        Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
        NextToken,
      }),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );

const countsAgainst = ({ InstanceType: type, InstanceLifecycle }: Instance, { code }: VcpuQuota): boolean =>
  vcpuQuota(type ?? '', InstanceLifecycle === 'spot' ? 'spot' : 'on-demand')?.code === code;

/** The vCPUs that a type has, which count even where some are turned off. */
function vcpusOf({ InstanceType: type, CpuOptions }: Instance): number {
  const listed = instanceType(type ?? '');
  if (listed.code === 'found') return listed.type.vcpus;
  return (CpuOptions?.CoreCount ?? 0) * (CpuOptions?.ThreadsPerCore ?? 1);
}
