import { type Duration, Token, Tokenization } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import { requireWhole } from '../whole-number';
import type { AgentSettings } from './agent-settings';
import { AGENT_VARIABLES, type AgentVariable } from './agent-variables';

/** One setting that was given: its name, the agent's variable, and the value as the agent reads it. */
export interface AgentEntry {
  readonly key: keyof AgentSettings;
  readonly variable: AgentVariable;
  readonly value: NonNullable<AgentSettings[keyof AgentSettings]>;
  readonly text: string;
}

/**
 * The settings that were given, in the table's order, checked: the agent ignores a value out of its range without
 * a word.
 *
 * @throws MisuseError `AgentSettingInvalid`
 */
export function agentEntries(settings: AgentSettings, scope: IConstruct): AgentEntry[] {
  for (const key of Object.keys(settings)) {
    if (!Object.hasOwn(AGENT_VARIABLES, key)) throw invalid(`there is no agent setting '${key}'`, scope);
  }
  return (Object.keys(AGENT_VARIABLES) as (keyof AgentSettings)[]).flatMap((key) => {
    const value = settings[key];
    if (value === undefined) return [];
    const variable = AGENT_VARIABLES[key];
    return [{ key, variable, value, text: textOf(key, variable, value, scope) }];
  });
}

function textOf(key: string, variable: AgentVariable, value: AgentEntry['value'], scope: IConstruct): string {
  switch (variable.kind) {
    case 'flag':
      return String(value);
    case 'whole':
      return wholeText(key, value as number, variable.min, variable.max, scope);
    case 'duration':
      return durationText(key, value as Duration, variable, scope);
    case 'pair': {
      const [first, second] = value as readonly [number, number];
      const texts = [first, second].map((part) => wholeText(key, part, 1, variable.max, scope));
      if (!Token.isUnresolved(first) && !Token.isUnresolved(second) && first > second) {
        throw invalid(`${key} goes from ${first} to ${second}; the first must not be above the second`, scope);
      }
      return texts.join(variable.separator);
    }
    case 'ports':
      return `[${(value as readonly number[]).map((port) => wholeText(key, port, 0, 65_535, scope)).join(',')}]`;
    case 'words':
      return requireLine(key, (value as readonly string[]).join(','), scope);
    case 'json':
      return JSON.stringify(value);
    case 'text':
      return requireLine(key, value as string, scope);
  }
}

/** As Go reads it. */
function durationText(
  key: string,
  duration: Duration,
  { min = 0, max = Number.POSITIVE_INFINITY }: { readonly min?: number; readonly max?: number },
  scope: IConstruct,
): string {
  if (duration.isUnresolved()) return `${Tokenization.stringifyNumber(duration.toSeconds())}s`;
  const milliseconds = duration.toMilliseconds();
  if (milliseconds < min || milliseconds > max) {
    throw invalid(`${key} is ${milliseconds} ms; the agent takes ${min} to ${max} ms and ignores the rest`, scope);
  }
  return milliseconds % 1_000 === 0 ? `${milliseconds / 1_000}s` : `${milliseconds}ms`;
}

function wholeText(key: string, value: number, min: number, max: number | undefined, scope: IConstruct): string {
  requireWhole('AgentSettingInvalid', key, value, { min, max }, scope);
  return Tokenization.stringifyNumber(value);
}

function requireLine(key: string, value: string, scope: IConstruct): string {
  if (value === '' || /[\r\n]/.test(value)) {
    throw invalid(`${key} is ${JSON.stringify(value)}; the agent's configuration takes one line, not empty`, scope);
  }
  return value;
}

function invalid(message: string, scope: IConstruct): MisuseError {
  return new MisuseError('AgentSettingInvalid', message, scope);
}
