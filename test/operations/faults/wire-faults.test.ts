import { type Clients, clientsFor, OperationError, type OperationProblemCode } from '../../../lib/operations';
import type { Fault } from './faults';
import { faultyProxy } from './faulty-proxy';
import { type LocalServer, serve } from './local-server';

// Every service speaks one of three protocols. What befalls a request must be understood in each of them.

/** Any call will do: what befalls it is not of its making. */
type AnyCall = (input: object) => Promise<unknown>;

const services = (clients: Clients): Readonly<Record<string, AnyCall>> => {
  const { region: _, inRegion: __, endingWith: ___, repeatedBy: ____, ...all } = clients;
  return Object.fromEntries(
    Object.entries(all).map(([name, calls]) => [name, Object.values(calls as Record<string, AnyCall>)[0]!]),
  );
};

const CODES: Readonly<Record<Exclude<Fault, 'slow'>, OperationProblemCode>> = {
  throttled: 'throttled',
  failed: 'service-fault',
  'failed-after': 'service-fault',
  gateway: 'service-fault',
  'dropped-before': 'unreachable',
  'dropped-after': 'unreachable',
  'cut-short': 'unreachable',
  expired: 'expired-credentials',
};

let service: LocalServer;
let proxy: LocalServer;
let faults: Fault[] = [];

const clientsWith = (maxAttempts: number) =>
  clientsFor({
    region: 'eu-west-1',
    endpoint: proxy.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
  });

beforeAll(async () => {
  service = await serve(async ({ request }, response) => {
    const isJson = request.headers['x-amz-target'] !== undefined;
    response.writeHead(200, { 'content-type': isJson ? 'application/x-amz-json-1.1' : 'text/xml' });
    response.end(isJson ? '{"clusterArns":["arn"]}' : '<Response><Result></Result></Response>');
  });
  proxy = await faultyProxy(service.endpoint, { next: () => faults.shift(), slow: () => Promise.resolve() });
});

afterAll(async () => {
  await proxy.stop();
  await service.stop();
});

describe.each(Object.entries(CODES) as [Fault, OperationProblemCode][])('%s', (fault, code) => {
  const names = Object.keys(services(clientsFor()));

  test.each(names)(`is ${code}, in one line that says so, of %s`, async (name) => {
    faults = [fault];
    const error = await services(clientsWith(1))[name]!({}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OperationError);
    expect((error as OperationError).problem.code).toBe(code);
    expect((error as OperationError).message).not.toMatch(/\n|wrapper|Deserialization|\$response|Unexpected token/);
  });
});

const passing = (Object.keys(CODES) as Fault[]).filter((fault) => fault !== 'expired' && fault !== 'cut-short');

test.each(passing)('the SDK as shipped repeats a call that was %s', async (fault) => {
  faults = [fault];
  await expect(clientsWith(4).ecs.listClusters({})).resolves.toMatchObject({ clusterArns: ['arn'] });
});

test('a call ends with the signal of whoever waits for it', async () => {
  const hanging = await faultyProxy(service.endpoint, { next: () => 'slow', slow: () => new Promise(() => {}) });
  const leave = new AbortController();
  const clients = clientsFor({
    region: 'eu-west-1',
    endpoint: hanging.endpoint,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const call = clients.endingWith(leave.signal).ecs.listClusters({});
  setTimeout(() => leave.abort(), 50);
  await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await hanging.stop();
});
