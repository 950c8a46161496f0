import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { api, groupIs, healthy, lacking, servicesAre, targetIs } from '../operations/diagnose/stage';
import { runLive } from './run';

const around = ['--region', 'eu-west-1'];

beforeEach(healthy);

test('nothing wrong ends with 0', async () => {
  expect(await runLive(['diagnose', 'Shop', ...around])).toEqual({
    code: 0,
    out: 'Shop (service Web): nothing wrong found\n',
    err: '',
  });
});

test('causes end with 1, each with what shows it and what to do', async () => {
  servicesAre(lacking);
  groupIs({ MaxSize: 1 });
  const { code, out } = await runLive(['diagnose', 'Shop', ...around]);
  expect(code).toBe(1);
  expect(out.split('\n')).toEqual([
    'Shop (service Web): capacity provider steady does not scale out: the group SteadyGroup is at its maximum of 1',
    '',
    'capacity provider steady does not scale out: the group SteadyGroup is at its maximum of 1 [maximum-reached]',
    '  desired 1, maximum 1; 2 tasks of it wait',
    '  Fix: raise the maximum of the group in its stack, or run fewer or smaller tasks',
    '  so: 2 tasks of service:Web (web:1) cannot be placed: no instance of steady takes one, the nearest for memory (needs 4000 MiB, 3772 of 7772 free) [unplaceable]',
    '    i-0000000000000001 (m7g.large, eu-west-1a): memory (needs 4000 MiB, 3772 of 7772 free)',
    '',
  ]);
});

test('what may not be read is told with the statement', async () => {
  api.loadBalancing.on(DescribeTargetHealthCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  const { code, out } = await runLive(['diagnose', 'Shop', ...around]);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'Shop (service Web): nothing wrong found, and not everything was looked at',
    '',
    'not looked at:',
    '  targets of web: add to the policy {"Effect":"Allow","Action":"elasticloadbalancing:DescribeTargetHealth","Resource":"*"}',
    '',
  ]);
});

test('as JSON, a cause is data and words, in a form that has a version', async () => {
  targetIs({ State: 'unhealthy', Reason: 'Target.Timeout' });
  const { code, out } = await runLive(['diagnose', 'Shop', '--format', 'json', ...around]);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual({
    version: 1,
    cluster: 'Shop',
    services: ['Web'],
    task: null,
    verdict: expect.stringMatching(/^Shop \(service Web\): 1 of 1 targets of Web in web are unhealthy/),
    causes: [
      expect.objectContaining({
        code: 'targets-unhealthy',
        targets: ['10.0.0.7:80'],
        text: { title: expect.any(String), evidence: expect.any(Array), fix: expect.any(String) },
      }),
    ],
    notLookedAt: [],
  });
});

test('a question about two things at once ends with 2', async () => {
  const { code, err } = await runLive(['diagnose', 'Shop', '--service', 'Web', '--task', 't1', ...around]);
  expect(code).toBe(2);
  expect(err).toBe('stowage: ask about a service or about a task: give --service or --task, not both\n');
});
