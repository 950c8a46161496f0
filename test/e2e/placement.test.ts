import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';

// Tasks that no registered instance takes: why, for each instance, by how much, and whether another one would help.

inContainers('a task that cannot be placed', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.addInstance('i-0b2', 'b');
    const busy = { environment: [{ name: 'BUSY', value: '1' }], memory: 5000 };
    // On each instance a task that leaves 2680 of 7680 MiB.
    await shop.define('full', busy);
    await shop.serve('Full', 'full', { desiredCount: 2, placementConstraints: [{ type: 'distinctInstance' }] });
    await shop.define('late', busy);
    await shop.define('large', { memory: 9000 });
    await shop.define('ssh', { portMappings: [{ containerPort: 22, hostPort: 22 }] });
    const needsSsd = { type: 'memberOf', expression: 'attribute:disk == ssd' } as const;
    await shop.define('archive', {}, { placementConstraints: [needsSsd] });
    expect((await shop.stowage('watch', 'Full', '--cluster', CLUSTER, '--timeout', '60s')).code).toBe(0);
  });
  afterAll(() => shop?.stop());

  test.each([
    [
      'late',
      'memory (needs 5000 MiB, 2680 of 7680 free)',
      'RESOURCE:MEMORY (2 times)',
      'one more instance of this kind',
    ],
    ['large', 'memory (needs 9000 MiB, 2680 of 7680 free)', 'RESOURCE:MEMORY (2 times)', 'would not help'],
    ['ssh', 'TCP port 22 is taken', 'RESOURCE:PORTS (2 times)', 'would not help'],
    ['archive', '"attribute:disk == ssd" does not hold', 'MemberOf placement constraint', 'would not help'],
  ])('%s: %s', async (family, reason, refusal, help) => {
    const ran = await shop.stowage('run-task', family, '--cluster', CLUSTER);
    expect(ran).toMatchObject({ code: 125, out: '' });
    expect(ran.err).toContain('none of 2 instances can take it now');
    expect(ran.err).toContain(reason);
    expect(ran.err).toContain(refusal);

    await shop.serve(family, family);
    const { code, out } = await shop.stowage('diagnose', CLUSTER, '--service', family);
    expect(code).toBe(1);
    expect(out).toContain(`1 task of service:${family} (${family}:1) cannot be placed: no instance takes one`);
    expect(out).toContain(`i-0a1 (m7g.large, us-east-1a): ${reason}\n`);
    expect(out).toContain(`i-0b2 (m7g.large, us-east-1b): ${reason}\n`);
    expect(out).toContain(help);

    const watched = await shop.stowage('watch', family, '--cluster', CLUSTER, '--timeout', '4s');
    expect(watched).toMatchObject({ code: 1, err: '' });
    expect(watched.out).toContain(`${family}:1: 0 of 1 running, IN_PROGRESS`);
    expect(watched.out).toMatch(/the closest, i-0(a1|b2) \(m7g.large, us-east-1[ab]\), refuses for /);
    expect(watched.out).toContain(reason);
  });

  test('has a place as soon as an instance has room, and its service becomes steady', async () => {
    await shop.serve('Late', 'late');
    await shop.addInstance('i-0c3', 'c');
    const { code, out } = await shop.stowage('watch', 'Late', '--cluster', CLUSTER, '--timeout', '60s');
    expect([code, out]).toEqual([0, expect.stringContaining('steady: late:1 runs with 1 task')]);
  });
});
