import type { Clock } from '../../../lib/operations';
import type { Answer, EmulatedEcs } from './emulated-ecs';
import type { Misfortune } from './faults';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const dropped = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

const FAILURE: Answer = { error: 'ServerException', status: 500 };

/** Stands between the SDK and the emulator, in place of HTTP, and does to requests what networks and services do. */
export class FaultyHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  constructor(
    private readonly ecs: EmulatedEcs,
    private readonly misfortune: Misfortune,
    private readonly clock: Clock,
  ) {}

  async handle({ headers, body }: Request, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
    const operation = headers['x-amz-target']!.split('.')[1]!;
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
    const carryOut = () => this.ecs.answer(operation, JSON.parse(text) as Record<string, unknown>);
    const answer = await this.answer(this.misfortune.next(), carryOut, abortSignal);
    if (abortSignal?.aborted) throw Object.assign(new Error('aborted'), { name: 'AbortError' });
    return response(answer);
  }

  private async answer(
    fault: ReturnType<Misfortune['next']>,
    carryOut: () => Answer,
    abortSignal?: AbortSignal,
  ): Promise<Answer> {
    switch (fault) {
      case 'expired':
        return { error: 'ExpiredTokenException', status: 400 };
      case 'throttled':
        return { error: 'ThrottlingException', status: 400 };
      case 'dropped-before':
        throw dropped();
      case 'failed':
      case 'gateway':
        return FAILURE;
      case 'failed-after':
        carryOut();
        return FAILURE;
      case 'dropped-after':
      case 'cut-short':
        carryOut();
        throw dropped();
      case 'slow': {
        const answer = carryOut();
        await this.clock.sleep(this.misfortune.delay(), abortSignal);
        return answer;
      }
      case undefined:
        return carryOut();
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }
}

function response(answer: Answer) {
  const [statusCode, body] =
    'body' in answer ? [200, answer.body] : [answer.status, { __type: answer.error, message: answer.error }];
  const headers = { 'content-type': 'application/x-amz-json-1.1' };
  return { response: { statusCode, headers, body: Buffer.from(JSON.stringify(body)) } };
}
