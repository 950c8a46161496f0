import { UsageError } from '../usage-error';
import type { Surroundings } from './command';

/**
 * Whether what has been shown shall be done: by `--yes`, or by whoever sits at the terminal.
 * @throws UsageError where nobody can be asked
 */
export async function isAgreed({ person }: Surroundings, yes: boolean | undefined, question: string): Promise<boolean> {
  if (yes) return true;
  if (!person) throw new UsageError('nobody is there to agree to this; give --yes to carry it out');
  return /^y(es)?$/i.test(await person.ask(`${question} [y/N] `));
}
