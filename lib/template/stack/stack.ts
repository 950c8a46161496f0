import { isObject, type Json, type JsonObject } from '../source/json';
import type { StackSource } from '../source/stack-source';
import { conditionValue } from '../value/condition';
import { Resolver } from '../value/resolve';
import type { Scope } from '../value/scope';
import { NO_VALUE, Reference, type Resolved, Unknown, type UnknownReason, type Value } from '../value/value';
import { parameterValue } from './parameter';
import { pseudoParameter } from './pseudo-parameter';
import { Resource } from './resource';

/** What one stack can ask of the others that were read with it. */
export interface Neighbours {
  exported(name: string, asker: Stack): Value;
  stackOutput(stackName: string, output: string, asker: Stack): Value;
  nestedOutput(resource: Resource, output: string): Value;
}

/** One stack: a template with what is known of the values it will be deployed with. */
export class Stack implements Scope {
  readonly resolver = new Resolver(this);
  private made?: ReadonlyMap<string, Resource>;
  private readonly conditions = new Map<string, boolean | Unknown>();
  private readonly underWay = new Set<string>();

  constructor(
    readonly source: StackSource,
    /** What is given for a parameter. */
    private readonly given: (parameter: string) => Value | undefined,
    private readonly neighbours: Neighbours,
  ) {}

  /** Its resources by logical id, without those whose condition is false. */
  get resources(): ReadonlyMap<string, Resource> {
    this.made ??= new Map(
      Object.entries(this.section('Resources')).flatMap(([id, resource]) => {
        const made = isObject(resource) ? this.resource(id, resource) : undefined;
        return made ? [[id, made] as const] : [];
      }),
    );
    return this.made;
  }

  get stack(): string {
    return this.source.id;
  }

  /** The outputs' names. */
  get outputs(): readonly string[] {
    return Object.keys(this.section('Outputs'));
  }

  /** The value of an output, if the stack has it. */
  output(name: string): Value | undefined {
    const output = own(this.section('Outputs'), name);
    return isObject(output)
      ? this.once(`output ${name}`, () => this.resolver.value(output['Value'] ?? '', 0))
      : undefined;
  }

  /** The name under which an output is exported, if it is and its name is known. */
  exportName(output: string): string | undefined {
    const declared = own(this.section('Outputs'), output);
    const exported = isObject(declared) ? declared['Export'] : undefined;
    if (!isObject(exported)) return undefined;
    const name = this.once(`export ${output}`, () => this.resolver.value(exported['Name'] ?? '', 0));
    return typeof name === 'string' ? name : undefined;
  }

  ref(name: string): Resolved {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (name.startsWith('AWS::')) return pseudoParameter(name, this.source) ?? this.unknown('pseudo-parameter', name);
    const parameter = own(this.section('Parameters'), name);
    if (parameter !== undefined) return parameterValue(this.stack, name, parameter, this.given(name));
    return this.exists(name) ? new Reference(this.stack, name) : this.unknown('missing-resource', name);
  }

  attribute(logicalId: string, attribute: string): Value {
    const resource = this.exists(logicalId) ? this.resources.get(logicalId) : undefined;
    if (!resource) return this.unknown('missing-resource', logicalId);
    const nested = resource.type === 'AWS::CloudFormation::Stack' && /^Outputs\.(.+)$/.exec(attribute);
    return nested
      ? this.neighbours.nestedOutput(resource, nested[1]!)
      : new Reference(this.stack, logicalId, attribute);
  }

  condition(name: string): boolean | Unknown {
    const known = this.conditions.get(name);
    if (known !== undefined) return known;
    const declared = own(this.section('Conditions'), name);
    if (declared === undefined) return this.unknown('condition', name);
    const value = this.once(`condition ${name}`, () => conditionValue(declared, this.resolver)) as boolean | Unknown;
    this.conditions.set(name, value);
    return value;
  }

  mapping(map: string, first: string, second: string): Value {
    const table = own(this.section('Mappings'), map);
    const row = isObject(table) ? own(table, first) : undefined;
    const value = isObject(row) ? own(row, second) : undefined;
    if (value === undefined) return new Unknown({ code: 'mapping', name: map, key: `${first}.${second}` }, this.stack);
    return this.resolver.value(value, 0);
  }

  exported(name: string): Value {
    return this.neighbours.exported(name, this);
  }

  stackOutput(stackName: string, output: string): Value {
    return this.neighbours.stackOutput(stackName, output, this);
  }

  /** Whether a resource is declared and its condition, if it has one, may hold. */
  private exists(logicalId: string): boolean {
    const declared = own(this.section('Resources'), logicalId);
    return isObject(declared) && this.doubt(declared) !== false;
  }

  private resource(id: string, source: JsonObject): Resource | undefined {
    const doubt = this.doubt(source);
    return doubt === false ? undefined : new Resource(this, id, source, doubt === true ? undefined : doubt);
  }

  private doubt(source: JsonObject): boolean | Unknown {
    return typeof source['Condition'] === 'string' ? this.condition(source['Condition']) : true;
  }

  private section(name: string): JsonObject {
    const section = this.source.template[name];
    return section !== undefined && isObject(section) ? section : {};
  }

  /** Guards against values that depend on themselves. */
  private once<T>(what: string, evaluate: () => T): T | Unknown {
    if (this.underWay.has(what)) return this.unknown('cycle', what);
    this.underWay.add(what);
    try {
      return evaluate();
    } finally {
      this.underWay.delete(what);
    }
  }

  private unknown(code: Exclude<UnknownReason['code'], 'mapping' | 'stack-output'>, name: string): Unknown {
    return new Unknown({ code, name }, this.stack);
  }
}

const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;
