import { TemplateError } from '../template-error';
import { isObject, type Json, type JsonObject } from './json';
import { parseJson } from './parse-json';
import { parseYaml } from './parse-yaml';

/** CloudFormation takes templates of up to 1 MB; what is far larger is no template. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Sections whose value must be an object. */
const SECTIONS = ['Resources', 'Parameters', 'Mappings', 'Conditions', 'Outputs'];

/**
 * The text of a file that should be a template.
 *
 * @throws TemplateError `too-large`, `binary` or `empty`
 */
export function textOfFile(file: string, bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    const size = `${Math.round(bytes.length / 1024 / 1024)} MB`;
    throw new TemplateError('too-large', file, `${size} is no template`, 'CloudFormation takes at most 1 MB: split it');
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TemplateError('binary', file, 'not a text in UTF-8', 'give a template in JSON or YAML');
  }
  if (text.includes('\0')) throw new TemplateError('binary', file, 'not a text', 'give a template in JSON or YAML');
  if (text.trim() === '')
    throw new TemplateError('empty', file, 'the file is empty', 'give a template in JSON or YAML');
  return text;
}

/** Parses JSON (first character `{`) or YAML. @throws TemplateError of the parsers */
export function parseText(file: string, text: string): Json {
  return /^\s*\{/.test(text) ? parseJson(file, text) : parseYaml(file, text);
}

/** Whether a document is shaped like a template at all: something to skip in a directory if not. */
export const looksLikeTemplate = (document: Json): document is JsonObject =>
  isObject(document) && isObject(document['Resources']) && Object.values(document['Resources']).some(hasType);

/**
 * The document as a template.
 *
 * @throws TemplateError `not-a-template` or `bad-section`
 */
export function templateOf(file: string, document: Json): JsonObject {
  if (!isObject(document) || document['Resources'] === undefined) {
    const fix = 'give a CloudFormation template, or the output folder of cdk synth';
    throw new TemplateError('not-a-template', file, 'no section Resources', fix);
  }
  for (const section of SECTIONS) {
    if (document[section] !== undefined && !isObject(document[section])) {
      throw new TemplateError(
        'bad-section',
        file,
        `${section} is not an object`,
        'write names and what they stand for',
      );
    }
  }
  return document;
}

const hasType = (resource: Json): boolean => isObject(resource) && typeof resource['Type'] === 'string';
