import { DEFAULT_MODEL_ASSUMPTIONS, Model, type ModelAssumptions, type ReadOptions, readTemplates } from '../template';
import type { Acknowledgement } from './acknowledgement';
import { CATALOG } from './catalog';
import type { Finding } from './finding';
import type { Rule } from './rule';
import { runRules } from './run-rules';

/** What is checked for, and how what is read will be deployed. */
export interface CheckOptions extends ReadOptions {
  /** @default - those of `DEFAULT_MODEL_ASSUMPTIONS` */
  readonly assumptions?: Partial<ModelAssumptions>;
  /** @default - every rule */
  readonly rules?: readonly Rule[];
  /** Findings that are accepted, besides those that templates and apps acknowledge. @default - none */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/** What was read, and what the rules found in it. */
export interface Checked {
  readonly model: Model;
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
}

/** Reads templates and runs rules over them. @throws TemplateError for what cannot be read */
export function checkTemplates(paths: readonly string[], options: CheckOptions = {}): Checked {
  const { rules = CATALOG, assumptions, acknowledgements } = options;
  const model = new Model(readTemplates(paths, options), { ...DEFAULT_MODEL_ASSUMPTIONS, ...assumptions });
  return { model, rules, findings: runRules(rules, model, acknowledgements) };
}

/** Whether a finding is a reason not to deploy: an error that is certain and that nobody accepted. */
export const isBlocking = ({ state, severity, acknowledged }: Finding): boolean =>
  state === 'fails' && severity === 'error' && acknowledged === undefined;

/** Whether a finding says that a rule itself failed. */
export const isInternalError = ({ id }: Finding): boolean => id === 'internal-error';
