import type { StackId } from '../stack/stack-id';
import type { Resolved, Unknown, Value } from './value';

/** What the functions of one template can look up. */
export interface Scope {
  readonly stack: StackId;
  /** The value of `Ref`: of a parameter, pseudo parameter or resource. */
  ref(name: string): Resolved;
  attribute(logicalId: string, attribute: string): Value;
  condition(name: string): boolean | Unknown;
  mapping(map: string, first: string, second: string): Value;
  exported(name: string): Value;
  stackOutput(stackName: string, output: string): Value;
}
