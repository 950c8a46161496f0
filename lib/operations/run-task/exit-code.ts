import type { RunTaskResult, TaskState } from './run-task-result';

/** The exit code of a run that started nothing, or whose end is not known. */
export const NOT_STARTED = 125;

/**
 * The exit code that a run comes to, as `docker run` has it: that of the essential container; of several tasks the
 * first that is not zero; 125 where a task never ran or its end is not known.
 */
export function exitCodeOf(result: RunTaskResult): number {
  switch (result.code) {
    case 'not-started':
    case 'timed-out':
    case 'lost-contact':
      return NOT_STARTED;
    case 'running':
    case 'started':
    case 'stopped':
    case 'left': {
      const mayRun = result.code === 'left' ? result.stopping === 'kept' : result.code !== 'stopped';
      const codes = result.tasks.map(({ state }) => codeOf(state, mayRun));
      return codes.find((code) => code !== 0) ?? (result.missing > 0 ? NOT_STARTED : 0);
    }
  }
}

function codeOf(state: TaskState, mayRun: boolean): number {
  if (state.code === 'exited') return asByte(state.exitCode);
  return mayRun && (state.code === 'running' || state.code === 'pending') ? 0 : NOT_STARTED;
}

/** As a process can end with: a code beyond a byte, as Windows has them, stays what it is modulo 256, but never zero. */
const asByte = (code: number): number => (code === 0 ? 0 : code & 0xff || 1);
