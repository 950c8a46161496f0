import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';
import { eventually } from './process';

// `stowage watch` and `stowage diagnose` of a service whose tasks are real containers.

inContainers('a service', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('web', { environment: [{ name: 'BUSY', value: '1' }] });
    await shop.serve('Web', 'web');
  });
  afterAll(() => shop?.stop());

  const watch = (timeout = '90s') => shop.stowage('watch', 'Web', '--cluster', CLUSTER, '--timeout', timeout);
  const diagnose = () => shop.stowage('diagnose', CLUSTER, '--service', 'Web');

  test('is seen to become steady, and nothing is wrong with it', async () => {
    const { code, out } = await watch();
    expect([code, out]).toEqual([0, expect.stringContaining('steady: web:1 runs with 1 task')]);
    expect((await diagnose()).code).toBe(0);
  });

  test('whose container is killed is diagnosed with its exit code and last words, and seen to recover', async () => {
    const [before] = await shop.containersOf('Web');
    await shop.podman.run('kill', before!);
    const out = await eventually('the end of the container is seen', 30, async () => {
      const seen = await diagnose();
      return seen.code === 1 ? seen.out : undefined;
    });
    expect(out).toContain('1 task of service:Web (web:1) stopped: an essential container ended [container-exited]');
    expect(out).toContain('container app ended with 137');
    expect(out).toContain('| line 2\n');

    const recovered = await watch();
    expect(recovered.code).toBe(0);
    expect(recovered.out).toContain('Essential container in task exited; app: exit code 137');
    const [after, ...others] = await shop.containersOf('Web');
    expect([after, others]).toEqual([expect.not.stringMatching(before!), []]);
    // What happened within the hour is still told, and nothing else.
    expect((await diagnose()).out).toContain('Shop (service Web): 1 task of service:Web (web:1) stopped');
  });

  test('that is updated is watched from one revision to the next', async () => {
    await shop.define('web', { environment: [{ name: 'BUSY', value: '2' }] });
    await shop.ecs.updateService({ cluster: CLUSTER, service: 'Web', taskDefinition: 'web' });
    const { code, out } = await watch();
    expect([code, out]).toEqual([0, expect.stringContaining('steady: web:2 runs with 1 task')]);
  });

  test('whose tasks end over and over is not called steady, and the failures are counted', async () => {
    await shop.define('web', { environment: [{ name: 'CODE', value: '3' }] });
    await shop.ecs.updateService({ cluster: CLUSTER, service: 'Web', taskDefinition: 'web' });
    const { code, out } = await watch('12s');
    expect(code).toBe(1);
    // A look may meet a task between its start and its end.
    expect(out).toMatch(/web:3: [01] of 1 running, (1 pending, )?\d+ failed, IN_PROGRESS/);
    expect(out).toContain('not steady after 12 s');
    const seen = await diagnose();
    expect([seen.code, seen.out]).toEqual([1, expect.stringMatching(/\d+ tasks of service:Web \(web:3\) stopped/)]);
    expect(seen.out).toContain('[deployment-failing]');
    // The tasks that the updates ended are no causes.
    expect(seen.out).not.toContain('143');
  });
});
