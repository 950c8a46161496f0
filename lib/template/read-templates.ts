import { MANIFEST, readCloudAssembly } from './source/cloud-assembly';
import { DISK, type Files } from './source/files';
import { nestByAddress } from './source/nested-by-address';
import { looksLikeTemplate, parseText, templateOf, textOfFile } from './source/parse-template';
import type { StackSource } from './source/stack-source';
import { TemplateSet } from './stack/template-set';
import { unknownParameters } from './stack/unknown-parameters';
import { TemplateError } from './template-error';

/** How what is read will be deployed. */
export interface ReadOptions {
  /** Values of parameters by name, for every stack that has such a parameter. @default - the templates' defaults */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The region of stacks that name none. @default - unknown */
  readonly region?: string;
  /** Whether parameters may be given that no template has, as for an older template. @default false */
  readonly allowUnknownParameters?: boolean;
  /** @default - this computer's file system */
  readonly files?: Files;
}

const TEMPLATE_NAME = /\.(json|ya?ml|template)$/;

/** Folders that hold many files and none of the user's templates. */
const SKIPPED = /^(node_modules|\..*)$/;

/**
 * Reads templates: files in JSON or YAML, directories of them, and cloud assemblies.
 *
 * @throws TemplateError with the file, the line, what is wrong and how to mend it
 */
export function readTemplates(paths: readonly string[], options: ReadOptions = {}): TemplateSet {
  const files = options.files ?? DISK;
  const sources = nestByAddress(unique(paths.flatMap((path) => readPath(path, files))));
  const given = Object.entries(options.parameters ?? {});
  const set = new TemplateSet(
    sources.map((source) => ({ ...source, region: source.region ?? options.region })),
    new Map(given),
  );
  const [problem] = unknownParameters(set, Object.keys(options.parameters ?? {}));
  if (problem && !options.allowUnknownParameters) {
    const near = problem.near.length > 0 ? `did you mean ${problem.near.join(' or ')}?` : 'leave it out';
    throw new TemplateError('unknown-parameter', paths.join(', '), `no parameter '${problem.name}'`, near);
  }
  return set;
}

function readPath(path: string, files: Files): StackSource[] {
  const clean = path.replace(/(?<=.)\/+$/, '');
  switch (files.kind(clean)) {
    case 'absent':
      throw new TemplateError('not-found', path, 'there is no such file', 'check the path, or run cdk synth first');
    case 'file':
      return [readFile(clean, files)];
    case 'directory':
      return files.kind(`${clean}/${MANIFEST}`) === 'file'
        ? readCloudAssembly(clean, files)
        : readDirectory(clean, files);
  }
}

function readFile(path: string, files: Files): StackSource {
  const text = textOfFile(path, files.read(path));
  return { id: path, template: templateOf(path, parseText(path, text)), file: path, text };
}

function readDirectory(directory: string, files: Files): StackSource[] {
  const sources = walk(directory, files).flatMap((path) => {
    const text = asTemplateText(path, files);
    if (text === undefined) return [];
    const document = parseText(path, text);
    return looksLikeTemplate(document) ? [{ id: path, template: templateOf(path, document), file: path, text }] : [];
  });
  if (sources.length > 0) return sources;
  const fix = 'give a template, a folder of templates, or the output folder of cdk synth';
  throw new TemplateError('no-templates', directory, 'no CloudFormation template in it', fix);
}

/** The text of a file that may be a template: other files of a directory need not be readable. */
function asTemplateText(path: string, files: Files): string | undefined {
  try {
    const text = textOfFile(path, files.read(path));
    return /(^|["'\s])Resources["']?\s*:/.test(text) && /Type["']?\s*:/.test(text) ? text : undefined;
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

function walk(directory: string, files: Files): string[] {
  return files.list(directory).flatMap((name) => {
    const path = `${directory}/${name}`;
    if (files.kind(path) === 'directory') return SKIPPED.test(name) ? [] : walk(path, files);
    return TEMPLATE_NAME.test(name) ? [path] : [];
  });
}

/** A file that is given twice is read once. */
function unique(sources: readonly StackSource[]): StackSource[] {
  return [...new Map(sources.map((source) => [`${source.file} ${source.id}`, source])).values()];
}
