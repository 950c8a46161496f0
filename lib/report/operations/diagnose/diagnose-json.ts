import { statementFor } from '../../../operations/aws/problem-text';
import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import type { OrderedCause } from '../../../operations/diagnose/ordered';
import { type CauseText, causeText } from './causes/cause-text';
import { verdictText } from './verdict-text';

/** A diagnosis for machines, as `schema/diagnose-v1.json` describes it. */
export interface DiagnoseJson {
  /** Of this form; a field may be added without a new one. */
  readonly version: 1;
  readonly cluster: string;
  readonly services: readonly string[];
  readonly task: string | null;
  /** In one line: what was looked at, and the cause that explains most. */
  readonly verdict: string;
  /** Each as data, and in words. The first is the answer; what follows from a cause comes after it. */
  readonly causes: readonly (OrderedCause & { readonly text: CauseText })[];
  readonly notLookedAt: readonly {
    readonly what: string;
    readonly action: string;
    /** What to add to the policy; null where a policy denies it. */
    readonly statement: object | null;
  }[];
}

/** The diagnosis as the contract has it. */
export const diagnoseJson = (diagnosis: Diagnosis): DiagnoseJson => ({
  version: 1,
  cluster: diagnosis.cluster,
  services: diagnosis.services,
  task: diagnosis.task ?? null,
  verdict: verdictText(diagnosis),
  causes: diagnosis.causes.map((cause) => ({ ...cause, text: causeText(cause) })),
  notLookedAt: diagnosis.notLookedAt.map(({ what, problem: { action, resource, explicit } }) => ({
    what,
    action,
    statement: explicit ? null : statementFor(action, resource),
  })),
});
