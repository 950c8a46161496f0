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

/** What a program prints that has `clients`, in a process of its own. */
function printedBy(program: string): string {
  const operations = join(__dirname, '..', '..', '..', 'lib', 'operations');
  const whole = `
    const { clientsFor } = require(${JSON.stringify(operations)});
    const clients = clientsFor({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
    ${program}`;
  return execFileSync(process.execPath, ['--import', 'tsx', '-e', whole], { encoding: 'utf8' });
}

test('many calls at once that end with one signal are no reason for Node to warn', () => {
  const printed = printedBy(`
    const warned = [];
    process.on('warning', ({ name }) => warned.push(name));
    const ending = clients.endingWith(new AbortController().signal);
    Promise.allSettled(Array.from({ length: 20 }, () => ending.ecs.listClusters({})))
      .then(() => setImmediate(() => console.log(warned.includes('MaxListenersExceededWarning'))));
  `);
  expect(printed.trim()).toBe('false');
});

test('no client is loaded before its service is called', () => {
  const printed = printedBy(`
    const loaded = () => Object.keys(require.cache).map((file) => (/@aws-sdk.client-([\\w-]+)/.exec(file) || [])[1]);
    const names = () => [...new Set(loaded().filter(Boolean))].sort().join();
    const before = names();
    clients.ecs.listClusters({}).catch(() => console.log(JSON.stringify([before, names()])));
  `);
  expect(JSON.parse(printed)).toEqual(['', 'ecs']);
});

test('what repeats calls makes each of them, also those that end with a signal, and none of another region', async () => {
  let made = 0;
  const repeating = testClients().repeatedBy((call) => {
    made++;
    return call();
  });
  const problem = { code: 'unreachable', action: 'ecs:ListClusters' };
  await expect(repeating.ecs.listClusters({})).rejects.toMatchObject({ problem });
  expect(made).toBe(1);
  await expect(repeating.endingWith(new AbortController().signal).ecs.listClusters({})).rejects.toMatchObject({
    problem,
  });
  expect(made).toBe(2);
  await expect(repeating.inRegion('us-east-1').ecs.listClusters({})).rejects.toMatchObject({ problem });
  expect(made).toBe(2);
});
