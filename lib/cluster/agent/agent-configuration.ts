import type { AgentSettings, LogDriverName } from './agent-settings';

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

/** Every driver that ECS knows on EC2, so that no task is refused for its driver; logentries no longer exists. */
export const DEFAULT_LOG_DRIVERS: readonly LogDriverName[] = [
  'json-file',
  'awslogs',
  'awsfirelens',
  'fluentd',
  'gelf',
  'journald',
  'splunk',
  'syslog',
  'none',
];
