import { type Document, LineCounter, parseDocument, type YAMLError } from 'yaml';
import { TemplateError, type TemplateErrorCode } from '../template-error';
import { emptyObject, isObject, type Json } from './json';
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
 * @throws TemplateError `syntax`, `duplicate-key` or `aliases`
 */
export function parseYaml(file: string, text: string): Json {
  const { document, lines } = readYaml(text);
  const problem: YAMLError | undefined =
    document.errors[0] ?? document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (problem) {
    const [code, fix] = FIXES[problem.code] ?? ['syntax', 'mend the YAML here'];
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new TemplateError(code, file, firstLine(problem.message), fix, { line, column: col });
  }
  try {
    return withoutPrototypes(document.toJS({ maxAliasCount: MAX_ALIASES }));
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const fix = 'write the repeated parts out; CloudFormation does not need aliases';
    throw new TemplateError('aliases', file, firstLine(error.message), fix);
  }
}

const firstLine = (text: string): string => text.split('\n')[0]!.replace(/[.:]$/, '');

function withoutPrototypes(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  if (!isObject(value)) return value as Json;
  const object = emptyObject<Json>();
  for (const key of Object.keys(value)) object[key] = withoutPrototypes(value[key]);
  return object;
}
