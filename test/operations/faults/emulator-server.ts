import type { EmulatedEcs } from './emulated-ecs';
import { type LocalServer, serve } from './local-server';

/** The emulated ECS and CloudWatch Logs by HTTP, in the protocol that the SDK speaks with both: AWS JSON 1.1. */
export const serveEmulator = (ecs: EmulatedEcs): Promise<LocalServer> =>
  serve(async ({ request, body }, response) => {
    const [, operation = ''] = String(request.headers['x-amz-target']).split('.');
    const answer = ecs.answer(operation, JSON.parse(body.toString()) as Record<string, unknown>);
    const [status, content] =
      'body' in answer ? [200, answer.body] : [answer.status, { __type: answer.error, message: answer.error }];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(content));
  });
