import { readdirSync, readFileSync, statSync } from 'node:fs';
import { TemplateError } from '../template-error';

/** What the reader asks of the file system; the only place of this room that touches it. */
export interface Files {
  kind(path: string): 'file' | 'directory' | 'absent';
  /** The bytes of a file. @throws TemplateError `unreadable` */
  read(path: string): Uint8Array;
  /** Names in a directory, sorted. @throws TemplateError `unreadable` */
  list(path: string): readonly string[];
}

/** The file system of this computer. */
export const DISK: Files = {
  kind(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? 'absent' : stat.isDirectory() ? 'directory' : 'file';
  },
  read: (path) => attempt(path, () => readFileSync(path)),
  list: (path) => attempt(path, () => readdirSync(path).sort()),
};

function attempt<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new TemplateError('unreadable', path, `cannot be read (${code})`, 'check the path and its permissions');
  }
}
