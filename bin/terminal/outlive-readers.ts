import type { Writable } from 'node:stream';

/**
 * Has the command go on where nobody reads it any more, as after `head`, or where what it prints cannot be kept: what
 * it has begun in an account is brought to its end, of which the exit code tells.
 */
export function outliveReaders(stdout: Writable, stderr: Writable): void {
  stderr.on('error', () => {});
  let isTold = false;
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that has seen enough is no failure.
    if (code === 'EPIPE' || isTold) return;
    isTold = true;
    stderr.write(`stowage: what is printed is lost from here on: ${message}\n`);
  });
}
