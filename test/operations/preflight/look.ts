import { Account } from '../../../lib/operations/preflight/account';
import { type PreflightCheck, resultsOf } from '../../../lib/operations/preflight/check';
import {
  DEFAULT_MODEL_ASSUMPTIONS,
  isObject,
  type JsonObject,
  Model,
  type ModelAssumptions,
  parseText,
  TemplateSet,
} from '../../../lib/template';
import { testClients } from '../test-clients';

interface Looking {
  readonly download?: (url: string) => Promise<string>;
  readonly assumptions?: Partial<ModelAssumptions>;
  /** @default - not known, as for a template that the CDK did not write */
  readonly stackName?: string;
  /** @default - the stack is bound to none */
  readonly account?: string;
}

const templateOf = (text: string): JsonObject => {
  const template = parseText('t.yaml', text);
  if (!isObject(template)) throw new Error('not a template');
  return template;
};

/** What a check says of a template: by subject, `holds` or the code of what is wrong or open. */
export async function look(
  check: PreflightCheck,
  template: string,
  { download, assumptions, stackName, account }: Looking = {},
): Promise<Readonly<Record<string, string>>> {
  const source = {
    id: 't.yaml',
    file: 't.yaml',
    template: templateOf(template),
    region: 'eu-west-1',
    stackName,
    account,
  };
  const set = new TemplateSet([source]);
  const model = new Model(set, { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
  const results = await resultsOf(check, model, new Account(testClients(), set, download));
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
