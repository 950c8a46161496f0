import { type CapacityInTemplate, isUnknown, textParts, Unknown, type Value } from '../../template';

/** Why the containers of a network mode reach the credentials of their instance. */
export type Reach = 'host-mode' | 'no-block' | 'hop-limit' | 'image-hop-limit' | 'no-token';

/**
 * Whether containers in a network mode reach the metadata service of their instance, and why. Each mode has a knob of
 * its own: the agent blocks awsvpc tasks, the hop limit or a rule of iptables those in bridge mode, and nothing those
 * in host mode.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-iam-roles.html
 */
export function metadataReach(
  mode: string,
  { source: { group }, image }: CapacityInTemplate,
): Reach | Unknown | undefined {
  if (mode === 'host') return 'host-mode';
  const { launch } = group;
  if (!launch) return new Unknown({ code: 'assumption', name: 'the launch template is not in the templates' }, '');
  const config = launch.agentConfig;
  if (!config) return new Unknown({ code: 'assumption', name: 'the user data is not known' }, '');
  if (mode === 'awsvpc') return blocks(config.get('ECS_AWSVPC_BLOCK_IMDS'));
  if (dropsInBridge(launch.data['UserData'])) return undefined;
  const { tokens, hopLimit } = launch.metadata;
  if (isUnknown(hopLimit)) return hopLimit;
  if (hopLimit !== undefined && hopLimit > 1) return 'hop-limit';
  // Amazon Linux 2023 asks EC2 for tokens and two hops, unless the launch template says otherwise.
  if (hopLimit === undefined && image.family === 'al2023') return 'image-hop-limit';
  if (isUnknown(tokens)) return tokens;
  if (tokens === 'required' || (tokens === undefined && image.family === 'al2023')) return undefined;
  return 'no-token';
}

function blocks(setting: Value | undefined): Reach | Unknown | undefined {
  if (isUnknown(setting)) return setting;
  return typeof setting === 'string' && /^['"]?(true|1)['"]?$/i.test(setting.trim()) ? undefined : 'no-block';
}

/** Whether user data drops what containers in bridge mode send to the metadata service. */
function dropsInBridge(userData: Value | undefined): boolean {
  const text = (textParts(userData ?? '') ?? []).map((part) => (typeof part === 'string' ? part : '')).join('');
  return text
    .split('\n')
    .some((line) => /iptables/.test(line) && /169\.254\.169\.254/.test(line) && /DROP|REJECT/.test(line));
}
