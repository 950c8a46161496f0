import { planTeardown, type TeardownWait, teardown } from '../../../lib/operations';
import { teardownEndText, teardownWaitText } from '../../../lib/report/operations';
import { VirtualClock } from '../faults/virtual-clock';
import { arn } from '../test-clients';
import { emulatedClients, refusal } from './account/emulated-clients';
import { register } from './account/life';
import { resource, service, smallAccount, stack } from './account/small-account';
import type { World } from './account/world';

let clock: VirtualClock;
let world: World;
let inputs: { readonly method: string; readonly input: unknown }[];

beforeEach(() => {
  clock = new VirtualClock();
  world = smallAccount(clock.now());
  inputs = [];
});

const page = { colour: false };

async function tornDown(timeoutSeconds = 3600, refused: (method: string) => string | undefined = () => undefined) {
  const waits: { waiting: TeardownWait; seconds: number }[] = [];
  const clients = emulatedClients(world, clock, (call, method, input) => {
    inputs.push({ method, input });
    const error = refused(method);
    if (error) throw refusal(error);
    return call();
  });
  const plan = await planTeardown(clients, { stack: 'Shop' });
  const end = await teardown(clients, plan, {
    ...{ clock, timeoutSeconds },
    onWait: (waiting, _, seconds) => waits.push({ waiting, seconds }),
  });
  return { end, waits };
}

const inputsOf = (method: string) => inputs.flatMap((one) => (one.method === method ? [one.input] : []));

test('tasks end before instances, instances before the stack, and each wait is told with its time', async () => {
  const { end, waits } = await tornDown();
  expect(end).toMatchObject({ code: 'gone', retained: [{ logicalId: 'Bucket', physicalId: 'shop-bucket' }] });
  const codes = waits.map(({ waiting }) => waiting.code);
  expect([...new Set(codes)]).toEqual(['tasks', 'instances', 'resources']);
  expect(waits.map(({ waiting, seconds }) => teardownWaitText(waiting, seconds))).toMatchSnapshot();
  expect(world.violations).toEqual([]);
});

test('a group is held at zero so that nothing raises it, and its instances lose their protection', async () => {
  await tornDown();
  const AutoScalingGroupName = 'shop-group';
  const zero = { MinSize: 0, MaxSize: 0, DesiredCapacity: 0, NewInstancesProtectedFromScaleIn: false };
  expect(inputsOf('updateAutoScalingGroup')).toEqual([{ AutoScalingGroupName, ...zero }]);
  expect(inputsOf('setInstanceProtection')).toEqual([
    { AutoScalingGroupName, InstanceIds: ['i-1'], ProtectedFromScaleIn: false },
  ]);
});

test('the scaling of a service is suspended before its count is set', async () => {
  world.services[0]!.target = { min: 1, isSuspended: false };
  expect((await tornDown()).end.code).toBe('gone');
  expect(inputsOf('registerScalableTarget')).toEqual([
    {
      ...{ ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: 'service/Shop/Web' },
      MinCapacity: 0,
      SuspendedState: {
        ...{ DynamicScalingInSuspended: true, DynamicScalingOutSuspended: true, ScheduledScalingSuspended: true },
      },
    },
  ]);
  expect(world.changes.indexOf('registerScalableTarget')).toBeLessThan(world.changes.indexOf('updateService'));
});

test('an unchanged wait is told again each minute', async () => {
  world.stacks[0]!.resources.push(resource('Cleaner Other::Thing slow', { undeletable: 'waits' }));
  const { end, waits } = await tornDown(600);
  expect(end).toMatchObject({ code: 'timed-out', seconds: 600, waiting: { code: 'resources' } });
  const last = waits.slice(-4).map(({ seconds }) => seconds);
  expect(last.slice(1).map((seconds, index) => seconds - last[index]!)).toEqual([60, 60, 60]);
  expect(teardownEndText(end, page)).toMatch(
    /^not taken down after 10 min: waits for CloudFormation to delete Cleaner/,
  );
});

test('what AWS refuses again and again is told by what waits for it', async () => {
  const { end } = await tornDown(300, (method) => (method === 'setInstanceProtection' ? 'ValidationError' : undefined));
  expect(end).toMatchObject({
    code: 'timed-out',
    waiting: { code: 'instances', complaints: ['autoscaling:SetInstanceProtection: ValidationError'] },
  });
  expect(teardownEndText(end, page)).toContain('AWS says: autoscaling:SetInstanceProtection');
});

test('a refusal that no other look mends ends it', async () => {
  const refused = (method: string) => (method === 'updateAutoScalingGroup' ? 'LimitExceeded' : undefined);
  await expect(tornDown(300, refused)).rejects.toMatchObject({ problem: { code: 'refused', error: 'LimitExceeded' } });
});

test('an instance that somebody registers meanwhile is waited for, and left alone', async () => {
  const { end } = await tornDown(300, (method) => {
    if (method === 'setInstanceProtection') register(world, 'Shop', 'i-9');
    return undefined;
  });
  expect(end).toMatchObject({ code: 'timed-out', waiting: { code: 'registrations', clusters: { Shop: 1 } } });
  expect(inputsOf('deregisterContainerInstance')).toEqual([]);
});

test('what is left registered of an instance whose agent was away is taken out of the cluster', async () => {
  world.hosts[0]!.isConnected = false;
  const { end, waits } = await tornDown();
  expect(end.code).toBe('gone');
  expect(waits.map(({ waiting }) => waiting.code)).toContain('instances');
  expect(inputsOf('deregisterContainerInstance')).toEqual([
    { cluster: arn.cluster('Shop'), containerInstance: expect.any(String), force: true },
  ]);
});

test('passing trouble ends nothing', async () => {
  let calls = 0;
  expect(
    (await tornDown(3600, () => (++calls % 7 === 0 && calls > 40 ? 'ThrottlingException' : undefined))).end.code,
  ).toBe('gone');
});

test('what CloudFormation cannot delete is told with its cause, who holds it and what to do', async () => {
  const failed = resource('Wall EC2::SecurityGroup sg-1', { undeletable: 'resource sg-1 has a dependent object' });
  const inner = stack('Shop-Inner', [failed], { parent: world.stacks[0]!.id });
  world.stacks.push(inner);
  world.stacks[0]!.resources.push(resource(`Inner CloudFormation::Stack ${inner.id}`));
  world.interfaces.push({ NetworkInterfaceId: 'eni-1', Description: 'Guest', Attachment: { InstanceId: 'i-9' } });
  const { end } = await tornDown();
  expect(end).toMatchObject({
    code: 'failed',
    resources: [{ logicalId: 'Inner/Wall', cause: 'in-use', heldBy: [{ id: 'eni-1', of: 'i-9' }] }],
  });
  expect(teardownEndText(end, page)).toMatchSnapshot();
});

test('it ends by its time limit with what it waits for, and a second run goes on', async () => {
  const { end } = await tornDown(30);
  expect(end).toMatchObject({ code: 'timed-out', seconds: 30, waiting: { code: expect.any(String) } });
  expect(world.changes).not.toContain('deleteStack');
  expect((await tornDown()).end.code).toBe('gone');
});

test('tasks on an instance of others whose agent is away are waited for, and told', async () => {
  world.stacks[0]!.resources = world.stacks[0]!.resources.filter(({ type }) => type === 'AWS::ECS::Service');
  world.hosts[0]!.isConnected = false;
  const { end } = await tornDown(300);
  expect(end).toMatchObject({ waiting: { code: 'tasks', stopping: 1, unreachable: 1 } });
  expect(world.changes).not.toContain('deregisterContainerInstance');
  expect(teardownEndText(end, page)).toContain('whose agent is not connected');
});

test('repeated, it finds that all is gone, and what has stayed', async () => {
  await tornDown();
  expect((await tornDown()).end).toMatchObject({ code: 'gone', retained: [{ logicalId: 'Bucket' }] });
});

test('a service that says why it cannot go on is quoted', async () => {
  world.services.push(service('Stuck', { event: 'was unable to assume the role' }));
  world.stacks[0]!.resources.push(resource(`Stuck ECS::Service ${arn.service('Stuck')}`));
  world.startTask('Shop', 'service:Stuck', world.hosts[0]);
  const { waits } = await tornDown();
  expect(waits[0]!.waiting).toMatchObject({ complaints: ['Stuck: was unable to assume the role'] });
});
