import { isObject, type Json } from '../../lib/template';
import { SettingsFile } from './settings-file';

const FIX = 'write { "Name": "value" } or [{ "ParameterKey": "Name", "ParameterValue": "value" }]';

/** Values of parameters from a file: an object, or the array that the CloudFormation CLI takes. @throws UsageError */
export function parametersOfFile(name: string, cwd: string): Record<string, string> {
  const file = new SettingsFile(name, cwd);
  const { root } = file;
  if (!Array.isArray(root)) {
    const nested = isObject(root) ? root['Parameters'] : undefined;
    return nested !== undefined && isObject(nested) ? valuesOf(file, nested, ['Parameters']) : valuesOf(file, root, []);
  }
  const entries = root.flatMap((item, index): [string, string][] => {
    const key = isObject(item) ? item['ParameterKey'] : undefined;
    if (!isObject(item) || typeof key !== 'string') throw file.complaint([index], 'an item has no ParameterKey', FIX);
    // A previous value is whatever the deployed stack has.
    if (item['UsePreviousValue'] === true) return [];
    return [[key, textOf(file, item['ParameterValue'], [index, 'ParameterValue'], key)]];
  });
  return Object.fromEntries(entries);
}

/** The values of an object of parameters. @throws UsageError */
export const valuesOf = (
  file: SettingsFile,
  value: Json | undefined,
  path: readonly (string | number)[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(file.object(value, path)).map(([key, one]) => [key, textOf(file, one, [...path, key], key)]),
  );

function textOf(file: SettingsFile, value: Json | undefined, path: readonly (string | number)[], key: string): string {
  if (Array.isArray(value)) return value.map(String).join(',');
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw file.complaint(path, `the parameter ${key} has no value`, FIX);
}
