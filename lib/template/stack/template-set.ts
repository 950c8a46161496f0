import type { StackSource } from '../source/stack-source';
import { isStruct, Reference, Unknown, type Value } from '../value/value';
import type { Resource } from './resource';
import { Stack } from './stack';
import type { StackId } from './stack-id';

/** All stacks that were read together, able to see into each other where their templates refer to one another. */
export class TemplateSet {
  readonly stacks: readonly Stack[];
  private readonly byId: ReadonlyMap<StackId, Stack>;
  private readonly nested: ReadonlyMap<string, StackId>;
  private readonly byTypes = new Map<string, readonly Resource[]>();
  private exports?: ReadonlyMap<string, readonly [Stack, string]>;

  constructor(
    sources: readonly StackSource[],
    /** What is given for the parameters of stacks that are not nested. */
    readonly parameters: ReadonlyMap<string, Value> = new Map(),
  ) {
    const stacks = new Map<StackId, Stack>();
    this.byId = stacks;
    this.nested = new Map(
      sources.flatMap(({ id, parent }) => (parent ? [[`${parent.stack} ${parent.logicalId}`, id] as const] : [])),
    );
    const neighbours = {
      exported: (name: string, asker: Stack) => this.exported(name, asker),
      stackOutput: (stack: string, output: string, asker: Stack) => this.stackOutput(stack, output, asker),
      nestedOutput: (resource: Resource, output: string) => this.nestedOutput(resource, output),
    };
    for (const source of sources) {
      const given = (name: string) => (source.parent ? this.passed(source.parent, name) : parameters.get(name));
      stacks.set(source.id, new Stack(source, given, neighbours));
    }
    this.stacks = [...stacks.values()];
  }

  stack(id: StackId): Stack | undefined {
    return this.byId.get(id);
  }

  /** The resource that a value refers to, if it refers to one. */
  resourceOf(value: Value | undefined): Resource | undefined {
    return value instanceof Reference ? this.byId.get(value.stack)?.resources.get(value.logicalId) : undefined;
  }

  /** Every resource of these types, in the order of the templates. */
  resources(...types: readonly string[]): readonly Resource[] {
    const key = types.join();
    const found = this.byTypes.get(key) ?? this.search(types);
    this.byTypes.set(key, found);
    return found;
  }

  private search(types: readonly string[]): Resource[] {
    return this.stacks.flatMap((stack) => [...stack.resources.values()].filter(({ type }) => types.includes(type)));
  }

  private exported(name: string, asker: Stack): Value {
    this.exports ??= new Map(
      this.stacks.flatMap((stack) =>
        stack.outputs.flatMap((output) => {
          const exportName = stack.exportName(output);
          return exportName === undefined ? [] : [[exportName, [stack, output] as const] as const];
        }),
      ),
    );
    const [stack, output] = this.exports.get(name) ?? [];
    return (output && stack?.output(output)) ?? new Unknown({ code: 'import', name }, asker.stack);
  }

  private stackOutput(stackName: string, output: string, asker: Stack): Value {
    const stack = this.stacks.find(({ source }) => source.stackName === stackName);
    return stack?.output(output) ?? new Unknown({ code: 'stack-output', stack: stackName, output }, asker.stack);
  }

  private nestedOutput(resource: Resource, output: string): Value {
    const id = this.nested.get(`${resource.stack.stack} ${resource.logicalId}`);
    const nested = id === undefined ? undefined : this.byId.get(id);
    return nested?.output(output) ?? new Reference(resource.stack.stack, resource.logicalId, `Outputs.${output}`);
  }

  /** What a parent passes to its nested stack for a parameter. */
  private passed({ stack, logicalId }: NonNullable<StackSource['parent']>, name: string): Value | undefined {
    const resource = this.byId.get(stack)?.resources.get(logicalId);
    const parameters = resource?.properties['Parameters'];
    return isStruct(parameters) ? parameters[name] : undefined;
  }
}
