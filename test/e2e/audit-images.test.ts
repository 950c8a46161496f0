import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';

// `stowage audit-images` of a service whose image was really pushed, and really runs.

inContainers('stowage audit-images', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('web', { environment: [{ name: 'BUSY', value: '1' }] });
    await shop.serve('Web', 'web');
    expect((await shop.stowage('watch', 'Web', '--cluster', CLUSTER, '--timeout', '60s')).code).toBe(0);
  });
  afterAll(() => shop?.stop());

  const audit = () => shop.stowage('audit-images');

  test('an image in use is kept where no policy selects it', async () => {
    const { code, out } = await audit();
    expect([code, out]).toEqual([0, expect.stringMatching(/2 images in use in 1 repository of us-east-1\n+KEPT: 2\n/)]);
  });

  test('a rule that keeps one image takes it after the next push', async () => {
    const keepOne = {
      ...{ rulePriority: 1, action: { type: 'expire' } },
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 1 },
    };
    const lifecyclePolicyText = JSON.stringify({ rules: [keepOne] });
    await shop.ecr.putLifecyclePolicy({ repositoryName: 'job', lifecyclePolicyText });
    const before = await audit();
    expect([before.code, before.out]).toEqual([0, expect.stringContaining('rule 1 takes it after 1 more push')]);
    await shop.push('job', 'v2');
    const after = await audit();
    expect([after.code, after.out]).toEqual([1, expect.stringContaining('job:v1, used by service Shop/Web')]);
    expect(after.out).toContain('rule 1 takes it within a day');
  });

  test('one that has been deleted is gone, although it runs', async () => {
    await shop.ecr.batchDeleteImage({ repositoryName: 'job', imageIds: [{ imageTag: 'v1' }] });
    const { code, out } = await audit();
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/GONE\n *job@sha256:[0-9a-f]+, used by tasks of service Shop\/Web/),
    ]);
  });
});
