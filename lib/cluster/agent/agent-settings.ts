import type { Duration } from 'aws-cdk-lib';

/** A logging driver that the agent can announce for its instance. */
export type LogDriverName =
  | 'awsfirelens'
  | 'awslogs'
  | 'fluentd'
  | 'gelf'
  | 'journald'
  | 'json-file'
  | 'logentries'
  | 'none'
  | 'splunk'
  | 'syslog';

/** How much the agent writes to its log. */
export type AgentLogLevel = 'crit' | 'error' | 'warn' | 'info' | 'debug';

/**
 * Settings of the container agent on every instance of a capacity, each named after what it does; the agent's own
 * name stands in its description. What is left out keeps the
 * agent's default, except `logDrivers` and `reservedMemoryMiB`.
 *
 * Not here, because Stowage derives them from the capacity: `ECS_CLUSTER`, `ECS_INSTANCE_ATTRIBUTES` (`attributes`),
 * `ECS_AWSVPC_BLOCK_IMDS` (`metadata`), `ECS_ENABLE_SPOT_INSTANCE_DRAINING` (on wherever instances may be spot),
 * `ECS_ENABLE_GPU_SUPPORT` (from the instance types), `ECS_WARM_POOLS_CHECK` (`warmPool`).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export interface AgentSettings {
  /**
   * `ECS_RESERVED_MEMORY`: memory in MiB that is not offered to tasks.
   *
   * @default 256 - the agent, the container engine and the system need about that; the agent itself would offer all
   * memory, and an instance whose tasks use what they may then stops answering
   */
  readonly reservedMemoryMiB?: number;
  /** `ECS_RESERVED_PORTS`: TCP ports that tasks may not take. The list replaces the default 22, 2375, 2376, 51678, 51679. */
  readonly reservedPorts?: readonly number[];
  /** `ECS_RESERVED_PORTS_UDP`: UDP ports that tasks may not take. */
  readonly reservedUdpPorts?: readonly number[];
  /** `ECS_DYNAMIC_HOST_PORT_RANGE`: first and last host port given to containers that ask for none. */
  readonly dynamicHostPortRange?: readonly [first: number, last: number];
  /**
   * `ECS_AVAILABLE_LOGGING_DRIVERS`: the logging drivers that tasks may use here.
   *
   * @default - every driver ECS knows save logentries (closed); a task whose driver is missing is never placed
   */
  readonly logDrivers?: readonly LogDriverName[];
  /** `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE`: awslogs writes with the task execution role. On ECS images on. */
  readonly awslogsExecutionRole?: boolean;

  /** `ECS_DISABLE_PRIVILEGED`: no privileged container is placed here. On Bottlerocket privileged is off unless this is false. */
  readonly privilegedDisabled?: boolean;
  /** `ECS_SELINUX_CAPABLE`: SELinux is available to tasks. */
  readonly selinux?: boolean;
  /** `ECS_APPARMOR_CAPABLE`: AppArmor is available to tasks. */
  readonly appArmor?: boolean;
  /** `ECS_AGENT_APPARMOR_PROFILE`: the AppArmor profile of the agent's own container. */
  readonly agentAppArmorProfile?: string;
  /** `ECS_ENABLE_TASK_IAM_ROLE`: tasks may have a role. On ECS images on. */
  readonly taskRoles?: boolean;
  /** `ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST`: tasks in host mode may have a role. On ECS images on. */
  readonly taskRolesInHostMode?: boolean;
  /** `ECS_GMSA_SUPPORTED`: tasks may use gMSA accounts; needs the credentials-fetcher daemon on the image. */
  readonly gmsa?: boolean;
  /** `CREDENTIALS_FETCHER_HOST`: the socket of the credentials-fetcher daemon. */
  readonly credentialsFetcherHost?: string;
  /** `CREDENTIALS_FETCHER_SECRET_NAME_FOR_DOMAINLESS_GMSA`: the secret with the account for domainless gMSA. */
  readonly credentialsFetcherSecretName?: string;
  /** `ECS_ALTERNATE_CREDENTIAL_PROFILE`: another profile of the instance's credentials. */
  readonly credentialProfile?: string;

  /** `ECS_IMAGE_PULL_BEHAVIOR`: when to pull an image that may be on the instance already. */
  readonly imagePullBehavior?: 'default' | 'always' | 'once' | 'prefer-cached';
  /** `ECS_IMAGE_PULL_INACTIVITY_TIMEOUT`: how long a pull may make no progress. */
  readonly imagePullInactivityTimeout?: Duration;
  /** `ECS_IMAGE_PULL_TIMEOUT`: how long one pull may take; the agent waits 2 hours unless told. */
  readonly imagePullTimeout?: Duration;
  /** `ECS_MANIFEST_PULL_TIMEOUT`: how long fetching an image's manifest may take; 1 minute unless told. */
  readonly manifestPullTimeout?: Duration;
  /** `ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT`: pull images before the containers they depend on are ready. */
  readonly pullDependentContainersUpfront?: boolean;
  /** `ECS_DISABLE_IMAGE_CLEANUP`: never remove unused images. The root volume then fills up. */
  readonly imageCleanupDisabled?: boolean;
  /** `ECS_IMAGE_CLEANUP_INTERVAL`: time between removals of unused images; at least 10 minutes, 30 unless told. */
  readonly imageCleanupInterval?: Duration;
  /** `ECS_IMAGE_MINIMUM_CLEANUP_AGE`: time since the pull before an image may be removed; 1 hour unless told. */
  readonly imageMinimumCleanupAge?: Duration;
  /** `NON_ECS_IMAGE_MINIMUM_CLEANUP_AGE`: the same for images that ECS did not pull. */
  readonly nonEcsImageMinimumCleanupAge?: Duration;
  /** `ECS_NUM_IMAGES_DELETE_PER_CYCLE`: the most images removed at a time; at least 1, 5 unless told. */
  readonly imagesDeletedPerCleanup?: number;
  /** `ECS_ENABLE_UNTRACKED_IMAGE_CLEANUP`: also remove containers and images that ECS did not start. */
  readonly untrackedImageCleanup?: boolean;
  /** `ECS_EXCLUDE_UNTRACKED_IMAGE`: images (`name:tag`) that this cleanup keeps. */
  readonly untrackedImagesKept?: readonly string[];

  /** `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION`: how long a stopped task's containers are kept; 3 hours unless told. */
  readonly taskCleanupWait?: Duration;
  /** `ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION_JITTER`: a random time, up to this, on top of it. */
  readonly taskCleanupWaitJitter?: Duration;
  /** `ECS_CONTAINER_STOP_TIMEOUT`: time between the request to stop and the kill; 30 seconds unless told. */
  readonly containerStopTimeout?: Duration;
  /** `ECS_CONTAINER_START_TIMEOUT`: how long a container may take to start; 3 minutes unless told. */
  readonly containerStartTimeout?: Duration;
  /** `ECS_CONTAINER_CREATE_TIMEOUT`: how long creating a container may take; at least 1 minute, 4 unless told. */
  readonly containerCreateTimeout?: Duration;
  /** `ECS_TASK_PIDS_LIMIT`: the most processes of one task; 1 to 4,194,304, unlimited unless told. */
  readonly taskPidsLimit?: number;
  /** `ECS_ENABLE_TASK_CPU_MEM_LIMIT`: a task's own CPU and memory are enforced; on unless told. */
  readonly taskLimits?: boolean;
  /** `ECS_CGROUP_CPU_PERIOD`: the period over which a task's CPU limit is enforced; 8 to 100 milliseconds. */
  readonly cpuPeriod?: Duration;
  /** `ECS_SHARED_VOLUME_MATCH_FULL_CONFIG`: shared volumes of one name must also agree in driver, options and labels. */
  readonly sharedVolumeMatchFullConfig?: boolean;

  /** `ECS_ENABLE_TASK_ENI`: tasks may have a network interface of their own (awsvpc). On ECS images on. */
  readonly taskEni?: boolean;
  /** `ECS_ENABLE_HIGH_DENSITY_ENI`: the agent can use trunk interfaces; on unless told. The account decides: see `trunking`. */
  readonly highDensityEni?: boolean;
  /** `ECS_AWSVPC_ADDITIONAL_LOCAL_ROUTES`: CIDR blocks that awsvpc tasks reach through the instance. */
  readonly awsvpcLocalRoutes?: readonly string[];
  /** `ECS_EXCLUDE_IPV6_PORTBINDING`: ports are not published on IPv6; on unless told. */
  readonly ipv6PortBindingExcluded?: boolean;
  /** `ECS_SKIP_LOCALHOST_TRAFFIC_FILTER`: leave out the rule that drops foreign packets for localhost. */
  readonly localhostTrafficFilterSkipped?: boolean;
  /** `ECS_ALLOW_OFFHOST_INTROSPECTION_ACCESS`: the agent's introspection port answers other hosts and awsvpc tasks. */
  readonly offhostIntrospection?: boolean;
  /** `ECS_OFFHOST_INTROSPECTION_INTERFACE_NAME`: the interface on which that access is blocked. */
  readonly offhostIntrospectionInterface?: string;
  /** `HTTP_PROXY`: host and port of the proxy the agent uses. */
  readonly httpProxy?: string;
  /** `NO_PROXY`: what it reaches directly. */
  readonly noProxy?: readonly string[];

  /** `ECS_ENABLE_CONTAINER_METADATA`: write each container's metadata to a file it can read. */
  readonly containerMetadataFile?: boolean;
  /** `ECS_TASK_METADATA_RPS_LIMIT`: requests a second to the task metadata endpoint, steady and burst; 40 and 60 unless told. */
  readonly taskMetadataRequestsPerSecond?: readonly [steady: number, burst: number];
  /** `ECS_DISABLE_METRICS`: gather no metrics of tasks. */
  readonly metricsDisabled?: boolean;
  /** `ECS_POLL_METRICS`: poll for metrics instead of streaming them; spares the container engine CPU. */
  readonly metricsPolled?: boolean;
  /** `ECS_POLLING_METRICS_WAIT_DURATION`: the time between polls; 5 to 20 seconds. */
  readonly metricsPollInterval?: Duration;
  /** `ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM`: register the EC2 instance's tags with ECS. The role gets what that needs. */
  readonly propagateTagsFrom?: 'none' | 'ec2_instance';
  /** `ECS_CONTAINER_INSTANCE_TAGS`: tags of the container instance. The role gets what that needs. */
  readonly containerInstanceTags?: { readonly [key: string]: string };

  /** `ECS_LOGLEVEL`: how much the agent logs. */
  readonly logLevel?: AgentLogLevel;
  /** `ECS_LOGLEVEL_ON_INSTANCE`: how much of it goes to the file on the instance. */
  readonly logLevelOnInstance?: AgentLogLevel | 'none';
  /** `ECS_LOG_OUTPUT_FORMAT`: the format of the agent's log. */
  readonly logFormat?: 'logfmt' | 'json';
  /** `ECS_LOG_ROLLOVER_TYPE`: when a new log file is begun. */
  readonly logRollover?: 'size' | 'hourly';
  /** `ECS_LOG_MAX_FILE_SIZE_MB`: the size of a log file when the rollover is by size. */
  readonly logMaxFileSizeMb?: number;
  /** `ECS_LOG_MAX_ROLL_COUNT`: the number of old log files kept. */
  readonly logMaxRollCount?: number;
  /** `ECS_LOG_DRIVER`: the logging driver of the agent's own container. */
  readonly agentLogDriver?: LogDriverName;
  /** `ECS_LOG_OPTS`: the options of that driver. */
  readonly agentLogOptions?: { readonly [option: string]: string };
  /** `ECS_AGENT_LABELS`: labels of the agent's own container. */
  readonly agentLabels?: { readonly [label: string]: string };
  /** `ECS_ENABLE_RUNTIME_STATS`: profile the agent itself (pprof). */
  readonly runtimeStats?: boolean;
  /** `ECS_DISABLE_DOCKER_HEALTH_CHECK`: no health check of the agent's own container. */
  readonly agentHealthCheckDisabled?: boolean;
  /** `ECS_AGENT_HEALTHCHECK_HOST`: the address under which that check reaches the agent. */
  readonly agentHealthCheckHost?: string;
  /** `ECS_NVIDIA_RUNTIME`: the container runtime that passes GPUs on. */
  readonly nvidiaRuntime?: string;
  /** `ECS_ENGINE_AUTH_TYPE`: the form of `registryAuthData`. */
  readonly registryAuthType?: 'docker' | 'dockercfg';
  /**
   * `ECS_ENGINE_AUTH_DATA`: credentials for private registries, as JSON. Whoever can read the launch template reads
   * them: prefer a container's `repositoryCredentials` and use this only with a dynamic reference.
   */
  readonly registryAuthData?: string;
  /** `ECS_BACKEND_HOST`: another endpoint of ECS. */
  readonly backendHost?: string;
}
