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

  test('is refused while a task has nowhere to go, and says why', async () => {
    const { code, out } = await drain('i-0a1', '--yes');
    expect([code, out]).toEqual([1, expect.stringContaining('refuses for distinctInstance: it runs one already')]);
    expect(out).toContain('another instance like it would take one');
  });

  test('is not carried out where nobody can be asked', async () => {
    await shop.addInstance('i-0c3', 'c');
    const { code, out, err } = await drain('i-0a1');
    expect([code, out]).toEqual([2, expect.stringMatching(/service:Web +[0-9a-f]{8} +goes to i-0c3/)]);
    expect(err).toContain('give --yes');
  });

  test('takes the tasks off the instance; the service starts others elsewhere', async () => {
    const { code, out } = await drain('i-0a1', '--yes');
    expect([code, out]).toEqual([0, expect.stringContaining('drained: no task is left on 1 instance')]);
    const steady = await shop.stowage('watch', 'Web', '--cluster', CLUSTER, '--timeout', '60s');
    expect([steady.code, steady.out]).toEqual([
      0,
      expect.stringMatching(/1 on i-0b2, 1 on i-0c3|1 on i-0c3, 1 on i-0b2/),
    ]);
    // A task that was told to stop is no cause.
    expect(await shop.stowage('diagnose', CLUSTER)).toMatchObject({ code: 0 });
  });
});
