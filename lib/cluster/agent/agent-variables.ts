import type { AgentSettings } from './agent-settings';

/** How a setting's value is written, and the values that the agent takes rather than ignores. */
export type AgentValue =
  | { readonly kind: 'flag' | 'text' | 'json' | 'words' | 'ports' }
  | { readonly kind: 'whole'; readonly min: number; readonly max?: number }
  /** In milliseconds. */
  | { readonly kind: 'duration'; readonly min?: number; readonly max?: number }
  /** Two whole numbers, the second at least as great as the first. */
  | { readonly kind: 'pair'; readonly separator: string; readonly max?: number };

/** The agent's own name of a setting, its form, and the key that Bottlerocket has for it, if any. */
export type AgentVariable = AgentValue & {
  readonly variable: string;
  /** Below `settings.ecs`; `!` before it: Bottlerocket's key says the opposite. */
  readonly bottlerocket?: string;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every setting of `AgentSettings`: the one table from which both renderings and the checks are made. */
export const AGENT_VARIABLES: { readonly [K in keyof Required<AgentSettings>]: AgentVariable } = {
  reservedMemoryMiB: {
    variable: 'ECS_RESERVED_MEMORY',
    kind: 'whole',
    min: 0,
    max: 65_535,
    bottlerocket: 'reserved-memory',
  },
  reservedPorts: { variable: 'ECS_RESERVED_PORTS', kind: 'ports' },
  reservedUdpPorts: { variable: 'ECS_RESERVED_PORTS_UDP', kind: 'ports' },
  dynamicHostPortRange: { variable: 'ECS_DYNAMIC_HOST_PORT_RANGE', kind: 'pair', separator: '-', max: 65_535 },
  logDrivers: { variable: 'ECS_AVAILABLE_LOGGING_DRIVERS', kind: 'json', bottlerocket: 'logging-drivers' },
  awslogsExecutionRole: { variable: 'ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE', kind: 'flag' },

  privilegedDisabled: {
    variable: 'ECS_DISABLE_PRIVILEGED',
    kind: 'flag',
    bottlerocket: '!allow-privileged-containers',
  },
  selinux: { variable: 'ECS_SELINUX_CAPABLE', kind: 'flag' },
  appArmor: { variable: 'ECS_APPARMOR_CAPABLE', kind: 'flag' },
  agentAppArmorProfile: { variable: 'ECS_AGENT_APPARMOR_PROFILE', kind: 'text' },
  taskRoles: { variable: 'ECS_ENABLE_TASK_IAM_ROLE', kind: 'flag' },
  taskRolesInHostMode: { variable: 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST', kind: 'flag' },
  gmsa: { variable: 'ECS_GMSA_SUPPORTED', kind: 'flag' },
  credentialsFetcherHost: { variable: 'CREDENTIALS_FETCHER_HOST', kind: 'text' },
  credentialsFetcherSecretName: { variable: 'CREDENTIALS_FETCHER_SECRET_NAME_FOR_DOMAINLESS_GMSA', kind: 'text' },
  credentialProfile: { variable: 'ECS_ALTERNATE_CREDENTIAL_PROFILE', kind: 'text' },

  imagePullBehavior: { variable: 'ECS_IMAGE_PULL_BEHAVIOR', kind: 'text', bottlerocket: 'image-pull-behavior' },
  imagePullInactivityTimeout: { variable: 'ECS_IMAGE_PULL_INACTIVITY_TIMEOUT', kind: 'duration' },
  imagePullTimeout: { variable: 'ECS_IMAGE_PULL_TIMEOUT', kind: 'duration' },
  manifestPullTimeout: { variable: 'ECS_MANIFEST_PULL_TIMEOUT', kind: 'duration' },
  pullDependentContainersUpfront: { variable: 'ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT', kind: 'flag' },
  imageCleanupDisabled: { variable: 'ECS_DISABLE_IMAGE_CLEANUP', kind: 'flag', bottlerocket: '!image-cleanup-enabled' },
  imageCleanupInterval: {
    variable: 'ECS_IMAGE_CLEANUP_INTERVAL',
    kind: 'duration',
    min: 10 * MINUTE,
    bottlerocket: 'image-cleanup-wait',
  },
  imageMinimumCleanupAge: {
    variable: 'ECS_IMAGE_MINIMUM_CLEANUP_AGE',
    kind: 'duration',
    bottlerocket: 'image-cleanup-age',
  },
  nonEcsImageMinimumCleanupAge: { variable: 'NON_ECS_IMAGE_MINIMUM_CLEANUP_AGE', kind: 'duration' },
  imagesDeletedPerCleanup: {
    variable: 'ECS_NUM_IMAGES_DELETE_PER_CYCLE',
    kind: 'whole',
    min: 1,
    bottlerocket: 'image-cleanup-delete-per-cycle',
  },
  untrackedImageCleanup: { variable: 'ECS_ENABLE_UNTRACKED_IMAGE_CLEANUP', kind: 'flag' },
  untrackedImagesKept: { variable: 'ECS_EXCLUDE_UNTRACKED_IMAGE', kind: 'words' },

  taskCleanupWait: {
    variable: 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION',
    kind: 'duration',
    min: SECOND,
    bottlerocket: 'task-cleanup-wait',
  },
  taskCleanupWaitJitter: { variable: 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER', kind: 'duration' },
  containerStopTimeout: {
    variable: 'ECS_CONTAINER_STOP_TIMEOUT',
    kind: 'duration',
    bottlerocket: 'container-stop-timeout',
  },
  containerStartTimeout: { variable: 'ECS_CONTAINER_START_TIMEOUT', kind: 'duration' },
  containerCreateTimeout: { variable: 'ECS_CONTAINER_CREATE_TIMEOUT', kind: 'duration', min: MINUTE },
  taskPidsLimit: { variable: 'ECS_TASK_PIDS_LIMIT', kind: 'whole', min: 1, max: 4_194_304 },
  taskLimits: { variable: 'ECS_ENABLE_TASK_CPU_MEM_LIMIT', kind: 'flag' },
  cpuPeriod: { variable: 'ECS_CGROUP_CPU_PERIOD', kind: 'duration', min: 8, max: 100 },
  sharedVolumeMatchFullConfig: { variable: 'ECS_SHARED_VOLUME_MATCH_FULL_CONFIG', kind: 'flag' },

  taskEni: { variable: 'ECS_ENABLE_TASK_ENI', kind: 'flag' },
  highDensityEni: { variable: 'ECS_ENABLE_HIGH_DENSITY_ENI', kind: 'flag' },
  awsvpcLocalRoutes: { variable: 'ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES', kind: 'json' },
  ipv6PortBindingExcluded: { variable: 'ECS_EXCLUDE_IPV6_PORTBINDING', kind: 'flag' },
  localhostTrafficFilterSkipped: { variable: 'ECS_SKIP_LOCALHOST_TRAFFIC_FILTER', kind: 'flag' },
  offhostIntrospection: { variable: 'ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS', kind: 'flag' },
  offhostIntrospectionInterface: { variable: 'ECS_OFFHOST_INTROSPECTION_INTERFACE_NAME', kind: 'text' },
  httpProxy: { variable: 'HTTP_PROXY', kind: 'text' },
  noProxy: { variable: 'NO_PROXY', kind: 'words' },

  containerMetadataFile: {
    variable: 'ECS_ENABLE_CONTAINER_METADATA',
    kind: 'flag',
    bottlerocket: 'enable-container-metadata',
  },
  taskMetadataRequestsPerSecond: {
    variable: 'ECS_TASK_METADATA_RPS_LIMIT',
    kind: 'pair',
    separator: ',',
    bottlerocket: 'metadata-service-rps metadata-service-burst',
  },
  metricsDisabled: { variable: 'ECS_DISABLE_METRICS', kind: 'flag' },
  metricsPolled: { variable: 'ECS_POLL_METRICS', kind: 'flag' },
  metricsPollInterval: {
    variable: 'ECS_POLLING_METRICS_WAIT_DURATION',
    kind: 'duration',
    min: 5 * SECOND,
    max: 20 * SECOND,
  },
  propagateTagsFrom: { variable: 'ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM', kind: 'text' },
  containerInstanceTags: { variable: 'ECS_CONTAINER_INSTANCE_TAGS', kind: 'json' },

  logLevel: { variable: 'ECS_LOGLEVEL', kind: 'text', bottlerocket: 'loglevel' },
  logLevelOnInstance: { variable: 'ECS_LOGLEVEL_ON_INSTANCE', kind: 'text' },
  logFormat: { variable: 'ECS_LOG_OUTPUT_FORMAT', kind: 'text' },
  logRollover: { variable: 'ECS_LOG_ROLLOVER_TYPE', kind: 'text' },
  logMaxFileSizeMb: { variable: 'ECS_LOG_MAX_FILE_SIZE_MB', kind: 'whole', min: 1 },
  logMaxRollCount: { variable: 'ECS_LOG_MAX_ROLL_COUNT', kind: 'whole', min: 1 },
  agentLogDriver: { variable: 'ECS_LOG_DRIVER', kind: 'text' },
  agentLogOptions: { variable: 'ECS_LOG_OPTS', kind: 'json' },
  agentLabels: { variable: 'ECS_AGENT_LABELS', kind: 'json' },
  runtimeStats: { variable: 'ECS_ENABLE_RUNTIME_STATS', kind: 'flag' },
  agentHealthCheckDisabled: { variable: 'ECS_DISABLE_DOCKER_HEALTH_CHECK', kind: 'flag' },
  agentHealthCheckHost: { variable: 'ECS_AGENT_HEALTHCHECK_HOST', kind: 'text' },
  nvidiaRuntime: { variable: 'ECS_NVIDIA_RUNTIME', kind: 'text' },
  registryAuthType: { variable: 'ECS_ENGINE_AUTH_TYPE', kind: 'text' },
  registryAuthData: { variable: 'ECS_ENGINE_AUTH_DATA', kind: 'text' },
  backendHost: { variable: 'ECS_BACKEND_HOST', kind: 'text', bottlerocket: 'backend-host' },
};

/** Documented variables that have no setting here, each with the reason. */
export const AGENT_VARIABLES_LEFT_OUT: { readonly [variable: string]: string } = {
  ECS_CLUSTER: 'derived: the cluster of the capacity',
  ECS_INSTANCE_ATTRIBUTES: 'derived: the attributes of the capacity',
  ECS_AWSVPC_BLOCK_IMDS: 'derived: the metadata access of the capacity',
  ECS_ENABLE_SPOT_INSTANCE_DRAINING: 'derived: the purchase option',
  ECS_ENABLE_GPU_SUPPORT: 'derived: the accelerator',
  ECS_WARM_POOLS_CHECK: 'derived: the warm pool',
  AWS_DEFAULT_REGION: 'the instance knows its region',
  AWS_ACCESS_KEY_ID: 'the instance role gives credentials; keys do not belong in user data',
  AWS_SECRET_ACCESS_KEY: 'the instance role gives credentials; keys do not belong in user data',
  AWS_SESSION_TOKEN: 'the instance role gives credentials; keys do not belong in user data',
  DOCKER_HOST: 'set by ecs-init, with its bind mounts',
  ECS_LOGFILE: 'set by ecs-init, with its bind mounts',
  ECS_CHECKPOINT: 'set by ecs-init, with its bind mounts',
  ECS_DATADIR: 'set by ecs-init, with its bind mounts',
  ECS_HOST_DATA_DIR: 'set by ecs-init, with its bind mounts',
  ECS_CNI_PLUGINS_PATH: 'set by ecs-init, with its bind mounts',
  ECS_CGROUP_PATH: 'set by ecs-init, with its bind mounts',
  ECS_UPDATES_ENABLED: 'set by ecs-init, which is the updater',
  ECS_EBSTA_SUPPORTED: 'set by ecs-init from what the instance can do',
  ECS_ENABLE_CPU_UNBOUNDED_WINDOWS_WORKAROUND: 'Windows only',
  ECS_ENABLE_MEMORY_UNBOUNDED_WINDOWS_WORKAROUND: 'Windows only',
  ECS_FSX_WINDOWS_FILE_SERVER_SUPPORTED: 'Windows only',
};
