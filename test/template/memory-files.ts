import type { Files } from '../../lib/template/source/files';
import { TemplateError } from '../../lib/template/template-error';

/** A file system of texts by path. */
export function memoryFiles(texts: Readonly<Record<string, string | Uint8Array>>): Files {
  const paths = Object.keys(texts);
  return {
    kind: (path) => (path in texts ? 'file' : paths.some((p) => p.startsWith(`${path}/`)) ? 'directory' : 'absent'),
    read(path) {
      const content = texts[path];
      if (content === undefined) throw new TemplateError('unreadable', path, 'absent', 'add it');
      return typeof content === 'string' ? new TextEncoder().encode(content) : content;
    },
    list: (path) =>
      [
        ...new Set(paths.filter((p) => p.startsWith(`${path}/`)).map((p) => p.slice(path.length + 1).split('/')[0]!)),
      ].sort(),
  };
}
