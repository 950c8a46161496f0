export { locate } from './locate';
export { type ReadOptions, readTemplates } from './read-templates';
export type { Resource } from './resource';
export type { Stack } from './stack';
export type { StackId } from './stack-id';
export { TemplateError, type TemplateErrorCode } from './template-error';
export { TemplateSet } from './template-set';
export * from './value/value';
