import type { Resource } from '../stack/resource';
import type { Value } from '../value/value';
import { bottlerocketSettings } from './bottlerocket';
import { cfnInitSettings } from './cfn-init';
import { type MarkedText, mark, unmark } from './marked-text';
import { documentsOf } from './mime';
import { powershellSettings } from './powershell';
import { writtenSettings } from './written-settings';

/** What user data tells the container agent: the `ECS_*` settings by name, each known or not. */
export type AgentConfig = ReadonlyMap<string, Value>;

/**
 * The settings that user data gives to the container agent. Shell scripts, MIME multipart, cloud-config, PowerShell,
 * Bottlerocket's TOML and the metadata of `cfn-init` are understood; undefined when the user data, or the metadata
 * that it reads, is not known.
 */
export function agentConfigOf(userData: Value | undefined, launch?: Resource): AgentConfig | undefined {
  const marked = markedUserData(userData);
  if (marked === undefined) return undefined;
  const settings = documentsOf(marked.text).flatMap(({ kind, text }) => {
    if (kind === 'powershell') return powershellSettings(text);
    const toml = kind === 'text' ? bottlerocketSettings(text) : undefined;
    return toml ?? writtenSettings(kind, text);
  });
  const byInit = cfnInitSettings(marked.text, launch);
  return byInit && new Map([...settings.map(([name, text]) => [name, known(text, marked)] as const), ...byInit]);
}

/** The script of user data, each part that is not known as one mark; empty when there is none. */
export const userDataText = (userData: Value | undefined): string | undefined => markedUserData(userData)?.text;

const markedUserData = (userData: Value | undefined): MarkedText | undefined =>
  mark(typeof userData === 'string' ? decoded(userData) : (userData ?? ''));

const known = (text: string, marked: MarkedText): Value => unmark(text.trim(), marked);

/** User data that stands in the template in base64, as the EC2 API takes it. */
function decoded(text: string): string {
  const compact = text.replace(/\s/g, '');
  if (compact.length < 16 || compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]+=*$/.test(compact)) return text;
  const bytes = Uint8Array.from(atob(compact), (char) => char.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
