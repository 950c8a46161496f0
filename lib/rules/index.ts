export { CATALOG } from './catalog';
export type { Finding } from './finding';
export type { Fact, Facts, Outcome } from './outcome';
export { type Rule, rule, type Severity } from './rule';
export { runRules } from './run-rules';
