import type { ModelAssumptions } from './model-assumptions';
import type { TemplateSet } from './template-set';

/**
 * What the templates amount to in ECS's words: the one thing rules, plan and simulation read.
 * Every part is made when it is first asked for, once.
 */
export class Model {
  constructor(
    readonly set: TemplateSet,
    readonly assumptions: ModelAssumptions,
  ) {}
}
