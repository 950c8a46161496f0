import { TemplateError } from '../template-error';
import type { Files } from './files';
import { isObject, type Json, type JsonObject } from './json';
import { parseJson } from './parse-json';
import { templateOf, textOfFile } from './parse-template';
import type { StackSource } from './stack-source';

/** The file by which a cloud assembly is recognised. */
export const MANIFEST = 'manifest.json';

/** Deeper than anyone nests stacks; ends a template that names itself. */
const MAX_NESTING = 10;

/**
 * Reads a cloud assembly: every stack of it, of assemblies within it (stages) and every nested stack.
 *
 * @throws TemplateError `bad-manifest` and those of parsing
 */
export function readCloudAssembly(directory: string, files: Files): StackSource[] {
  const path = `${directory}/${MANIFEST}`;
  const manifest = jsonFile(path, files);
  const artifacts = isObject(manifest) ? manifest['artifacts'] : undefined;
  if (artifacts === undefined || !isObject(artifacts)) {
    throw new TemplateError('bad-manifest', path, 'no artifacts', 'run cdk synth again');
  }
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isObject(artifact)) return [];
    const properties = objectAt(artifact, 'properties');
    if (artifact['type'] === 'cdk:cloud-assembly' && typeof properties['directoryName'] === 'string') {
      return readCloudAssembly(`${directory}/${properties['directoryName']}`, files);
    }
    return artifact['type'] === 'aws:cloudformation:stack' ? readStack(directory, id, artifact, files) : [];
  });
}

function readStack(directory: string, id: string, artifact: JsonObject, files: Files): StackSource[] {
  const properties = objectAt(artifact, 'properties');
  if (typeof properties['templateFile'] !== 'string') {
    throw new TemplateError(
      'bad-manifest',
      `${directory}/${MANIFEST}`,
      `${id} names no template`,
      'run cdk synth again',
    );
  }
  const environment = /^aws:\/\/([^/]*)\/(.*)$/.exec(String(artifact['environment'] ?? ''));
  const known = (value: string | undefined) =>
    value === undefined || value.startsWith('unknown-') ? undefined : value;
  const file = `${directory}/${properties['templateFile']}`;
  const source: StackSource = {
    id: typeof artifact['displayName'] === 'string' ? artifact['displayName'] : id,
    template: templateOf(file, jsonFile(file, files)),
    file,
    stackName: typeof properties['stackName'] === 'string' ? properties['stackName'] : id,
    account: known(environment?.[1]),
    region: known(environment?.[2]),
  };
  return [source, ...nestedStacks(directory, source, files)];
}

/** The nested stacks of a stack, found by the asset that the CDK made of each one's template. */
function nestedStacks(directory: string, parent: StackSource, files: Files, depth = 1): StackSource[] {
  if (depth > MAX_NESTING) return [];
  return Object.entries(objectAt(parent.template, 'Resources')).flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || resource['Type'] !== 'AWS::CloudFormation::Stack') return [];
    const asset = objectAt(resource, 'Metadata')['aws:asset:path'];
    if (typeof asset !== 'string' || files.kind(`${directory}/${asset}`) !== 'file') return [];
    const file = `${directory}/${asset}`;
    const source: StackSource = {
      id: `${parent.id}/${logicalId}`,
      template: templateOf(file, jsonFile(file, files)),
      file,
      account: parent.account,
      region: parent.region,
      parent: { stack: parent.id, logicalId },
    };
    return [source, ...nestedStacks(directory, source, files, depth + 1)];
  });
}

/** JSON that a machine wrote: parsed fast, and slowly only to say where it fails. */
function jsonFile(path: string, files: Files): Json {
  if (files.kind(path) !== 'file') {
    throw new TemplateError('not-found', path, 'named in the cloud assembly but not there', 'run cdk synth again');
  }
  const text = textOfFile(path, files.read(path));
  try {
    return JSON.parse(text) as Json;
  } catch {
    return parseJson(path, text);
  }
}

const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return value !== undefined && isObject(value) ? value : {};
};
