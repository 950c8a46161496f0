import { isObject, type Json } from '../source/json';
import { parseYaml } from '../source/parse-yaml';
import { AT_RUN_TIME } from './marked-text';
import type { UserDataDocument } from './mime';
import { parseShell, type ShellCommand } from './shell';

/** A setting and its value as text. */
export type Setting = readonly [name: string, value: string];

/** The agent's configuration file, by the end of its path. */
export const CONFIG_FILE = /ecs\.config$/;

/** Commands that give the agent's configuration file a content of elsewhere when they name it. */
const BRINGS_CONTENT = /^(?:.*\/)?(?:sudo|aws|cp|mv|curl|wget|sed|awk|perl|python\d?|envsubst)$/;

/** The settings that a script, or a cloud-config, writes to the agent's configuration file. */
export function writtenSettings(kind: UserDataDocument['kind'], text: string): Setting[] {
  if (kind !== 'cloud-config') return scriptSettings(parseShell(text));
  let config: Json;
  try {
    config = parseYaml('user data', text);
  } catch {
    // A part that is not known may leave it no YAML; its items are still commands.
    return scriptSettings(parseShell(text.replace(/^\s*- /gm, '')));
  }
  if (!isObject(config)) return [];
  const commands = [config['bootcmd'], config['runcmd']].flatMap((list) => (Array.isArray(list) ? list : []));
  const scripts = commands.flatMap((command) => {
    if (typeof command === 'string') return parseShell(command);
    return Array.isArray(command) ? [{ words: command.map(String), outputs: [] }] : [];
  });
  const files = Array.isArray(config['write_files']) ? config['write_files'].filter(isObject) : [];
  const written = files
    .filter(({ path }) => typeof path === 'string' && CONFIG_FILE.test(path))
    .flatMap(({ content }) => linesOf(String(content ?? '')));
  return [...written, ...scriptSettings(scripts)];
}

/** The settings that a script writes; a file that it brings from elsewhere leaves open which cluster is joined. */
export function scriptSettings(commands: readonly ShellCommand[]): Setting[] {
  return commands.flatMap((command): Setting[] => {
    if (writesConfig(command)) return linesOf(contentOf(command));
    return bringsConfig(command) ? [['ECS_CLUSTER', AT_RUN_TIME]] : [];
  });
}

const bringsConfig = ({ words: [first = '', ...others] }: ShellCommand): boolean =>
  BRINGS_CONTENT.test(first) && others.some((word) => CONFIG_FILE.test(word));

/** Whether a command's output, or one of its arguments after a pipe (`tee`), is the agent's configuration file. */
const writesConfig = ({ words, outputs }: ShellCommand): boolean =>
  outputs.some((file) => CONFIG_FILE.test(file)) ||
  words.some((word, i) => CONFIG_FILE.test(word) && words.slice(0, i).includes('tee'));

/** What the command writes: what is fed to it, or what it is told to print. */
function contentOf({ words, input }: ShellCommand): string {
  if (input !== undefined) return input;
  const start = words.findIndex((word) => word === 'echo' || word === 'printf');
  if (start < 0) return '';
  const end = words.findIndex((word, i) => i > start && word === '|');
  const printed = words.slice(start + 1, end < 0 ? undefined : end).filter((word) => !/^-[neE]+$/.test(word));
  return printed.join(' ').replace(/\\n/g, '\n');
}

/** The settings in the lines of the agent's configuration file. */
export const linesOf = (content: string): Setting[] =>
  content.split('\n').flatMap((line): Setting[] => {
    const match = /^\s*(ECS_\w+|NO_PROXY|HTTP_PROXY)=(.*)$/.exec(line);
    return match ? [[match[1]!, match[2]!]] : [];
  });
