import { statementFor } from '../../../operations/aws/problem-text';
import type { Cause } from '../../../operations/diagnose/cause';
import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import { type CauseText, causeText } from './causes/cause-text';

/** A diagnosis for machines. */
export interface DiagnoseJson {
  /** Of this form; a field may be added without a new one. */
  readonly version: 1;
  readonly cluster: string;
  readonly services: readonly string[];
  readonly task: string | null;
  /** Each as data, and in words. */
  readonly causes: readonly (Cause & { readonly text: CauseText })[];
  readonly notLookedAt: readonly {
    readonly what: string;
    readonly action: string;
    /** What to add to the policy; null where a policy denies it. */
    readonly statement: object | null;
  }[];
}

/** The diagnosis as the contract has it. */
export const diagnoseJson = ({ cluster, services, task, causes, notLookedAt }: Diagnosis): DiagnoseJson => ({
  version: 1,
  cluster,
  services,
  task: task ?? null,
  causes: causes.map((cause) => ({ ...cause, text: causeText(cause) })),
  notLookedAt: notLookedAt.map(({ what, problem: { action, resource, explicit } }) => ({
    what,
    action,
    statement: explicit ? null : statementFor(action, resource),
  })),
});
