import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Acknowledgement, Rule } from '../../lib/rules';
import type { ModelAssumptions } from '../../lib/template';
import { UsageError } from '../usage-error';
import { valuesOf } from './parameters-file';
import { nearest } from './rules';
import { SettingsFile } from './settings-file';

/** What a file of settings may hold; `schema/config-v1.json` describes it. */
export interface Config {
  readonly assume: Partial<ModelAssumptions>;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly acknowledge: readonly Acknowledgement[];
}

const NAMES = ['stowage.yaml', 'stowage.yml', 'stowage.json'];

/** The settings file that is there without being named: beside what is read, else in the working directory. */
export function foundConfig(paths: readonly string[], cwd: string): string | undefined {
  const folders = paths.flatMap((path) => (isFolder(join(cwd, path)) ? [path, dirname(path)] : [dirname(path)]));
  return [...new Set([...folders, '.'])]
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((name) => existsSync(join(cwd, name)));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** Reads a settings file. @throws UsageError, TemplateError */
export function configOf(name: string, catalog: readonly Rule[], cwd: string): Config {
  const file = new SettingsFile(name, cwd);
  const root = file.object(file.root, [], ['assume', 'region', 'parameters', 'acknowledge', '$schema']);
  const region = root['region'];
  if (region !== undefined && typeof region !== 'string')
    throw file.complaint(['region'], 'region is not a text', 'write a name such as eu-west-1');
  return {
    assume: assumptionsOf(file, root['assume']),
    region,
    parameters: valuesOf(file, root['parameters'], ['parameters']),
    acknowledge: acknowledgementsOf(
      file,
      root['acknowledge'],
      catalog.map(({ id }) => id),
    ),
  };
}

function assumptionsOf(file: SettingsFile, value: Parameters<SettingsFile['object']>[0]): Partial<ModelAssumptions> {
  const { trunking, memoryOverheadPercent } = file.object(value, ['assume'], ['trunking', 'memoryOverheadPercent']);
  const switches = new Map<unknown, 'on' | 'off'>([
    ['on', 'on'],
    [true, 'on'],
    ['off', 'off'],
    [false, 'off'],
  ]);
  if (trunking !== undefined && !switches.has(trunking))
    throw file.complaint(['assume', 'trunking'], 'trunking is neither on nor off', 'write on or off');
  if (memoryOverheadPercent !== undefined && !isPercent(memoryOverheadPercent)) {
    throw file.complaint(
      ['assume', 'memoryOverheadPercent'],
      'memoryOverheadPercent is no percentage',
      'write a number from 0 to 50',
    );
  }
  return {
    ...(trunking === undefined ? {} : { trunking: switches.get(trunking)! }),
    ...(memoryOverheadPercent === undefined ? {} : { memoryOverheadPercent: Number(memoryOverheadPercent) }),
  };
}

/** Half of an instance's memory is more than any keeps to itself. */
export const isPercent = (value: unknown): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
  Number(value) >= 0 &&
  Number(value) <= 50;

function acknowledgementsOf(
  file: SettingsFile,
  list: SettingsFile['root'] | undefined,
  ids: readonly string[],
): Acknowledgement[] {
  if (list === undefined) return [];
  if (!Array.isArray(list))
    throw file.complaint(['acknowledge'], 'acknowledge is not a list', 'write one item for each rule and resource');
  return list.map((item, index) => {
    const path = ['acknowledge', index];
    const { rule, resource, reason } = file.object(item, path, ['rule', 'resource', 'reason']);
    if (typeof rule !== 'string' || !ids.includes(rule)) {
      throw file.complaint(
        [...path, 'rule'],
        `no rule '${String(rule ?? '')}'`,
        nearest(String(rule), ids) ?? 'see stowage explain',
      );
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      throw file.complaint([...path, 'reason'], `no reason to acknowledge ${rule}`, 'write why it is accepted');
    }
    if (resource !== undefined && typeof resource !== 'string') {
      throw file.complaint([...path, 'resource'], 'resource is not a text', 'write a construct path or a logical id');
    }
    return { rule, resource, reason };
  });
}

/** Whether something is written as regions are. @throws UsageError if not */
export function regionOf(text: string): string {
  if (/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text)) return text;
  throw new UsageError(`'${text}' is no region; write one such as eu-west-1`);
}
