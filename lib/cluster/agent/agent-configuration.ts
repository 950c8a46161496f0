import type { AgentSettings } from './agent-settings';

/** All that the container agent of one capacity is told, settings and what Stowage derives. */
export interface AgentConfiguration {
  readonly settings: AgentSettings;
  readonly attributes: { readonly [name: string]: string };
  /** Tasks in awsvpc mode cannot reach instance metadata. */
  readonly awsvpcMetadataBlocked: boolean;
  /** Containers in bridge mode cannot reach instance metadata. */
  readonly bridgeMetadataBlocked: boolean;
  /** Instances may be spot: drain on the two-minute notice. */
  readonly spotDraining: boolean;
  readonly gpuSupport: boolean;
  /** Instances may wait in a warm pool, where they must not register. */
  readonly warmPool: boolean;
}

/** The defaults that differ from the agent's own; their reasons stand with the settings. */
export const AGENT_DEFAULTS = {
  reservedMemoryMiB: 256,
  logDrivers: ['json-file', 'awslogs', 'awsfirelens', 'fluentd', 'gelf', 'journald', 'splunk', 'syslog', 'none'],
} as const satisfies AgentSettings;
