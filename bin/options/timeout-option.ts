import { Option } from 'commander';
import { secondsOf } from '../settings/durations';

/** `--timeout` of a verb that waits. */
export const timeoutOption = (what: string, standard: string): Option =>
  new Option('--timeout <TIME>', `${what} (default: ${standard})`).argParser((text) => secondsOf('timeout', text));
