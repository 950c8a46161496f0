import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { AgentConfiguration } from './agent-configuration';
import { type AgentEntry, agentEntries } from './agent-value';

/** Bottlerocket's settings in TOML, in two parts: the L2 writes `[settings.ecs]` and the cluster's name between them. */
export interface BottlerocketSettings {
  /** Sections of their own. */
  readonly before: readonly string[];
  /** Further keys of `[settings.ecs]`; a second header of that name would be invalid TOML. */
  readonly after: readonly string[];
}

/**
 * The settings of a Bottlerocket instance.
 *
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 * @throws MisuseError `BottlerocketSetting` for a setting that Bottlerocket does not have
 */
export function bottlerocketSettings(agent: AgentConfiguration, scope: IConstruct): BottlerocketSettings {
  return {
    // Bottlerocket's counterpart of ECS_WARM_POOLS_CHECK: it waits until the instance leaves the pool.
    before: agent.warmPool ? ['[settings.autoscaling]', 'should-wait = true'] : [],
    after: [
      ...(agent.awsvpcMetadataBlocked ? ['awsvpc-block-imds = true'] : []),
      ...(agent.spotDraining ? ['enable-spot-instance-draining = true'] : []),
      ...agentEntries(agent.settings, scope).flatMap((entry) => keysOf(entry, scope)),
      ...attributesOf(agent.attributes),
    ],
  };
}

function keysOf({ key, variable, value, text }: AgentEntry, scope: IConstruct): string[] {
  if (variable.bottlerocket === undefined) {
    throw new MisuseError(
      'BottlerocketSetting',
      `'${key}' (${variable.variable}) does not exist on Bottlerocket; leave it out, or take operatingSystem 'al2023'`,
      scope,
    );
  }
  if (variable.bottlerocket.startsWith('!')) return [`${variable.bottlerocket.slice(1)} = ${!value}`];
  const names = variable.bottlerocket.split(' ');
  switch (variable.kind) {
    case 'flag':
    case 'whole':
    case 'json':
      return [`${names[0]} = ${text}`];
    case 'pair':
      return text.split(variable.separator).map((part, index) => `${names[index]} = ${part}`);
    default:
      return [`${names[0]} = ${JSON.stringify(text)}`];
  }
}

function attributesOf(attributes: AgentConfiguration['attributes']): string[] {
  const pairs = Object.entries(attributes).map(([name, value]) => `${JSON.stringify(name)} = ${JSON.stringify(value)}`);
  return pairs.length > 0 ? [`instance-attributes = { ${pairs.join(', ')} }`] : [];
}
