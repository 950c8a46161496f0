export { checkGitHub } from './check/check-github';
export { type CheckJson, checkJson } from './check/check-json';
export type { CheckReport } from './check/check-report';
export { checkSarif } from './check/check-sarif';
export { checkText } from './check/check-text';
export { inventoryText } from './inventory-text';
export { rulePage, rulesMarkdown, rulesText } from './rule-page';
export type { Page } from './style';
