import type { Clock } from '../../../lib/operations';
import type { RandomSource } from '../../../lib/placement';
import type { Answer, EmulatedEcs } from './emulated-ecs';

/** How often each fault befalls a request, from 0 to 1. */
export interface FaultRates {
  readonly throttled: number;
  readonly failed: number;
  readonly droppedBefore: number;
  readonly droppedAfter: number;
  readonly slow: number;
  /** Of five minutes, how much the credentials are expired. */
  readonly expired: number;
}

interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const dropped = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

/** Stands between the SDK and the emulator, in place of HTTP, and does to requests what networks and services do. */
export class FaultyHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  /** Requests that got no honest answer. */
  faults = 0;

  constructor(
    private readonly ecs: EmulatedEcs,
    private readonly rates: FaultRates,
    private readonly clock: Clock,
    private readonly random: RandomSource,
  ) {}

  async handle({ headers, body }: Request, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
    const operation = headers['x-amz-target']!.split('.')[1]!;
    const input = JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Record<
      string,
      unknown
    >;
    const { throttled, failed, droppedBefore, droppedAfter, slow, expired } = this.rates;
    const befalls = (rate: number): boolean => {
      const does = this.random() < rate;
      if (does) this.faults++;
      return does;
    };
    if ((this.clock.now() % 300_000) / 300_000 > 1 - expired)
      return response({ error: 'ExpiredTokenException', status: 400 });
    if (befalls(throttled)) return response({ error: 'ThrottlingException', status: 400 });
    if (befalls(droppedBefore)) throw dropped();
    const isFailed = befalls(failed);
    // Half of the failures come after the work was done.
    if (isFailed && this.random() < 0.5) return response({ error: 'ServerException', status: 500 });
    const answer = this.ecs.answer(operation, input);
    if (isFailed) return response({ error: 'ServerException', status: 500 });
    if (befalls(droppedAfter)) throw dropped();
    if (befalls(slow)) await this.clock.sleep(this.random() * 90_000, abortSignal);
    if (abortSignal?.aborted) throw Object.assign(new Error('aborted'), { name: 'AbortError' });
    return response(answer);
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
