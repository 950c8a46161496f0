import { isCollection, isNode, isPair } from 'yaml';
import { readYaml, type YamlSource } from './source/parse-yaml';
import type { Resource } from './stack/resource';
import type { SourcePosition } from './template-error';

const READ = new WeakMap<object, YamlSource>();

/**
 * Where a resource, or a property of it, stands in a template that was written by hand. As much of the path as is
 * there counts: an absent property is located at what holds it. Undefined for what a machine wrote.
 */
export function locate(resource: Resource, path: readonly (string | number)[] = []): SourcePosition | undefined {
  const { source } = resource.stack;
  if (source.text === undefined) return undefined;
  const yaml = READ.get(source) ?? readYaml(source.text);
  READ.set(source, yaml);
  return nearest(yaml, ['Resources', resource.logicalId, ...(path.length > 0 ? ['Properties', ...path] : [])], 2);
}

/** Where a value, or the nearest thing around it that is there, stands in a text of JSON or YAML. */
export function positionIn(text: string, path: readonly (string | number)[]): SourcePosition | undefined {
  return nearest(readYaml(text), path, 1);
}

/** Where as much of a path as is there stands, at least so many steps of it. */
function nearest(yaml: YamlSource, path: readonly (string | number)[], least: number): SourcePosition | undefined {
  for (let length = path.length; length >= least; length--) {
    const offset = offsetOf(yaml, path.slice(0, length));
    if (offset === undefined) continue;
    const { line, col } = yaml.lines.linePos(offset);
    return { line, column: col };
  }
  return undefined;
}

/** Where the key of the last step begins, or the item for a list. */
function offsetOf(yaml: YamlSource, path: readonly (string | number)[]): number | undefined {
  const parent = yaml.document.getIn(path.slice(0, -1), true);
  const last = path[path.length - 1]!;
  if (!isCollection(parent)) return undefined;
  for (const [i, item] of parent.items.entries()) {
    if (isNode(item)) {
      if (i === last) return item.range?.[0];
    } else if (isPair(item) && isNode(item.key) && String(item.key) === String(last)) {
      return item.key.range?.[0];
    }
  }
  return undefined;
}
