import { statementFor } from '../../../operations/aws/problem/problem-text';
import type { Diagnosis } from '../../../operations/diagnose/diagnose';
import type { OrderedCause } from '../../../operations/diagnose/ordered';
import { causeText } from './causes/cause-text';
import type { CauseText } from './causes/cause-words';
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
    /** The action that is missing, as IAM names it; null where none is. */
    readonly action: string | null;
    /** What to add to the policy; null where that would not help. */
    readonly statement: object | null;
    /** What was not understood. */
    readonly detail?: string;
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
  notLookedAt: diagnosis.notLookedAt.map(({ what, problem }) => {
    if (problem.code === 'not-understood') return { what, action: null, statement: null, detail: problem.detail };
    const { action, resource, explicit } = problem;
    return { what, action, statement: explicit ? null : statementFor(action, resource) };
  }),
});
