import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';

// `stowage drain` of one of two instances on which a service runs containers.

inContainers('stowage drain', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.addInstance('i-0b2', 'b');
    await shop.define('web', { memory: 3000, environment: [{ name: 'BUSY', value: '1' }] });
    await shop.serve('Web', 'web', { desiredCount: 2, placementConstraints: [{ type: 'distinctInstance' }] });
    expect((await shop.stowage('watch', 'Web', '--cluster', CLUSTER, '--timeout', '60s')).code).toBe(0);
  });
  afterAll(() => shop?.stop());

  const drain = (...args: string[]) => shop.stowage('drain', ...args, '--cluster', CLUSTER, '--timeout', '60s');

  test('x', async () => {
    for (const args of [['i-0a1', '--yes'], ['i-0a1'], ['i-0a2', '--yes'], ['nowhere', '--yes']]) {
      const x = await drain(...args);
      console.log(args, x.code, x.out, x.err);
    }
    await shop.addInstance('i-0c3', 'c');
    for (const args of [['i-0a1'], ['i-0a1', '--yes']]) {
      const x = await drain(...args);
      console.log(args, x.code, x.out, x.err);
    }
    console.log(await shop.stowage('watch', 'Web', '--cluster', CLUSTER, '--timeout', '60s'));
    console.log(await shop.stowage('diagnose', CLUSTER));
  });
});
