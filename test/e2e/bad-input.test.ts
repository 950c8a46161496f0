import { EcsInContainers, inContainers } from './ecs-in-containers';
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
    ['watch Web --cluster Shp', 2, 'no cluster Shp in us-east-1, account 123456789012; did you mean Shop?'],
    ['watch Wep --cluster Shop', 2, 'no service Wep in cluster Shop; did you mean Web?'],
    ['diagnose Shp', 2, 'did you mean Shop?'],
    ['diagnose Shop --service Wep', 2, 'did you mean Web?'],
    [`diagnose Shop --task ${task}`, 2, `no task ${task} in cluster Shop`],
    ['run-task wep --cluster Shop', 126, 'did you mean web?'],
    ['run-task web --cluster Shp', 126, 'did you mean Shop?'],
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
    const { err, ...ran } = await shop.stowage(...line.split(' '));
    expect(ran).toEqual({ code, out: '' });
    expect(err).toMatch(ONE_LINE);
    expect(err).toContain(message);
  });

  describe.each([
    ['watch Web --cluster Shop --timeout 5s', 2, 1],
    ['diagnose Shop', 2, 2],
    ['run-task web --cluster Shop --timeout 5s', 125, 125],
    ['audit-images', 2, 2],
    ['drain i-0a1 --cluster Shop --yes --timeout 5s', 2, 2],
    ['teardown Shop --yes --timeout 5s', 2, 2],
  ])('%s', (line, withoutCredentials, unanswered) => {
    test(`without credentials ends with ${withoutCredentials}`, async () => {
      const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...environment } = shop.environment;
      const nobody = { ...environment, HOME: '/nonexistent', AWS_EC2_METADATA_DISABLED: 'true' };
      const { code, err } = await new Stowage(nobody, line.split(' ')).ended;
      expect([code, err]).toEqual([withoutCredentials, expect.stringMatching(ONE_LINE)]);
      expect(err).toContain('no credentials for AWS');
    });

    test(`with an endpoint that does not answer ends with ${unanswered}`, async () => {
      const AWS_ENDPOINT_URL = `http://127.0.0.1:${await freePort()}`;
      const { code, out, err } = await new Stowage({ ...shop.environment, AWS_ENDPOINT_URL }, line.split(' ')).ended;
      expect(code).toBe(unanswered);
      expect(out + err).toContain('got no answer: connect ECONNREFUSED');
      expect(out + err).not.toContain('    at ');
    });
  });
});

/** No stack trace, no warning of Node, nothing twice. */
const ONE_LINE = /^stowage: [^\n]+\n$/;
