import { Account } from '../../../lib/operations/preflight/account';
import { type PreflightCheck, resultsOf } from '../../../lib/operations/preflight/check';
import type { ModelAssumptions } from '../../../lib/template';
import { modelOf } from '../../template/model-of';
import { testClients } from '../test-clients';

/** What a check says of a template: by subject, `holds` or the code of what is wrong or open. */
export async function look(
  check: PreflightCheck,
  template: string,
  {
    download,
    assumptions,
  }: { download?: (url: string) => Promise<string>; assumptions?: Partial<ModelAssumptions> } = {},
): Promise<Readonly<Record<string, string>>> {
  const model = modelOf(template, assumptions, 'eu-west-1');
  const results = await resultsOf(check, model, new Account(testClients(), download));
  return Object.fromEntries(
    results.map(({ subject, outcome }) => {
      const code =
        outcome.state === 'fails' ? outcome.problem.code : outcome.state === 'unknown' ? outcome.why.code : '';
      return [subject, code ? `${outcome.state}: ${code}` : outcome.state];
    }),
  );
}

/** What AWS answers when something is not there, or not allowed. */
export const refusal = (name: string, message = 'refused'): Error =>
  Object.assign(new Error(message), { name, $metadata: {} });
