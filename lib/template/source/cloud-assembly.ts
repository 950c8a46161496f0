import { TemplateError } from '../template-error';
import { acknowledgedIn } from './acknowledged';
import type { Files } from './files';
import { isObject, type Json, type JsonObject } from './json';
import { nestedTemplate } from './nested-template';
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
  const assets = assetsOf(directory, artifacts, files);
  return Object.entries(artifacts).flatMap(([id, artifact]) => {
    if (!isObject(artifact)) return [];
    const properties = objectAt(artifact, 'properties');
    if (artifact['type'] === 'cdk:cloud-assembly' && typeof properties['directoryName'] === 'string') {
      return readCloudAssembly(`${directory}/${properties['directoryName']}`, files);
    }
    return artifact['type'] === 'aws:cloudformation:stack' ? readStack({ directory, assets, files }, id, artifact) : [];
  });
}

interface Assembly {
  readonly directory: string;
  /** File assets by the hash of their content. */
  readonly assets: JsonObject;
  readonly files: Files;
}

/** The file assets that the asset manifests of an assembly list. */
function assetsOf(directory: string, artifacts: JsonObject, files: Files): JsonObject {
  const manifests = Object.values(artifacts).flatMap((artifact) => {
    const isManifest = isObject(artifact) && artifact['type'] === 'cdk:asset-manifest';
    const name = isManifest ? objectAt(artifact, 'properties')['file'] : undefined;
    const path = `${directory}/${name}`;
    return typeof name === 'string' && files.kind(path) === 'file' ? [jsonFile(path, files)] : [];
  });
  return Object.assign({}, ...manifests.map((manifest) => (isObject(manifest) ? objectAt(manifest, 'files') : {})));
}

function readStack(assembly: Assembly, id: string, artifact: JsonObject): StackSource[] {
  const { directory, files } = assembly;
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
    imagePlatforms: imagePlatforms(`${directory}/${id}.assets.json`, files),
    acknowledged: acknowledgedIn(metadataOf(directory, artifact, files)),
  };
  return [source, ...nestedStacks(assembly, source)];
}

/** The platforms that images are built for, from the list of assets beside a stack; those built for any are not in it. */
function imagePlatforms(path: string, files: Files): ReadonlyMap<string, string> {
  const manifest = files.kind(path) === 'file' ? jsonFile(path, files) : {};
  const images = isObject(manifest) ? Object.values(objectAt(manifest, 'dockerImages')) : [];
  return new Map(
    images.filter(isObject).flatMap((image) => {
      const { platform } = objectAt(image, 'source');
      const tags = Object.values(objectAt(image, 'destinations')).flatMap((one) =>
        isObject(one) ? one['imageTag'] : [],
      );
      return tags.flatMap((tag) => (typeof platform === 'string' ? [[String(tag), platform] as const] : []));
    }),
  );
}

/** The nested stacks of a stack, found by the asset that the CDK made of each one's template. */
function nestedStacks(assembly: Assembly, parent: StackSource, depth = 1): StackSource[] {
  const { directory, assets, files } = assembly;
  if (depth > MAX_NESTING) return [];
  return Object.entries(objectAt(parent.template, 'Resources')).flatMap(([logicalId, resource]) => {
    if (!isObject(resource) || resource['Type'] !== 'AWS::CloudFormation::Stack') return [];
    const asset = nestedTemplate(resource, assets);
    if (asset === undefined || files.kind(`${directory}/${asset}`) !== 'file') return [];
    const file = `${directory}/${asset}`;
    const source: StackSource = {
      id: `${parent.id}/${logicalId}`,
      template: templateOf(file, jsonFile(file, files)),
      file,
      account: parent.account,
      region: parent.region,
      imagePlatforms: parent.imagePlatforms,
      parent: { stack: parent.id, logicalId },
      acknowledged: parent.acknowledged,
    };
    return [source, ...nestedStacks(assembly, source, depth + 1)];
  });
}

/** What the CDK noted about the constructs of a stack, in the manifest itself or in a file beside it. */
function metadataOf(directory: string, artifact: JsonObject, files: Files): JsonObject {
  const inManifest = objectAt(artifact, 'metadata');
  const name = artifact['additionalMetadataFile'];
  if (typeof name !== 'string') return inManifest;
  const path = `${directory}/${name}`;
  const beside = files.kind(path) === 'file' ? jsonFile(path, files) : undefined;
  return isObject(beside) ? { ...inManifest, ...beside } : inManifest;
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
