import { Account } from '../../../lib/operations/preflight/account';
import { type PreflightCheck, resultOf } from '../../../lib/operations/preflight/check';
import type { PreflightResult } from '../../../lib/operations/preflight/outcome';
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
  readonly readSecrets?: boolean;
  /** As given by `--stack`. */
  readonly stack?: string;
}

const templateOf = (text: string): JsonObject => {
  const template = parseText('t.yaml', text);
  if (!isObject(template)) throw new Error('not a template');
  return template;
};

const nothing = (): Promise<string> => Promise.reject(new Error('nothing is to be downloaded'));

async function results(
  check: PreflightCheck,
  template: string,
  { download = nothing, assumptions, stackName, account, readSecrets, stack }: Looking,
): Promise<readonly PreflightResult[]> {
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
  const looking = new Account(testClients(), set, { download, readSecrets, stackName: stack });
  return Promise.all(check.questions(model, looking).map((question) => resultOf(check.id, question)));
}

/** What a check says of a template: by subject, `holds` or the code of what is wrong or open. */
export async function look(
  check: PreflightCheck,
  template: string,
  looking: Looking = {},
): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    (await results(check, template, looking)).map(({ subject, outcome }) => {
      const code =
        outcome.state === 'fails' ? outcome.problem.code : outcome.state === 'unknown' ? outcome.why.code : '';
      return [subject, code ? `${outcome.state}: ${code}` : outcome.state];
    }),
  );
}

/** The same with all its data. */
export const outcomes = async (check: PreflightCheck, template: string, looking: Looking = {}) =>
  (await results(check, template, looking)).map(({ outcome }) => outcome);

/** What AWS answers when something is not there, or not allowed. */
export const refusal = (name: string, message = 'refused'): Error =>
  Object.assign(new Error(message), { name, $metadata: {} });
