import type { Setting } from './written-settings';

/**
 * Bottlerocket's names for the agent's settings.
 * @see https://bottlerocket.dev/en/os/latest/api/settings/ecs/
 */
const NAMES: Readonly<Record<string, string>> = {
  cluster: 'ECS_CLUSTER',
  'instance-attributes': 'ECS_INSTANCE_ATTRIBUTES',
  'logging-drivers': 'ECS_AVAILABLE_LOGGING_DRIVERS',
  'reserved-memory': 'ECS_RESERVED_MEMORY',
  'awsvpc-block-imds': 'ECS_AWSVPC_BLOCK_IMDS',
  'enable-spot-instance-draining': 'ECS_ENABLE_SPOT_INSTANCE_DRAINING',
  'image-pull-behavior': 'ECS_IMAGE_PULL_BEHAVIOR',
  'container-stop-timeout': 'ECS_CONTAINER_STOP_TIMEOUT',
};

/** The settings in a Bottlerocket document; undefined when the text is none. */
export function bottlerocketSettings(text: string): Setting[] | undefined {
  if (!/^\s*\[settings[.\]]/m.test(text)) return undefined;
  let document: unknown;
  try {
    // Its CommonJS build has no types of its own, and few templates need it.
    document = (require('smol-toml') as { parse(toml: string): unknown }).parse(text);
  } catch {
    return [];
  }
  const ecs = at(at(document, 'settings'), 'ecs');
  if (typeof ecs !== 'object' || ecs === null) return [];
  const settings = Object.entries(ecs).flatMap(([key, value]): Setting[] => {
    const name = Object.hasOwn(NAMES, key) ? NAMES[key] : undefined;
    return name === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  });
  const privileged = at(ecs, 'allow-privileged-containers');
  return privileged === true ? settings : [...settings, ['ECS_DISABLE_PRIVILEGED', 'true']];
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
