import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';

// Tasks that no registered instance takes: why, by instance, and whether another one would help.

inContainers('a task that cannot be placed', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.addInstance('i-0b2', 'b');
    const busy = { environment: [{ name: 'BUSY', value: '1' }] };
    await shop.define('large', { memory: 9000 });
    await shop.define('ssh', { portMappings: [{ containerPort: 22, hostPort: 22 }] });
    await shop.define('gpu', {}, { placementConstraints: [{ type: 'memberOf', expression: 'attribute:gpu == yes' }] });
    await shop.define('wide', { ...busy, memory: 5000 });
    for (const family of ['large', 'gpu', 'ssh']) await shop.serve(family, family);
    await shop.serve('wide', 'wide', { desiredCount: 3 });
  });
  afterAll(() => shop?.stop());

  test.each(['large', 'ssh', 'gpu', 'wide'])('%s', async (family) => {
    console.log(await shop.stowage('run-task', family, '--cluster', CLUSTER, '--timeout', '30s'));
    console.log(await shop.stowage('diagnose', CLUSTER, '--service', family));
    console.log(await shop.stowage('watch', family, '--cluster', CLUSTER, '--timeout', '6s'));
  });
});
