import { type MisuseCode, MisuseError } from '../lib/errors';

/** The code with which an action is refused, or undefined when it is not; any other error is thrown on. */
export function misuseOf(action: () => unknown): MisuseCode | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof MisuseError) return error.code;
    throw error;
  }
}
