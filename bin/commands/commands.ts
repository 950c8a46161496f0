import { check } from './check';
import type { Verb } from './command';
import { explain } from './explain';
import { simulate } from './simulate';

/** Every verb, in the order of the help. */
export const COMMANDS: readonly Verb[] = [check, simulate, explain];
