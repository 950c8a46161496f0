import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from './usage-error';

/** A file that is written as a whole or not at all. */
export interface OutputFile {
  /** Puts the text in place of whatever the file held. */
  readonly write: (text: string) => void;
  /** Leaves the file as it was. */
  readonly discard: () => void;
}

/**
 * Makes ready to write a file, so that a place where nothing can be written is found before the work: a new file beside
 * it takes the text, and takes its name once it is whole.
 * @param option the option that named it, for complaints
 * @throws UsageError
 */
export function outputFile(path: string, cwd: string, option = '--output'): OutputFile {
  const target = resolved(resolve(cwd, path));
  if (existsSync(target) && statSync(target).isDirectory()) {
    throw new UsageError(`${option} ${path}: it is a folder; write the name of a file`);
  }
  const draft = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  let file: number | undefined;
  try {
    file = openSync(draft, 'wx');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const mend = code === 'ENOENT' ? 'make its folder first' : 'choose a place where files can be written';
    throw new UsageError(`${option} ${path}: cannot be written (${code}); ${mend}`);
  }
  const close = () => {
    if (file !== undefined) closeSync(file);
    file = undefined;
  };
  const discard = () => {
    close();
    rmSync(draft, { force: true });
  };
  return {
    discard,
    write(text) {
      try {
        writeFileSync(file!, text);
        fsyncSync(file!);
        close();
        renameSync(draft, target);
      } catch (error) {
        discard();
        throw new UsageError(
          `${option} ${path}: could not be written (${(error as NodeJS.ErrnoException).code}); free some space or choose another place`,
        );
      }
    },
  };
}

/** A link stays a link: what it leads to is replaced. */
function resolved(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
