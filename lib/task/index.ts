export type { CpuArchitecture } from '../placement';
export type { ContainerPart, HealthPart, PortsPart } from './container/container-props';
export type { Condition } from './container/dependencies';
export type { Port, PortRange, SinglePort } from './container/ports';
export type { ContainerProcess, RestartPolicy } from './container/process';
export type { ContainerSize, TaskSize } from './container/sizes';
export type { ContainerEnvironment } from './environment/environment';
export { type Encryption, parameterValue, type SecretPart, secretValue } from './environment/secrets';
export { commandHealth, type HealthCheck, type HealthCheckTiming } from './health/health-check';
export { type HttpHealthOptions, type HttpTool, httpHealth } from './health/http-health';
export type { ContainerIsolation, ContainerNames } from './isolation/container-isolation';
export type { Capability, Device, LinuxOptions, Tmpfs } from './isolation/linux-parameters';
export type { IpcMode, Namespaces, PidMode } from './isolation/namespaces';
export {
  type AwsLogsOptions,
  type AwsLogsStream,
  awsLogs,
  type NewLogGroup,
  type OwnLogGroup,
} from './logging/aws-logs';
export { fluentd, gelf, journald, jsonFile, noLogs, splunk, syslog } from './logging/drivers';
export { type FireLensOptions, fireLens, type LogRouter } from './logging/fire-lens';
export type { LogDelivery, Logging } from './logging/logging';
export type { ContainersOf, PortsOf, Refused } from './names';
export type { NetworkMode } from './network-mode';
export {
  agentVersion,
  attribute,
  ec2InstanceId,
  PlacementExpression,
  type Questions,
  registeredAt,
  runningTasksCount,
  taskGroup,
} from './placement/expression-builder';
export { memberOf } from './placement/placement-constraints';
export { runtimeDependencies } from './runtime-dependencies';
export { TaskDefinition } from './task-definition';
export type { ContainerMap, TaskDefinitionProps } from './task-definition-props';
export { ebsVolume } from './volumes/ebs-volume';
export {
  type ByAccessPoint,
  type ByDirectory,
  type EfsAccess,
  type EfsVolumeOptions,
  efsVolume,
} from './volumes/efs-volume';
export {
  type DockerVolumeDriver,
  type DockerVolumeOptions,
  dockerVolume,
  ephemeralVolume,
  hostPath,
  type SharedScope,
  type TaskScope,
} from './volumes/instance-volumes';
export type { Mount } from './volumes/mounts';
export type { TaskVolume } from './volumes/volume';
