import { seededRandom } from '../../../../lib/placement';
import { arn } from '../../test-clients';
import { change, register } from './life';
import { World, type WorldGroup, type WorldResource, type WorldStack } from './world';

/** How often something is so. */
const CHANCES = { obstacle: 0.15, undeletable: 0.2, nested: 0.4, shared: 0.25 };

/** Why AWS would not delete something, as it says so. */
export const REASONS = {
  'AWS::S3::Bucket': 'The bucket you tried to delete is not empty',
  'AWS::EC2::SecurityGroup': 'resource sg-1 has a dependent object',
  'Custom::Cleaner': 'Received response status [FAILED] from custom resource.',
};

/** Makes an account with a stack `Shop` in it, of any kind that a seed comes to. */
export function randomAccount(seed: number, start: number): World {
  const random = seededRandom(seed);
  const world = new World(start, random);
  const chance = (of: number) => random() < of;
  const root = addStack(world, 'Shop', { isTerminationProtected: chance(CHANCES.obstacle / 3), exports: ['shop-url'] });
  if (chance(CHANCES.obstacle / 3)) world.imports.set('shop-url', ['Other']);
  const inner = chance(CHANCES.nested) ? addStack(world, 'Shop-Inner', { parent: root.id }) : root;
  if (inner !== root) add(root, 'Inner', 'AWS::CloudFormation::Stack', inner.id, ['Cluster']);
  const isShared = chance(CHANCES.shared);
  world.clusters.push({ name: 'Shop', isGone: false });
  if (!isShared) add(root, 'Cluster', 'AWS::ECS::Cluster', 'Shop');
  for (let index = world.between(1, 2); index > 0; index--) addGroup(world, inner, index, isShared);
  for (let index = world.between(0, 4); index > 0; index--) addService(world, inner, index);
  if (chance(0.3)) addSchedule(world, inner, isShared);
  addRest(world, inner);
  if (!isShared && chance(CHANCES.obstacle / 3)) foreignService(world);
  if (!isShared && chance(CHANCES.obstacle / 3)) register(world, 'Shop', 'i-stranger');
  return world;
}

function addStack(world: World, name: string, given: Partial<WorldStack>): WorldStack {
  const id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/${world.id()}`;
  const stack = {
    id,
    name,
    isTerminationProtected: false,
    exports: [],
    status: 'CREATE_COMPLETE',
    resources: [],
    ...given,
  };
  world.stacks.push(stack);
  return stack;
}

function add(
  stack: WorldStack,
  logicalId: string,
  type: string,
  physicalId: string,
  dependsOn: readonly string[] = [],
  given: Partial<WorldResource> = {},
) {
  stack.resources.push({ logicalId, type, physicalId, dependsOn, status: 'CREATE_COMPLETE', since: 0, ...given });
}

/** Ids that are in the same stack only; a nested stack as a whole is deleted before what the outer one gives it. */
const within = (stack: WorldStack, ...ids: readonly string[]) =>
  ids.filter((id) => stack.resources.some(({ logicalId }) => logicalId === id));

function addGroup(world: World, stack: WorldStack, index: number, isShared: boolean): void {
  const random = world.random;
  const count = world.between(0, 4);
  const [name, provider] = [`group-${index}`, `capacity-${index}`];
  const group: WorldGroup = {
    ...{ name, cluster: 'Shop', min: world.between(0, count), max: count + 2, desired: count, isGone: false },
    ...(random() < 0.6 && { hook: random() < 0.7 ? ('drains' as const) : ('dead' as const) }),
    ...{ protectsNew: random() < 0.5, isTerminateSuspended: random() < 0.15, warm: random() < 0.2 ? 2 : 0 },
    isDeletionProtected: random() < CHANCES.obstacle / 3,
  };
  world.groups.push(group);
  add(stack, `Group${index}`, 'AWS::AutoScaling::AutoScalingGroup', name, within(stack, 'Cluster'));
  add(stack, `Capacity${index}`, 'AWS::ECS::CapacityProvider', provider, [`Group${index}`]);
  if (isShared)
    add(stack, `Association${index}`, 'AWS::ECS::ClusterCapacityProviderAssociations', 'Shop', [`Capacity${index}`]);
  for (let instance = 0; instance < count; instance++) {
    const one = {
      id: `i-${world.id()}`,
      group: name,
      state: 'InService' as const,
      since: 0,
      isProtected: group.protectsNew,
    };
    world.instances.push(one);
    register(world, 'Shop', one.id, random() > 0.1);
    if (random() < 0.1) change(world, one, 'Standby');
  }
  group.desired = world.instances.filter((one) => one.group === name && one.state === 'InService').length;
}

function addService(world: World, stack: WorldStack, index: number): void {
  const random = world.random;
  const name = `Service${index}`;
  const kind = random() < 0.2 ? ('daemon' as const) : ('replica' as const);
  const isGreen = kind === 'replica' && random() < 0.2;
  world.services.push({
    ...{ name, cluster: 'Shop', stack: 'Shop', kind, green: isGreen ? 1 : 0, status: 'ACTIVE' },
    desired: kind === 'daemon' ? 0 : world.between(0, 4),
    ...(random() < 0.5 && { capacityProvider: 'capacity-1' }),
    ...(kind === 'replica' && random() < 0.4 && { target: { min: world.between(0, 2), isSuspended: false } }),
  });
  add(
    stack,
    name,
    'AWS::ECS::Service',
    arn.service(name, 'Shop'),
    within(stack, 'Cluster', 'Capacity1', 'Association1'),
  );
  const { target, desired } = world.services.at(-1)!;
  if (target) {
    add(
      stack,
      `Target${index}`,
      'AWS::ApplicationAutoScaling::ScalableTarget',
      `service/Shop/${name}|ecs:service:DesiredCount|ecs`,
      [name],
    );
  }
  const hosts = world.hosts.filter(({ isConnected }) => isConnected || random() < 0.5);
  for (let task = 0; task < desired && hosts.length > 0; task++) {
    world.startTask('Shop', `service:${name}`, hosts[world.between(0, hosts.length - 1)], random() < 0.2);
  }
}

/** In a cluster of others its tasks would be strangers. */
function addSchedule(world: World, stack: WorldStack, isShared: boolean): void {
  if (isShared) return;
  add(stack, 'Nightly', 'AWS::Scheduler::Schedule', 'nightly', within(stack, 'Cluster'));
  world.schedules.set('Nightly', 'Shop');
  world.startTask('Shop', 'family:job', world.hosts[0]);
}

function addRest(world: World, stack: WorldStack): void {
  const random = world.random;
  for (const [type, reason] of Object.entries(REASONS)) {
    const logicalId = type.slice(type.lastIndexOf(':') + 1);
    const given = random() < CHANCES.undeletable ? { undeletable: reason } : {};
    add(stack, logicalId, type, logicalId.toLowerCase(), [], given);
  }
  add(stack, 'Logs', 'AWS::Logs::LogGroup', 'shop-logs', [], random() < 0.5 ? { policy: 'Retain' } : {});
  add(stack, 'Data', 'AWS::EC2::Volume', 'vol-1', [], { policy: 'Snapshot' });
}

function foreignService(world: World): void {
  const isOfStack = world.random() < 0.5;
  world.services.push({
    ...{ name: 'Guest', cluster: 'Shop', kind: 'replica', green: 0, status: 'ACTIVE', desired: 1 },
    ...(isOfStack && { stack: 'Other' }),
  });
}
