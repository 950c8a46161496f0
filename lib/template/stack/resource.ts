import { emptyObject, isObject, type Json, type JsonObject } from '../source/json';
import { isStruct, type Struct, type Unknown } from '../value/value';
import type { Stack } from './stack';

/** A resource of a template, its properties resolved as far as they can be. */
export class Resource {
  readonly type: string;
  private resolved?: Struct;

  constructor(
    readonly stack: Stack,
    readonly logicalId: string,
    /** As it stands in the template. */
    readonly source: JsonObject,
    /** Why it is not known whether the resource will exist; absent when it will. */
    readonly doubt?: Unknown,
  ) {
    this.type = typeof source['Type'] === 'string' ? source['Type'] : '';
  }

  /** The resolved properties; none when the template gives none or something that is not an object. */
  get properties(): Struct {
    this.resolved ??= this.resolveProperties();
    return this.resolved;
  }

  /** Logical ids named by `DependsOn`. */
  get dependsOn(): readonly string[] {
    const names = this.source['DependsOn'];
    return (Array.isArray(names) ? names : [names]).filter((name) => typeof name === 'string');
  }

  /** The construct path that the CDK wrote down, without the `Resource` at its end. */
  get constructPath(): string | undefined {
    const path = this.metadata['aws:cdk:path'];
    return typeof path === 'string' ? path.replace(/\/(Resource|Default)$/, '') : undefined;
  }

  get metadata(): JsonObject {
    return objectOf(this.source['Metadata']);
  }

  /** `DeletionPolicy`, `UpdateReplacePolicy` and the other attributes beside the properties. */
  attribute(name: 'DeletionPolicy' | 'UpdateReplacePolicy' | 'UpdatePolicy' | 'CreationPolicy'): Json | undefined {
    return this.source[name];
  }

  private resolveProperties(): Struct {
    const value = this.stack.resolver.resolve(objectOf(this.source['Properties']));
    return typeof value !== 'symbol' && isStruct(value) ? value : emptyObject();
  }
}

const objectOf = (value: Json | undefined): JsonObject =>
  value !== undefined && isObject(value) ? value : emptyObject();
