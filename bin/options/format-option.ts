import { Option } from 'commander';

/** How most results can be written. */
export type Format = 'text' | 'json';

/** `--format` of a verb; as text unless it is given. */
export const formatOption = (
  what = 'how to write the result',
  formats: readonly string[] = ['text', 'json'] satisfies readonly Format[],
): Option => new Option('--format <FORMAT>', what).choices(formats).default('text');
