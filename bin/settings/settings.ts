import type { Acknowledgement, Rule } from '../../lib/rules';
import type { ModelAssumptions } from '../../lib/template';
import { UsageError } from '../usage-error';
import { type Config, configOf, foundConfig, isPercent, regionOf } from './config-file';
import { parametersOfFile } from './parameters-file';
import { nearest } from './rules';

/** Options that say how what is read will be deployed; verbs that read templates share them. */
export interface DeploymentFlags {
  readonly parameter?: readonly string[];
  readonly parametersFile?: string;
  readonly region?: string;
  readonly assume?: readonly string[];
  readonly config?: string;
}

/** How what is read will be deployed, from options and files. */
export interface Settings {
  readonly assumptions: Partial<ModelAssumptions>;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly acknowledge: readonly Acknowledgement[];
}

const NONE: Config = { assume: {}, parameters: {}, acknowledge: [] };

/** Puts settings together; options win over the parameters file, and that over the settings file. @throws UsageError */
export function settingsOf(
  paths: readonly string[],
  flags: DeploymentFlags,
  catalog: readonly Rule[],
  cwd: string,
): Settings {
  const name = flags.config ?? foundConfig(paths, cwd);
  const config = name === undefined ? NONE : configOf(name, catalog, cwd);
  const region = flags.region ?? config.region;
  return {
    assumptions: { ...config.assume, ...assumptionsOf(flags.assume ?? []) },
    region: region === undefined ? undefined : regionOf(region),
    parameters: {
      ...config.parameters,
      ...(flags.parametersFile === undefined ? {} : parametersOfFile(flags.parametersFile, cwd)),
      ...Object.fromEntries((flags.parameter ?? []).map((text) => pair('--parameter', text))),
    },
    acknowledge: config.acknowledge,
  };
}

function assumptionsOf(texts: readonly string[]): Partial<ModelAssumptions> {
  return Object.assign(
    {},
    ...texts.map((text): Partial<ModelAssumptions> => {
      const [name, value] = pair('--assume', text);
      if (name === 'trunking' && (value === 'on' || value === 'off')) return { trunking: value };
      if (name === 'memory-overhead' && isPercent(value.replace(/%$/, ''))) {
        return { memoryOverheadPercent: Number(value.replace(/%$/, '')) };
      }
      const near = nearest(
        name,
        ['trunking', 'memory-overhead'].filter((one) => one !== name),
      );
      throw new UsageError(
        `--assume ${text} is not known; ${near ?? 'write trunking=on, trunking=off or memory-overhead=5'}`,
      );
    }),
  );
}

function pair(option: string, text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new UsageError(`${option} ${text}: no value; write ${option} NAME=VALUE`);
  return [name, value];
}
