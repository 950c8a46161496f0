import { Option } from 'commander';
import { secondsOf } from '../settings/durations';
import { UsageError } from '../usage-error';

/** `--timeout` of a verb that waits. */
export const timeoutOption = (what: string, standard: string): Option =>
  new Option('--timeout <TIME>', `${what} (default: ${standard})`).argParser((text) => {
    const seconds = secondsOf('timeout', text);
    if (seconds > 0) return seconds;
    throw new UsageError(`--timeout ${text}: leaves no time at all; write seconds, or a number with s, m or h`);
  });
