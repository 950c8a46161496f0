import { isObject, type Json, type JsonObject } from './json';
import type { StackSource } from './stack-source';

/** More nested stacks than anyone writes by hand; templates that nest each other twice over are millions. */
const MAX_NESTED = 500;

/**
 * Puts each template that another one nests in its place, once for every time it is nested, so that it gets its
 * parameters and gives its outputs. Templates written by hand name the nested one by an address in S3, or by a path
 * before they are packaged: the end of it tells which of the templates at hand is meant, if only one ends so.
 */
export function nestByAddress(sources: readonly StackSource[]): StackSource[] {
  const byHand = sources.filter(({ text, parent }) => text !== undefined && parent === undefined);
  const nested: StackSource[] = [];
  const below = (parent: StackSource, above: readonly string[]): StackSource[] =>
    stackResources(parent.template).flatMap(([logicalId, url]) => {
      const child = templateAt(url, parent.file, byHand);
      if (!child || above.includes(child.file) || nested.length >= MAX_NESTED) return [];
      const source = { ...child, id: `${parent.id}/${logicalId}`, parent: { stack: parent.id, logicalId } };
      nested.push(source);
      return [source, ...below(source, [...above, child.file])];
    });
  const named = new Set(
    byHand.flatMap((parent) =>
      stackResources(parent.template).map(([, url]) => templateAt(url, parent.file, byHand)?.file),
    ),
  );
  const roots = sources.filter(({ file, text }) => text === undefined || !named.has(file));
  const placed = roots.flatMap((root) => [root, ...(byHand.includes(root) ? below(root, [root.file]) : [])]);
  // Templates that nest each other in a circle are nobody's root.
  const left = sources.filter((source) => !placed.some(({ file }) => file === source.file));
  return [...placed, ...left];
}

/** The nested stacks of a template, with the address of each one's template as far as it is written there. */
function stackResources({ Resources: resources }: JsonObject): [string, string][] {
  if (resources === undefined || !isObject(resources)) return [];
  return Object.entries(resources).flatMap(([logicalId, resource]): [string, string][] => {
    if (!isObject(resource) || resource['Type'] !== 'AWS::CloudFormation::Stack') return [];
    const properties = resource['Properties'];
    const url = properties !== undefined && isObject(properties) ? addressText(properties['TemplateURL']) : undefined;
    return url === undefined ? [] : [[logicalId, url]];
  });
}

/** An address as text, with a star for what a function puts in. */
function addressText(url: Json | undefined): string | undefined {
  if (typeof url === 'string') return url;
  if (url === undefined || !isObject(url)) return undefined;
  const sub = url['Fn::Sub'];
  if (sub !== undefined) return addressText(Array.isArray(sub) ? sub[0] : sub);
  const join = url['Fn::Join'];
  const [separator, parts] = Array.isArray(join) ? join : [];
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
  return parts.map((part) => (typeof part === 'string' ? part : '*')).join(separator);
}

/** The one template whose path agrees longest with the end of an address. */
function templateAt(address: string, from: string, sources: readonly StackSource[]): StackSource | undefined {
  const isPath = !/^(\w+:|\$|\/)/.test(address);
  const wanted = segments(isPath ? `${from.replace(/[^/]*$/, '')}${address}` : address.replace(/[?#].*$/, ''));
  let [best, most, ties] = [undefined as StackSource | undefined, 0, 0];
  for (const source of sources) {
    const common = commonEnd(wanted, segments(source.file));
    if (common > most) [best, most, ties] = [source, common, 1];
    else if (common === most) ties++;
  }
  return ties === 1 ? best : undefined;
}

/** The folders and the name of a path. */
function segments(path: string): string[] {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..' && kept.length > 0) kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return kept;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[a.length - 1 - common] === b[b.length - 1 - common]) common++;
  return common;
}
