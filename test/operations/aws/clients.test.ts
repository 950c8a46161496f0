import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { clientsFor } from '../../../lib/operations';
import { testClients } from '../test-clients';

test('nobody answers: said with what was called', async () => {
  await expect(testClients().ecs.listClusters({})).rejects.toMatchObject({
    problem: { code: 'unreachable', action: 'ecs:ListClusters' },
  });
});

test('a region of another client is its own', async () => {
  const clients = testClients();
  expect(await clients.region()).toBe('eu-west-1');
  expect(await clients.inRegion('us-east-1').region()).toBe('us-east-1');
});

test('credentials are asked for once, whatever the service and the region', async () => {
  const credentials = jest.fn(async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }));
  const clients = clientsFor({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1, credentials });
  for (const there of [clients, clients.inRegion('us-east-1')]) {
    await expect(there.ecs.listClusters({})).rejects.toMatchObject({ problem: { code: 'unreachable' } });
    await expect(there.ec2.describeRegions({})).rejects.toMatchObject({ problem: { code: 'unreachable' } });
  }
  expect(credentials).toHaveBeenCalledTimes(1);
});

test('many calls at once that end with one signal are no reason for Node to warn', async () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const clients = testClients().endingWith(new AbortController().signal);
  await Promise.allSettled(Array.from({ length: 20 }, () => clients.ecs.listClusters({})));
  const warned = warn.mock.calls.map(([warning]) => (warning instanceof Error ? warning.name : String(warning)));
  warn.mockRestore();
  expect(warned).not.toContain('MaxListenersExceededWarning');
});

test('no client is loaded before its service is called', () => {
  const operations = join(__dirname, '..', '..', '..', 'lib', 'operations');
  const program = `
    const { clientsFor } = require(${JSON.stringify(operations)});
    const loaded = () => Object.keys(require.cache).map((file) => (/@aws-sdk.client-([\\w-]+)/.exec(file) || [])[1]);
    const names = () => [...new Set(loaded().filter(Boolean))].sort().join();
    const clients = clientsFor({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    const before = names();
    clients.ecs.listClusters({}).catch(() => console.log(JSON.stringify([before, names()])));
  `;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '-e', program], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(['', 'ecs']);
});
