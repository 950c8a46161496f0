import { runLive } from './run';

// Nothing here may reach AWS: an endpoint that refuses would be told as no answer.
const AROUND = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1', AWS_CONFIG_FILE: '/dev/null' };
const before = { ...process.env };
beforeAll(() => Object.assign(process.env, AROUND));
afterAll(() => {
  process.env = before;
});

const shop = ['--cluster', 'Shop'];
const long = 'x'.repeat(50_000);

test.each<[readonly string[], RegExp]>([
  [['watch', 'Web'], /--cluster/],
  [['watch', 'Web', '--cluster'], /--cluster <NAME>' argument missing/],
  [['watch', 'Web', '--cluster', ''], /^stowage: --cluster is empty; /],
  [['watch', '', ...shop], /^stowage: SERVICE is empty; /],
  [['watch', 'Web', 'more', ...shop], /too many arguments/],
  [['watch', 'Web', ...shop, '--region', 'Ireland'], /'Ireland' is no region; .*eu-west-1/],
  [['watch', 'Web', ...shop, '--region', ''], /no region|empty/],
  [['watch', 'Web', ...shop, '--profile', ''], /--profile is empty/],
  [['watch', 'Web', ...shop, '--timeout', '-1'], /no duration/],
  [['watch', 'Web', ...shop, '--timeout', '1d'], /no duration/],
  [['watch', 'Web', ...shop, '--timeout', '0'], /no time at all/],
  [['run-task', 'web', ...shop, '--timeout', '0s'], /no time at all/],
  [['watch', 'Web', ...shop, '--timout', '1m'], /did you mean --timeout\?/],
  [['drain', '', ...shop, '--yes'], /is empty/],
  [['drain', 'i-1', '--cluster', '', '--yes'], /--cluster is empty/],
  [['teardown', '', '--yes'], /STACK is empty/],
  [['teardown'], /STACK/],
  [['diagnose', ''], /is empty/],
  [['diagnose', 'Shop', '--service', ''], /--service is empty/],
  [['diagnose', 'Shop', '--service', 'a', '--task', 'b'], /not both/],
  [['diagnose', 'Shop', '--format', 'xml'], /text, json/],
  [['audit-images', ''], /is empty/],
  [['audit-images', '--region', 'eu west'], /no region/],
  [['preflight', '--profile', ''], /--profile is empty/],
  [['watch', 'Web', ...shop, '--region', '\u001b[2J\u202ex'], /'\ufffd\[2J\ufffdx' is no region/],
  [['watch', 'Web', ...shop, '--region', long], /no region|…/],
  [['run-task', '', ...shop], /FAMILY is empty/],
  [['run-task', 'web', ...shop, '--capacity', ''], /--capacity is empty/],
  [['run-task', 'web', ...shop, '--subnets', ''], /--subnets is empty/],
  [['run-task', '--stack', '', '--task', ''], /--stack is empty/],
  [['run-task', 'web', ...shop, '--detach', '--wait-for', 'stopped'], /--detach/],
  [['run-task', 'web', ...shop, '--count', '0'], /whole number/],
  [['run-task', 'web', ...shop, '--env', '=x'], /NAME=VALUE/],
  [['run-task', '--stack', 'Shop'], /--task/],
])('%p is refused before anything is called', async (args, said) => {
  const { code, out, err } = await runLive(args);
  expect({ code, out }).toEqual({ code: args[0] === 'run-task' ? 126 : 2, out: '' });
  expect(err).toMatch(/^stowage: [^\n]+\n$/);
  expect(err).toMatch(said);
  expect(err).not.toMatch(/got no answer/);
  expect(err.length).toBeLessThan(4200);
});

test('what a container is told to run may have empty parts', async () => {
  const { err } = await runLive(['run-task', 'web', ...shop, '--timeout', '1', '--', 'sh', '-c', '']);
  expect(err).not.toContain('empty');
});
