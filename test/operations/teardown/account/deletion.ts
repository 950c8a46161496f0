import { shortName } from '../../../../lib/operations/aws/arn';
import type { World, WorldResource, WorldStack } from './world';

const isDone = ({ status }: WorldResource): boolean => status === 'DELETE_COMPLETE' || status === 'DELETE_SKIPPED';

/** Seconds after which CloudFormation gives a resource up. */
const PATIENCE = 3600;

/** Deletes the resources of a stack as CloudFormation does: each once nothing is left that depends on it. */
export function deletionGoesOn(world: World, stack: WorldStack): void {
  if (stack.status !== 'DELETE_IN_PROGRESS') return;
  const open = stack.resources.filter((one) => !isDone(one) && one.status !== 'DELETE_FAILED');
  const free = open.filter(({ logicalId }) =>
    stack.resources.every((other) => isDone(other) || !other.dependsOn.includes(logicalId)),
  );
  for (const one of free) {
    if (one.status !== 'DELETE_IN_PROGRESS') begin(world, one);
    else if (world.now - one.since > 3_000) goOnWith(world, one);
  }
  if (stack.resources.every(isDone)) stack.status = 'DELETE_COMPLETE';
  else if (free.length === 0) stack.status = 'DELETE_FAILED';
}

function begin(world: World, one: WorldResource): void {
  one.since = world.now;
  one.status = one.policy && one.policy !== 'Snapshot' ? 'DELETE_SKIPPED' : 'DELETE_IN_PROGRESS';
  delete one.reason;
  const nested = world.stacks.find(({ id }) => id === one.physicalId);
  if (nested && one.status === 'DELETE_IN_PROGRESS') beginDeletion(nested);
}

export function beginDeletion(stack: WorldStack): void {
  if (stack.status === 'DELETE_IN_PROGRESS') return;
  stack.status = 'DELETE_IN_PROGRESS';
  for (const one of stack.resources)
    if (one.status === 'DELETE_FAILED') Object.assign(one, { status: 'CREATE_COMPLETE' });
}

function goOnWith(world: World, one: WorldResource): void {
  const outcome = one.undeletable ?? (DELETERS[one.type] ?? (() => 'done'))(world, one.physicalId);
  const seconds = (world.now - one.since) / 1000;
  if (outcome === 'done') one.status = 'DELETE_COMPLETE';
  else if (outcome !== 'waits' || seconds > PATIENCE) {
    one.status = 'DELETE_FAILED';
    one.reason = outcome === 'waits' ? 'Resource did not stabilize' : outcome;
  }
}

/** What deleting a resource takes: `done`, `waits`, or why it is refused. */
const DELETERS: Readonly<Record<string, (world: World, id: string) => string>> = {
  'AWS::CloudFormation::Stack': (world, id) => {
    const { status } = world.stacks.find((stack) => stack.id === id)!;
    if (status === 'DELETE_FAILED') return 'The following resource(s) failed to delete';
    return status === 'DELETE_COMPLETE' ? 'done' : 'waits';
  },
  'AWS::ECS::Service': (world, id) => {
    const service = world.services.find((one) => one.name === shortName(id) && id.includes(`/${one.cluster}/`))!;
    if (service.status === 'ACTIVE') service.status = 'DRAINING';
    return service.status === 'INACTIVE' ? 'done' : 'waits';
  },
  'AWS::ECS::CapacityProvider': (world, id) =>
    world.services.some((one) => one.capacityProvider === id && one.status === 'ACTIVE')
      ? 'The capacity provider is in use and cannot be removed'
      : 'done',
  'AWS::AutoScaling::AutoScalingGroup': (world, id) => {
    const group = world.groups.find(({ name }) => name === id)!;
    if (group.isDeletionProtected) return 'The group has deletion protection';
    Object.assign(group, { min: 0, max: 0, desired: 0 });
    if (world.instances.some((one) => one.group === id) || group.warm > 0) return 'waits';
    group.isGone = true;
    return 'done';
  },
  'AWS::ECS::Cluster': (world, id) => {
    const within = ({ cluster }: { readonly cluster: string }) => cluster === id;
    if (world.services.some((one) => within(one) && one.status !== 'INACTIVE'))
      return 'The Cluster cannot be deleted while Services are active.';
    if (world.hosts.some(within))
      return 'The Cluster cannot be deleted while Container Instances are active or draining.';
    if (world.tasksThere().some(within)) return 'The Cluster cannot be deleted while Tasks are active.';
    world.clusters.find(({ name }) => name === id)!.isGone = true;
    return 'done';
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': (world, id) => {
    const [, cluster, name] = id.split('|')[0]!.split('/');
    delete world.services.find((one) => one.name === name && one.cluster === cluster)?.target;
    return 'done';
  },
};
