import { ECSClient } from '@aws-sdk/client-ecs';
import type { VirtualClock } from './virtual-clock';

type Inner = ReturnType<typeof newHandler>;
type Handled = Awaited<ReturnType<Inner['handle']>>;

/** The SDK's own, for HTTP over sockets. */
const newHandler = () => new ECSClient({ region: 'eu-west-1' }).config.requestHandler;

/** Milliseconds within which `clientsFor` has the SDK wait for the head of an answer. */
const REQUEST_TIMEOUT = 20_000;

/** The header by which a proxy knows which request it holds. */
export const REQUEST_ID = 'x-request-under-way';

let requests = 0;

/**
 * The SDK's handler for HTTP, with real connections, on a clock that stands still while a request is under way. What
 * is on that clock in place of the SDK's own timers is the request timeout.
 */
export class PacedHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  private readonly inner = newHandler();

  constructor(private readonly clock: VirtualClock) {}

  async handle(
    request: Parameters<Inner['handle']>[0],
    { abortSignal }: { readonly abortSignal?: AbortSignal } = {},
  ): Promise<Handled> {
    const { clock } = this;
    const id = String(requests++);
    request.headers[REQUEST_ID] = id;
    clock.begin(id);
    const answered = new AbortController();
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, ...(abortSignal ? [abortSignal] : [])]);
    void clock.sleep(REQUEST_TIMEOUT, answered.signal).then(() => late.abort());
    try {
      const handled = await this.inner.handle(request, { abortSignal: signal });
      // An answer is over with its body.
      handled.response.body.once('close', () => clock.end(id));
      return handled;
    } catch (error) {
      clock.end(id);
      if (!late.signal.aborted || abortSignal?.aborted) throw error;
      throw Object.assign(new Error('no answer in time'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    } finally {
      answered.abort();
    }
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): object {
    return {};
  }

  destroy(): void {
    this.inner.destroy?.();
  }
}
