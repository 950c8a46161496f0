/**
 * Every mistake the constructs refuse in their constructors: code, and what it means.
 * A code is public API: it is never reused and never renamed.
 */
export const MISUSES = {
  // images
  InvalidTagPattern: 'A tag pattern that ECR refuses.',
  MutableTagsOutOfRange: 'Not one to five patterns of mutable tags.',
  InvalidLifecycle: 'A lifecycle setting that ECR refuses or that would have no effect.',
  OverlappingTagPatterns: 'Two tag patterns of one repository that select the same image.',
  UnprotectedReleases: 'An added lifecycle rule that could expire a release.',
  EmptyOnDeleteWithoutDestroy: 'Deleting the images with a repository that is not deleted.',
  InvalidPullAccess: 'An account or organization id that is none, or pull access for nobody.',
  PublicRepositoryPolicy: 'A repository policy that opens the images to every AWS account.',
  InvalidImageTag: 'A text that is not an image tag.',
  InvalidImageDigest: 'A text that is not a SHA-256 image digest.',
  MutableRelease: 'A release of a tag that may be pushed again.',
  DuplicateRegistrySetting: 'A second setting of a registry that takes one.',
  InvalidReplication: 'A replication that ECR refuses.',
  InvalidUpstream: 'A prefix or credentials that ECR takes for no pull-through cache.',
  InvalidImageReference: 'A text that names no image of the upstream registry.',
  // cluster
  AgentSettingInvalid: 'An agent setting does not exist, or has a value that the agent would ignore.',
  AttributeInvalid: 'A custom instance attribute has a name or value that ECS does not register.',
  BottlerocketSetting: 'An agent setting does not exist on Bottlerocket.',
  CapacityEmpty: 'A cluster declares no capacity.',
  CapacityNameInvalid: 'The name of a capacity has characters that it cannot have.',
  CapacitySize: 'The sizes of a capacity contradict each other, or no instance could ever start.',
  CapacityTooMany: 'A cluster declares more capacities than ECS takes.',
  CapacityUnknown: 'A capacity was named that the cluster does not have.',
  InstanceTypeUnreadable: 'An instance type is a token and nothing says its architecture.',
  InstanceTypesInvalid: 'Instance types are missing, repeated, malformed, or have no machine image.',
  InstanceTypesMixed: 'The instance types of one capacity need different machine images.',
  MachineImageMissing: 'AWS publishes no ECS image for this operating system, architecture and accelerator.',
  ManagedScalingRange: 'A figure of managed scaling is out of the range that ECS takes.',
  MixedShare: 'A mixture of on-demand and spot instances is out of range, or no mixture.',
  RootVolumeRange: 'A figure of the root volume is out of the range of gp3.',
  ScaleInProtectionOnSpot: 'Instances that EC2 may take back cannot be protected from scale-in.',
  ScaleInProtectionWithoutScaling: 'Scale-in protection is asked for where managed scaling is off.',
  StrategyBaseWithoutWeight: 'A capacity has a base but the weight 0, on which ECS places no task.',
  StrategyBases: 'More than one capacity of a strategy has a base.',
  StrategyEmpty: 'A capacity strategy names no capacity.',
  StrategyRange: 'A base or weight is not a whole number in the range that ECS takes.',
  StrategyTooMany: 'A capacity strategy names more capacities than ECS takes.',
  StrategyWeights: 'All weights of a capacity strategy are 0.',
  SubnetsMissing: 'The VPC has no private subnet with egress, and no other subnets were selected.',
  WarmPoolRefused: 'A warm pool is asked for where instances are not on demand.',
  WarmPoolSize: 'The sizes of a warm pool contradict each other or those of its capacity.',
  // task
  ContainerNameInvalid: "A container's name that ECS does not take.",
  ContainerUnknown: 'A container was named that the task definition does not have.',
  DependencyCycle: 'Containers that wait for each other, or one for itself.',
  DependencyNeverEnds: 'A container waits for the end of one that does not end before the task does.',
  DependencyWithoutHealthCheck: 'A container waits for the health of one that has no health check.',
  DistinctInstanceUnsupported: 'A task definition with the constraint distinctInstance, which belongs to services.',
  EfsVolumeInvalid: 'An EFS volume with both an access point and a directory.',
  EnvironmentFileInvalid: 'Too many environment files, or one that is not named *.env.',
  EnvironmentNameInvalid: 'The name of an environment variable is empty or has an equals sign.',
  EnvironmentNameTaken: 'One variable is both in the environment and in the secrets of a container.',
  EssentialContainerMissing: 'A task without an essential container.',
  HealthCheckInvalid: "A container health check's timing that ECS does not take.",
  LinuxParameterInvalid: 'A Linux parameter that is not a whole number or too small.',
  LoggingInvalid: 'A log buffer that has no size or no effect.',
  LogRouterMissing: 'A container sends its logs to a log router that its task does not have.',
  LogRouterTwice: 'A task with more than one log router.',
  ManagedVolumeTwice: 'A task with more than one EBS volume.',
  ManagedVolumeUnmounted: 'An EBS volume that no container of its task mounts.',
  MemoryReservationAboveLimit: 'A container reserves more memory than it may use.',
  MountInvalid: 'A volume mounted at a path that does not work, or writable although it is read-only.',
  NetworkModeUnsupported: 'A setting that does not exist in the network mode of the task definition.',
  PlacementConstraintTooMany: 'More placement constraints than ECS takes.',
  PlacementExpressionInvalid: 'A placement constraint that is not an expression of the cluster query language.',
  PortConflict: 'Two ports of a task that want the same port of a container, a network interface or the instance.',
  PortInvalid: 'A port outside 1 to 65535, or a range that does not ascend.',
  PortNameInvalid: "A port's name that ECS does not take.",
  PortNameTaken: 'Two containers of a task with a port of one name.',
  PortReserved: 'A port of the instance that SSH, Docker or the container agent holds.',
  PortUnknown: 'A port was named that the container does not have.',
  RestartPolicyInvalid: 'A restart policy that ECS does not take.',
  SecretArnPartial: 'A secret whose complete ARN is not known, which ECS does not find.',
  SizeAboveTask: 'Containers that reserve more than their whole task has.',
  SizeInvalid: 'A size that is not a whole number in the range that ECS takes.',
  SizeMissing: 'A container without CPU units or memory in a task that does not state them either.',
  SystemControlUnsupported: 'A kernel parameter that a namespace shared with the instance rules out.',
  UlimitInvalid: 'A soft limit above its hard limit.',
  VolumeNameInvalid: "A volume's name that ECS does not take.",
  VolumeUnknown: 'A volume was named that the task definition does not have.',
  // service
  ArchitectureMismatch: 'The images of a service are built for another architecture than the instances it runs on.',
  CapacityMissing: 'A service names no capacity to run on.',
  CircuitBreakerThreshold: 'The failure threshold of a circuit breaker is not a whole number of 1 or more.',
  DaemonOption: 'A daemon was given what only a service with a number of tasks takes.',
  DeploymentAlarms: 'The alarms of a deployment are an empty list.',
  DeploymentStep: 'A share of traffic is outside of what ECS takes.',
  DeploymentTooLong: 'A deployment is planned to take longer than CloudFormation waits.',
  DeploymentWithoutTraffic: 'A deployment moves traffic of a service that has none.',
  DesiredCount: 'A desired count is not a whole number of 0 or more, or stands beside scaling.',
  ExecReadOnly: 'ECS Exec is asked for in a container whose file system its agent cannot write to.',
  ExposureTooMany: 'A service has more target groups than ECS takes.',
  GracePeriod: 'The health-check grace period of a service is unknown or shorter than its tasks take to start.',
  ListenerRule: 'A port of a service cannot reach a listener in the way that was asked for.',
  ListenerRuleTaken: 'The priority or the default action of a listener is taken.',
  NamespaceMissing: 'There is no namespace, or none of the right kind, for the names of a service.',
  NetworkClients: 'Nobody may reach the tasks behind a Network Load Balancer.',
  NetworkModeMismatch: 'An option of a service does not exist in the network mode of its tasks.',
  PlacementStrategyTooMany: 'A service has more placement strategies than ECS takes.',
  PortNotSingle: 'A port of a service that must be a single one with a name is a range or has no name.',
  RebalancingImpossible: 'Zone rebalancing is asked for where ECS refuses it.',
  RolloutDeadlock: 'The healthy percents of a service allow no step of a deployment.',
  RolloutPercent: 'A healthy percent is not a whole number in the range that ECS takes.',
  ScalingRange: 'The limits of scaling are not whole numbers in order.',
  ScalingRequestsPerTarget: 'Requests per target are to be held where no one target group counts them.',
  ScalingTarget: 'A target of scaling can never be met.',
  TargetHealth: 'The timing of a load-balancer health check is not one that ELB takes.',
  TaskNotForEc2: 'The task definition of a service does not run on EC2.',
  // jobs
} as const satisfies Record<string, string>;

/** The code of a refused mistake. Compare codes, never message texts. */
export type MisuseCode = keyof typeof MISUSES;

/**
 * A mistake in how a construct is used, thrown by its constructor before anything is synthesized.
 * The message names the offending value and the fix; the construct's path is appended when known.
 */
export class MisuseError extends Error {
  override readonly name = 'MisuseError';

  constructor(
    readonly code: MisuseCode,
    message: string,
    scope?: { readonly node: { readonly path: string } },
  ) {
    super(scope ? `${code}: ${message} (at ${scope.node.path})` : `${code}: ${message}`);
  }
}
