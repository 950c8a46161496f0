import type { Account } from './account';
import type { Cdk } from './cdk';
import { bootstrapped } from './deployment';
import type { RunningEmulator } from './emulator';
import { fakecloud } from './fakecloud';
import { Stowage } from './stowage';

// `stowage teardown` of the stacks of the example, as the CDK has deployed them.

let running: RunningEmulator;
let cdk: Cdk;
let account: Account;

beforeAll(async () => {
  ({ running, cdk, account } = await bootstrapped(fakecloud));
  await cdk.deploy(await cdk.synthesize('v1.0.0'));
});
afterAll(() => running?.stop());

const teardown = (...args: string[]) => new Stowage(cdk.environment, ['teardown', ...args]).ended;

test('a stack whose cluster others use is left as it is', async () => {
  const { code, out, err } = await teardown('ShopPlatform', '--yes');
  expect([code, out]).toEqual([1, expect.stringMatching(/In the way: .*Shop-WebService\w+-\w+/)]);
  expect(err).toContain('nothing is changed');
  expect((await account.deployed()).ofType('AWS::ECS::Service')).toHaveLength(4);
});

test('where nobody can be asked it only says what would be done, and what stays', async () => {
  const { code, out, err } = await teardown('Shop');
  expect([code, err]).toEqual([2, expect.stringContaining('give --yes')]);
  expect(out.match(/^ {2}\w+TaskLogs\w+ \(AWS::Logs::LogGroup\)/gm)).toHaveLength(6);
  expect((await account.deployed()).ofType('AWS::ECS::Service')).toHaveLength(4);
});

test('agreed to, stacks are gone one after another, and once more there is nothing to do', async () => {
  for (const stack of ['Shop', 'ShopPlatform', 'ShopImages']) {
    const { code, out } = await teardown(stack, '--yes', '--timeout', '100s');
    expect([code, out]).toEqual([0, expect.stringContaining('the stack is deleted')]);
  }
  expect((await account.deployed()).resources).toEqual([]);
  expect(await account.clusters()).toEqual([]);
  expect(await teardown('Shop', '--yes')).toMatchObject({ code: 0, out: 'Stack Shop is deleted already.\n' });
});
