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

test('x', async () => {
  for (const args of [
    ['ShopPlatform', '--yes'],
    ['Shp', '--yes'],
    ['Shop'],
    ['Shop', '--yes'],
    ['Shop', '--yes'],
    ['ShopPlatform', '--yes'],
    ['ShopImages', '--yes'],
  ]) {
    const x = await teardown(...args);
    console.log(args, x.code, x.out, x.err);
  }
  console.log(await account.deployed());
});
