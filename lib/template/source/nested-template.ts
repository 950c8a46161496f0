import { isObject, type JsonObject } from './json';

/** How file assets are named: by the hash of their content. */
const ASSET = /([0-9a-f]{64})\.json/;

/**
 * The file of a nested stack's template in its cloud assembly. The CDK's command has it noted on the resource; an app
 * that is run without it does not, and then the asset that the resource's address names is looked up.
 */
export function nestedTemplate(resource: JsonObject, assets: JsonObject): string | undefined {
  const metadata = resource['Metadata'];
  const noted = metadata !== undefined && isObject(metadata) ? metadata['aws:asset:path'] : undefined;
  if (typeof noted === 'string') return noted;
  const properties = resource['Properties'];
  const url = properties !== undefined && isObject(properties) ? properties['TemplateURL'] : undefined;
  const [, hash] = ASSET.exec(JSON.stringify(url ?? '')) ?? [];
  const asset = hash === undefined ? undefined : assets[hash];
  const source = asset !== undefined && isObject(asset) ? asset['source'] : undefined;
  const path = source !== undefined && isObject(source) ? source['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
}
