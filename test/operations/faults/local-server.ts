import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A server on this machine. */
export interface LocalServer {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** What came with a request. */
export interface Received {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

/** Starts an HTTP server on a free port. */
export function serve(answer: (received: Received, response: ServerResponse) => Promise<void>): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('error', () => {});
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer({ request, body: Buffer.concat(chunks) }, response).catch((error: unknown) => {
        response.destroy(error as Error);
      });
    });
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      resolve({
        endpoint: `http://127.0.0.1:${port}`,
        stop: () =>
          new Promise((stopped) => {
            server.close(() => stopped());
            server.closeAllConnections();
          }),
      });
    });
  });
}
