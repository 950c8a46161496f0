import { OperationError } from '../aws/problem/operation-error';
import type { Clock } from '../clock';

/**
 * What is waited for ends in time: by its answer, or as `timed-out`; as `interrupted` as soon as it is left. The
 * call is told by the signal.
 */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  what: string,
  call: (signal: AbortSignal) => Promise<T>,
  leave?: AbortSignal,
): Promise<T> {
  const late = new AbortController();
  const answered = new AbortController();
  const awake = leave ? AbortSignal.any([answered.signal, leave]) : answered.signal;
  const expiry = clock.sleep(milliseconds, awake).then((): never => {
    const isLeft = leave?.aborted === true;
    const seconds = Math.round(milliseconds / 1000);
    throw new OperationError(isLeft ? { code: 'interrupted', what } : { code: 'timed-out', what, seconds });
  });
  try {
    return await Promise.race([call(late.signal), expiry]);
  } finally {
    answered.abort();
    late.abort();
  }
}
