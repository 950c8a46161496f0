import { isAbsolute, join } from 'node:path';
import { DISK, isObject, type Json, type JsonObject, parseText, positionIn, textOfFile } from '../../lib/template';
import { UsageError } from '../usage-error';
import { nearest } from './rules';

/** A file of settings as parsed, able to say where something in it stands. */
export class SettingsFile {
  readonly root: Json;

  /** @throws TemplateError for what cannot be read or parsed */
  constructor(
    private readonly name: string,
    cwd: string,
    private readonly text = textOfFile(name, DISK.read(isAbsolute(name) ? name : join(cwd, name))),
  ) {
    this.root = parseText(name, text);
  }

  /** An object none of whose keys is unknown. @throws UsageError with the nearest key */
  object(value: Json | undefined, path: readonly (string | number)[], keys?: readonly string[]): JsonObject {
    if (value === undefined) return {};
    if (!isObject(value))
      throw this.complaint(path, `${path.at(-1) ?? 'the file'} is not an object`, 'write keys and values');
    const foreign = keys && Object.keys(value).find((key) => !keys.includes(key));
    if (foreign === undefined) return value;
    throw this.complaint(
      [...path, foreign],
      `unknown setting '${foreign}'`,
      nearest(foreign, keys!) ?? `known are ${keys!.join(', ')}`,
    );
  }

  complaint(path: readonly (string | number)[], what: string, mend: string): UsageError {
    const at = positionIn(this.text, path) ?? { line: 1, column: 1 };
    return new UsageError(`${this.name}:${at.line}:${at.column}: ${what}; ${mend}`);
  }
}
