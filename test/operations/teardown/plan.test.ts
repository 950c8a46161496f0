import { planTeardown } from '../../../lib/operations';
import { teardownPlanText } from '../../../lib/report/operations';
import { arn } from '../test-clients';
import { emulatedClients } from './account/emulated-clients';
import { register } from './account/life';
import { group, resource, service, smallAccount, stack } from './account/small-account';
import type { World } from './account/world';

let world: World;

beforeEach(() => {
  world = smallAccount(0);
});

const clock = { now: () => 0, sleep: async () => {} };
const planned = (withOthers = false) => planTeardown(emulatedClients(world, clock), { stack: 'Shop', withOthers });

/** A stack whose group and service are in a cluster of others. */
function inOthersCluster(): void {
  const { resources } = world.stacks[0]!;
  resources.splice(0, 1, resource('Capacity ECS::CapacityProvider steady'));
  resources.push(resource('Association ECS::ClusterCapacityProviderAssociations Shop'));
}

test('a plan names what goes and what stays, nested too, and changes nothing', async () => {
  const inner = stack(
    'Shop-Inner',
    [resource('Logs Logs::LogGroup logs', { policy: 'RetainExceptOnCreate' }), resource('Data RDS::DBCluster data')],
    { parent: world.stacks[0]!.id },
  );
  world.stacks.push(inner);
  world.stacks[0]!.resources.push(resource(`Inner CloudFormation::Stack ${inner.id}`));
  const plan = await planned();
  expect(plan).toMatchObject({
    ...{ stackName: 'Shop', status: 'CREATE_COMPLETE', isGone: false, obstacles: [] },
    services: [{ serviceName: 'Web', isScaled: false }],
    clusters: [arn.cluster('Shop')],
    groups: ['shop-group'],
    instances: ['i-1'],
    retained: [{ logicalId: 'Bucket' }, { logicalId: 'Inner/Logs' }],
    snapshots: [{ logicalId: 'Inner/Data' }],
  });
  expect(world.changes).toEqual([]);
  expect(teardownPlanText(plan, { colour: false })).toMatchSnapshot();
});

test('what is in a nested stack that stays is left alone', async () => {
  const { resources } = world.stacks[0]!;
  const inner = stack('Shop-Inner', resources.splice(1, 2), { parent: world.stacks[0]!.id });
  world.stacks.push(inner);
  resources.push(resource(`Inner CloudFormation::Stack ${inner.id}`, { policy: 'Retain' }));
  const { groups, obstacles, retained } = await planned();
  expect(groups).toEqual([]);
  expect(retained.map(({ logicalId }) => logicalId)).toEqual(['Bucket', 'Inner', 'Inner/Group', 'Inner/Web']);
  // The cluster goes, so what stays in it is in the way.
  expect(obstacles.map(({ code }) => code)).toEqual(['foreign-services', 'foreign-instances']);
});

test('services that a count would not end are deleted', async () => {
  world.services.push(service('Agent', { kind: 'daemon' }), service('Green', { green: 1 }));
  const ids = ['Agent', 'Green'].map((name) => resource(`${name} ECS::Service ${arn.service(name)}`));
  world.stacks[0]!.resources.push(...ids);
  expect((await planned()).services.map(({ serviceName, isDeleted }) => [serviceName, isDeleted])).toEqual([
    ['Web', undefined],
    ['Agent', 'daemon'],
    ['Green', 'deployment'],
  ]);
});

test('what others have in its clusters is in the way, and goes only when that is asked for', async () => {
  world.services.push(service('Guest', { stack: 'Other' }), service('Stray', { stack: '' }));
  register(world, 'Shop', 'i-9');
  const plan = await planned();
  expect(plan.obstacles).toEqual([
    {
      ...{ code: 'foreign-services', cluster: 'Shop' },
      services: [{ serviceName: 'Guest', stack: 'Other' }, { serviceName: 'Stray' }],
    },
    { code: 'foreign-instances', cluster: 'Shop', instances: ['i-9'] },
  ]);
  expect(plan.services.map(({ serviceName }) => serviceName)).toEqual(['Web']);
  expect(teardownPlanText(plan, { colour: false })).toMatchSnapshot();
  const all = await planned(true);
  expect(all.obstacles).toEqual([]);
  expect(all.services.filter(({ isDeleted }) => isDeleted === 'foreign').map(({ serviceName }) => serviceName)).toEqual(
    ['Guest', 'Stray'],
  );
});

test('in a cluster of others, what its capacity serves is in the way', async () => {
  inOthersCluster();
  world.services.push(
    service('Guest', { stack: 'Other', capacityProvider: 'steady' }),
    service('Agent', { stack: 'Other', kind: 'daemon' }),
  );
  for (const name of ['Guest', 'Agent']) world.startTask('Shop', `service:${name}`, world.hosts[0]);
  const plan = await planned(true);
  expect(plan.obstacles).toEqual([
    { code: 'capacity-in-use', cluster: 'Shop', capacityProvider: 'steady', services: ['Guest'] },
    { code: 'foreign-tasks', cluster: 'Shop', groups: { 'service:Guest': 1 } },
  ]);
  expect(plan).toMatchObject({
    clusters: [],
    sharedClusters: [arn.cluster('Shop')],
    services: [{ serviceName: 'Web' }],
  });
  expect(teardownPlanText(plan, { colour: false })).toMatchSnapshot();
});

test('what CloudFormation would refuse is found at the start, also of nested stacks', async () => {
  const [shop] = world.stacks;
  const inner = stack('Shop-Inner', [], { parent: shop!.id, exports: ['inner', 'own', 'unused'] });
  world.stacks[0] = { ...shop!, isTerminationProtected: true, exports: ['shop-url'], status: 'UPDATE_IN_PROGRESS' };
  world.stacks.push(inner);
  shop!.resources.push(resource(`Inner CloudFormation::Stack ${inner.id}`));
  world.imports.set('shop-url', ['Other']).set('inner', ['Third']).set('own', ['Shop']);
  world.groups.splice(0, 1, group({ isDeletionProtected: true }));
  expect((await planned()).obstacles).toEqual([
    { code: 'termination-protection' },
    { code: 'busy', status: 'UPDATE_IN_PROGRESS' },
    { code: 'imported', exportName: 'shop-url', stacks: ['Other'] },
    { code: 'imported', exportName: 'inner', stacks: ['Third'] },
    { code: 'group-protection', group: 'shop-group' },
  ]);
});

test.each([
  ['CREATE_IN_PROGRESS', 0],
  ['ROLLBACK_COMPLETE', 0],
  ['DELETE_FAILED', 0],
  ['DELETE_IN_PROGRESS', 0],
  ['REVIEW_IN_PROGRESS', 0],
  ['UPDATE_ROLLBACK_FAILED', 0],
  ['ROLLBACK_IN_PROGRESS', 1],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 1],
])('a stack in %s has %i obstacles', async (status, count) => {
  world.stacks[0]!.status = status;
  expect((await planned()).obstacles).toHaveLength(count);
});

test('what could not be deleted before is told again', async () => {
  const failed = { status: 'DELETE_FAILED', reason: 'The bucket you tried to delete is not empty' };
  world.stacks[0]!.resources.push(resource('Files S3::Bucket files', failed));
  const plan = await planned();
  expect(plan.failedBefore).toMatchObject([{ logicalId: 'Files', reason: failed.reason }]);
  expect(teardownPlanText(plan, { colour: false })).toContain(
    'Could not be deleted before:\n  Files (AWS::S3::Bucket) files: The bucket you tried to delete is not empty',
  );
});

test('a nested stack is not taken out of what holds it', async () => {
  world.stacks[0] = { ...world.stacks[0]!, parent: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Outer/1' };
  expect((await planned()).obstacles).toEqual([{ code: 'nested', root: 'Outer' }]);
});

test('repositories that hold images are foretold, unless they are emptied', async () => {
  world.images.set('full', 3).set('other', 1);
  world.stacks[0]!.resources.push(
    resource('Full ECR::Repository full'),
    resource('Empty ECR::Repository empty'),
    resource('Emptied ECR::Repository other', { properties: { EmptyOnDelete: true } }),
  );
  expect((await planned()).filledRepositories).toEqual(['full']);
});

test('a name that is not there is answered with near ones', async () => {
  const clients = emulatedClients(world, clock);
  await expect(planTeardown(clients, { stack: 'Shpo' })).rejects.toMatchObject({
    problem: { code: 'not-found', kind: 'stack', near: ['Shop'] },
  });
});
