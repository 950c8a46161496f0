import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { TemplateError, type TemplateErrorCode } from '../template-error';
import { emptyObject, isObject, type Json } from './json';
import { MAX_DEPTH, nestsTooDeep } from './nesting';
import { SHORT_FORM_TAGS } from './short-forms';

/** More aliases than any template has a use for; a bomb has millions. */
const MAX_ALIASES = 500;

const FIXES: Readonly<Record<string, readonly [TemplateErrorCode, string]>> = {
  DUPLICATE_KEY: ['duplicate-key', 'remove one of the two'],
  TAB_AS_INDENT: ['syntax', 'indent with spaces'],
  MULTIPLE_DOCS: ['syntax', 'keep one document a file'],
  TAG_RESOLVE_FAILED: ['syntax', 'use a function that CloudFormation knows'],
};

/** A YAML document with what it takes to find a line in it. */
export interface YamlSource {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** Reads YAML without making values of it; for looking up where something stands. JSON is YAML too. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    customTags: SHORT_FORM_TAGS,
  });
  return { document, lines };
}

/**
 * Parses YAML with every short form of CloudFormation's functions, which become their long forms.
 *
 * @throws TemplateError `syntax`, `duplicate-key`, `too-deep` or `aliases`
 */
export function parseYaml(file: string, text: string): Json {
  if (nestsTooDeep(text)) {
    throw new TemplateError('too-deep', file, `nested deeper than ${MAX_DEPTH} levels`, 'flatten it');
  }
  const { document, lines } = readYaml(text);
  const problem: YAMLError | undefined =
    document.errors[0] ?? document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (problem) {
    const [code, fix] = FIXES[problem.code] ?? ['syntax', 'mend the YAML here'];
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new TemplateError(code, file, firstLine(problem.message), fix, { line, column: col });
  }
  const refused = (what: string) => {
    const fix = 'write the repeated parts out; CloudFormation does not need aliases';
    return new TemplateError('aliases', file, what, fix);
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw refused(firstLine(error.message));
  }
  return withoutPrototypes(value, new Set(), () => refused('an alias stands within what it stands for'));
}

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/[.:]$/, '');

/** @param within the lists and objects around the value, in which an alias may lead back to one of them */
function withoutPrototypes(value: unknown, within: Set<unknown>, circular: () => TemplateError): Json {
  if (!Array.isArray(value) && !isObject(value)) return value as Json;
  if (within.has(value)) throw circular();
  within.add(value);
  const copied = (item: unknown) => withoutPrototypes(item, within, circular);
  let copy: Json;
  if (Array.isArray(value)) copy = value.map(copied);
  else {
    copy = emptyObject<Json>();
    for (const key of Object.keys(value)) copy[key] = copied(value[key]);
  }
  within.delete(value);
  return copy;
}
