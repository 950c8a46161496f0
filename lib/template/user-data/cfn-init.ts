import type { Resource } from '../stack/resource';
import { isStruct, type Struct, type Value } from '../value/value';
import { mark, unmark } from './marked-text';
import { parseShell } from './shell';
import { CONFIG_FILE, linesOf, scriptSettings } from './written-settings';

const INIT = 'AWS::CloudFormation::Init';

/**
 * The settings that `cfn-init` writes on an instance, when a script runs it: by the commands and files of the metadata
 * of the resource that it is told to read. Undefined when nothing tells which resource that is.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-init.html
 */
export function cfnInitSettings(script: string, launch?: Resource): readonly (readonly [string, Value])[] | undefined {
  const call = /^[^#\n]*\bcfn-init(?:\.exe)?\b(.*)$/m.exec(script.replace(/\\\r?\n/g, ' '));
  if (!call) return [];
  const named = /(?:--resource|\s-r)[\s=]+["']?([^\s"']+)/.exec(call[1]!)?.[1];
  const literal = named !== undefined && /^[A-Za-z0-9]+$/.test(named);
  const resource = literal ? launch?.stack.resources.get(named) : launch;
  const metadata = resource?.metadata[INIT];
  // A resource that is not there, or has nothing to read, leaves cfn-init with nothing to do.
  if (metadata === undefined || resource === undefined) return literal && launch ? [] : undefined;
  const init = resource.stack.resolver.resolve(metadata);
  if (typeof init === 'symbol' || !isStruct(init)) return undefined;
  return Object.values(init).flatMap((config) =>
    isStruct(config) ? [...fileSettings(config), ...commandSettings(config)] : [],
  );
}

function fileSettings(config: Struct) {
  return entriesAt(config, 'files').flatMap(([path, file]) =>
    isStruct(file) && CONFIG_FILE.test(path) ? settingsIn(file['content'], linesOf) : [],
  );
}

/** Commands run in the order of their names. */
function commandSettings(config: Struct) {
  const commands = entriesAt(config, 'commands').sort(([a], [b]) => (a < b ? -1 : 1));
  return commands.flatMap(([, command]) =>
    isStruct(command) ? settingsIn(command['command'], (text) => scriptSettings(parseShell(text))) : [],
  );
}

function settingsIn(value: Value | undefined, read: (text: string) => readonly (readonly [string, string])[]) {
  const marked = mark(value);
  if (!marked) return [];
  return read(marked.text).map(([name, text]): readonly [string, Value] => [name, unmark(text.trim(), marked)]);
}

function entriesAt(config: Struct, section: string): [string, Value][] {
  const struct = config[section];
  return isStruct(struct) ? Object.entries(struct) : [];
}
