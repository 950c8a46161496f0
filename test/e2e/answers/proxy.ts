import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One call, as it goes over the wire. */
export interface Call {
  readonly operation: string;
  /** The region that the call is signed for. */
  readonly region: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** Asks the emulator itself; its answers are as the SDK's types say, but for dates, which are numbers. */
export type Ask = <Answer>(operation: string, input: object) => Promise<Answer>;

export type Next = (call: Call) => Promise<object>;

/** Where an emulator's ECS or ECR answers otherwise than AWS does, and how that is mended from what the emulator has then. */
export interface AnswerAdaptation {
  /** One sentence, repeated in docs/testing.md. */
  readonly shortfall: string;
  /** @param proxy Where the proxy answers. */
  readonly apply: (call: Call, next: Next, ask: Ask, proxy: string) => Promise<object>;
}

/** Services whose answers are adapted: ECS and ECR. */
const ADAPTED = ['AmazonEC2ContainerServiceV20141113', 'AmazonEC2ContainerRegistry_V20150921'];
/** Its registry takes any password. */
const REGISTRY_LOGIN = `Basic ${Buffer.from('AWS:any').toString('base64')}`;
const HOP_BY_HOP = new Set(['connection', 'content-encoding', 'content-length', 'expect', 'host', 'transfer-encoding']);

/** An answer of the emulator that is an error; it is handed on as it is. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: Buffer,
  ) {
    super(`${status} ${body}`);
  }
}

/** Stands between the SDK and an emulator, and adapts what goes to and comes from some of it; all else goes through. */
export async function startProxy(emulator: string, adaptations: readonly AnswerAdaptation[]) {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (!HOP_BY_HOP.has(name)) headers.set(name, String(value));
    }
    const send = (to: Headers, content: string | Buffer) => {
      const hasBody = !['GET', 'HEAD'].includes(request.method!);
      return fetch(`${emulator}${request.url}`, {
        method: request.method!,
        headers: to,
        ...(hasBody && { body: content }),
      });
    };
    const [service, operation] = (headers.get('x-amz-target') ?? '').split('.');
    if (!ADAPTED.includes(service!) || !operation) {
      if (request.url!.startsWith('/v2/') && !headers.has('authorization'))
        headers.set('authorization', REGISTRY_LOGIN);
      const answer = await send(headers, body);
      const kept = [...answer.headers].filter(([name]) => !HOP_BY_HOP.has(name));
      response.writeHead(answer.status, Object.fromEntries(kept)).end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const ask: Ask = async (name, input) => {
      const to = new Headers(headers);
      to.set('x-amz-target', `${service}.${name}`);
      const answer = await send(to, JSON.stringify(input));
      if (!answer.ok) throw new Refusal(answer.status, Buffer.from(await answer.arrayBuffer()));
      return JSON.parse(await answer.text());
    };
    const asked: Next = ({ operation: name, input }) => ask<object>(name, input);
    const chain = adaptations.reduce<Next>(
      (next, { apply }) =>
        (call) =>
          apply(call, next, ask, endpoint()),
      asked,
    );
    const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(headers.get('authorization') ?? '') ?? [];
    const answer = await chain({ operation, region, input: JSON.parse(body.toString() || '{}') });
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answer));
  };
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      const known = error instanceof Refusal;
      const content = known ? error.body : JSON.stringify({ __type: 'ProxyFailure', message: String(error?.stack) });
      response.writeHead(known ? error.status : 400, { 'content-type': 'application/x-amz-json-1.1' }).end(content);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: endpoint(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
