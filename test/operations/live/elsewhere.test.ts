import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clientsFor } from '../../../lib/operations';
import { otherRegionsWith } from '../../../lib/operations/live/elsewhere';

test('a region that does not answer keeps nobody waiting', async () => {
  const server = createServer((request, response) => {
    // Whom a request is for, its signature says.
    if (request.headers.authorization?.includes('/us-east-1/')) response.end('{"clusters": [{}]}');
  }).listen(0);
  jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const late = new AbortController();
    setTimeout(() => late.abort(), 500);
    return late.signal;
  });
  try {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const clients = clientsFor({ region: 'eu-west-1', endpoint, credentials });
    const has = async (there: typeof clients) => ((await there.ecs.describeClusters({})).clusters ?? []).length > 0;
    expect(await otherRegionsWith(clients, has, ['us-east-1', 'us-west-2', 'eu-west-1'])).toEqual(['us-east-1']);
  } finally {
    jest.restoreAllMocks();
    server.closeAllConnections();
    server.close();
  }
}, 10_000);
