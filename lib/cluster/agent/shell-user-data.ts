import type { IConstruct } from 'constructs';
import type { AgentConfiguration } from './agent-configuration';
import { agentEntries } from './agent-value';
import { BLOCK_BRIDGE_METADATA } from './metadata-rule';

/**
 * The shell commands of an Amazon Linux instance: `/etc/ecs/ecs.config`, which ecs-init reads as it is, without
 * quotes, and the rule that keeps bridge containers from instance metadata. The cluster's name is added by the L2.
 */
export function shellUserData(agent: AgentConfiguration, scope: IConstruct): string[] {
  const variables = [
    ['ECS_AWSVPC_BLOCK_IMDS', agent.awsvpcMetadataBlocked],
    ['ECS_ENABLE_SPOT_INSTANCE_DRAINING', agent.spotDraining],
    ['ECS_ENABLE_GPU_SUPPORT', agent.gpuSupport],
    ['ECS_WARM_POOLS_CHECK', agent.warmPool],
  ] as const;
  const attributes = Object.keys(agent.attributes).length > 0;
  return [
    "cat <<'STOWAGE' >> /etc/ecs/ecs.config",
    ...variables.flatMap(([name, on]) => (on ? [`${name}=true`] : [])),
    ...(attributes ? [`ECS_INSTANCE_ATTRIBUTES=${JSON.stringify(agent.attributes)}`] : []),
    ...agentEntries(agent.settings, scope).map(({ variable, text }) => `${variable.variable}=${text}`),
    'STOWAGE',
    ...(agent.bridgeMetadataBlocked ? BLOCK_BRIDGE_METADATA : []),
  ];
}
