import { CLUSTER, EcsInContainers, inContainers } from './ecs-in-containers';
import { freePort } from './process';
import { Stowage } from './stowage';

// What is not there, not reachable, not allowed: one line that says so, and the exit code for unusable input.

inContainers('bad input', () => {
  let shop: EcsInContainers;

  beforeAll(async () => {
    shop = await EcsInContainers.start();
    await shop.addInstance('i-0a1', 'a');
    await shop.define('web', { environment: [{ name: 'BUSY', value: '1' }] });
    await shop.serve('Web', 'web');
  });
  afterAll(() => shop?.stop());

  const task = '0123456789abcdef0123456789abcdef';
  test.each([
    ['watch Web --cluster Shp', 2, 'no cluster Shp in us-east-1; did you mean Shop?'],
    ['watch Wep --cluster Shop', 2, 'no service Wep in cluster Shop; did you mean Web?'],
    ['diagnose Shp', 2, 'did you mean Shop?'],
    ['diagnose Shop --service Wep', 2, 'did you mean Web?'],
    [`diagnose Shop --task ${task}`, 2, `no task ${task} in cluster Shop`],
    ['run-task wep --cluster Shop', 126, 'did you mean web?'],
    ['run-task web --cluster Shp', 126, 'did you mean Shop?'],
    ['run-task --stack Shp --task Migrate', 126, 'no stack Shp in us-east-1'],
    ['drain i-0a2 --cluster Shop --yes', 2, 'did you mean i-0a1?'],
    ['drain i-0a1 --cluster Shp --yes', 2, 'did you mean Shop?'],
    ['teardown Shp --yes', 2, 'no stack Shp in us-east-1'],
    ['audit-images jop', 2, 'did you mean job?'],
    ['preflight nowhere.yaml', 2, 'nowhere.yaml'],
    ['watch Web --cluster Shop --region eu-west-1', 2, 'but there is one in us-east-1; give --region us-east-1'],
    ['diagnose Shop --region eu-west-1', 2, 'but there is one in us-east-1; give --region us-east-1'],
    ['run-task web --cluster Shop --region eu-west-1', 126, 'but there is one in us-east-1; give --region us-east-1'],
    [
      'drain i-0a1 --cluster Shop --yes --region eu-west-1',
      2,
      'but there is one in us-east-1; give --region us-east-1',
    ],
  ])('%s', async (line, code, message) => {
    const ran = await shop.stowage(...line.split(' '));
    console.log(ran.out, ran.err);
    expect(ran).toMatchObject({ code, out: '' });
  });

  const EVERY_VERB = [
    'watch Web --cluster Shop',
    'diagnose Shop',
    'run-task web --cluster Shop',
    'audit-images',
    'drain i-0a1 --cluster Shop --yes',
    'teardown Shop --yes',
  ];

  test.each(EVERY_VERB)('%s, without credentials', async (line) => {
    const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...environment } = shop.environment;
    const HOME = '/nonexistent';
    const ran = await new Stowage({ ...environment, HOME, AWS_EC2_METADATA_DISABLED: 'true' }, line.split(' ')).ended;
    console.log(ran);
  });

  test.each(EVERY_VERB)('%s, where nothing answers', async (line) => {
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${await freePort()}`;
    const began = Date.now();
    const ran = await new Stowage({ ...shop.environment, AWS_ENDPOINT_URL }, [...line.split(' '), '--timeout', '5s'])
      .ended;
    console.log(line, (Date.now() - began) / 1000, ran);
  });
});
