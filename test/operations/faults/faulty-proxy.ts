import { request as call, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { errorAnswer, GATEWAY_ANSWER, type WireAnswer } from './fault-answer';
import type { Fault } from './faults';
import { type LocalServer, type Received, serve } from './local-server';

/** What befalls the requests through a proxy. */
export interface Fate {
  next(received: Received): Fault | undefined;
  /** Holds an answer up. @param headers those of the request */
  slow(headers: IncomingHttpHeaders): Promise<void>;
}

/** An HTTP proxy before an emulator at a URL, that does to requests what networks and services do. */
export const faultyProxy = (upstream: string, fate: Fate): Promise<LocalServer> =>
  serve(async (received, response) => {
    const { headers } = received.request;
    const fault = fate.next(received);
    switch (fault) {
      case 'throttled':
      case 'expired':
      case 'failed':
        return send(response, errorAnswer(fault, headers, received.body));
      case 'gateway':
        return send(response, GATEWAY_ANSWER);
      case 'dropped-before':
        return reset(response);
      case 'failed-after':
        await forward(upstream, received);
        return send(response, errorAnswer('failed', headers, received.body));
      case 'dropped-after':
        await forward(upstream, received);
        return reset(response);
      case 'cut-short':
        return half(response, await forward(upstream, received));
      case 'slow': {
        const answer = await forward(upstream, received);
        await fate.slow(headers);
        return send(response, answer);
      }
      case undefined:
        return send(response, await forward(upstream, received));
    }
  });

function send(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  // Whoever asked may have hung up.
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

/** The head and half of the body, as much as has left before the connection is lost. */
function half(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  const bytes = Buffer.from(body);
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => setImmediate(reset, response));
}

/** Hands a request on as it is. */
function forward(upstream: string, { request, body }: Received): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const onward = call(
      new URL(request.url ?? '/', upstream),
      { method: request.method, headers: request.headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...headers } = answer.headers;
          resolve({
            status: answer.statusCode ?? 502,
            headers: headers as WireAnswer['headers'],
            body: Buffer.concat(chunks),
          });
        });
      },
    );
    onward.on('error', reject);
    onward.end(body);
  });
}
