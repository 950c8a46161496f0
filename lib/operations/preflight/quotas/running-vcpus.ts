import type { Instance } from '@aws-sdk/client-ec2';
import { instanceType } from '../../../placement';
import type { Resource } from '../../../template';
import { everyPage } from '../../aws/pages';
import type { Account } from '../account';
import { type VcpuQuota, vcpuQuota } from './vcpu-quota';

const GROUP_TAG = 'aws:autoscaling:groupName';

/** The vCPUs that run in a resource's region and count against a quota, without those of some groups. */
export async function runningVcpus(
  quota: VcpuQuota,
  besides: ReadonlySet<string>,
  at: Resource,
  account: Account,
): Promise<number> {
  return (await runningInstances(at, account))
    .filter(({ Tags = [] }) => !Tags.some(({ Key, Value }) => Key === GROUP_TAG && besides.has(Value ?? '')))
    .filter((instance) => countsAgainst(instance, quota))
    .reduce((sum, instance) => sum + vcpusOf(instance), 0);
}

const runningInstances = (at: Resource, account: Account): Promise<readonly Instance[]> =>
  account.once(`running instances ${at.stack.source.region ?? ''}`, () =>
    everyPage(
      (NextToken) =>
        account.at(at).ec2.describeInstances({
          Filters: [{ Name: 'instance-state-name', Values: ['pending', 'running'] }],
          NextToken,
        }),
      ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
    ),
  );

/** Instances on hosts of one's own and in capacity blocks count against quotas of theirs. */
function countsAgainst({ InstanceType: type, InstanceLifecycle: lifecycle, Placement }: Instance, quota: VcpuQuota) {
  if (Placement?.Tenancy === 'host' || (lifecycle !== undefined && lifecycle !== 'spot')) return false;
  return vcpuQuota(type ?? '', lifecycle ?? 'on-demand')?.code === quota.code;
}

/** The vCPUs that are turned on: AWS does not say whether the others of a type count too. */
function vcpusOf({ InstanceType: type, CpuOptions }: Instance): number {
  const listed = instanceType(type ?? '');
  const own = CpuOptions?.CoreCount === undefined ? undefined : CpuOptions.CoreCount * (CpuOptions.ThreadsPerCore ?? 1);
  return own ?? (listed.code === 'found' ? listed.type.vcpus : 0);
}
