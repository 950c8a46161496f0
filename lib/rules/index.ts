export { type Acknowledgement, covers, isAcknowledgedInApp } from './acknowledgement';
export { CATALOG } from './catalog';
export { type Checked, type CheckOptions, checkTemplates, isBlocking, isInternalError } from './check';
export type { Finding } from './finding';
export type { Fact, Facts, Outcome } from './outcome';
export { type Rule, rule, type Severity } from './rule';
export { runRules } from './run-rules';
export { unknownSentence } from './unknown-sentence';
