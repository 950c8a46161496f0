export type { AgentLogLevel, AgentSettings, LogDriverName } from './agent/agent-settings';
export { capacityAssociation } from './association';
export type { Capacity } from './capacity/capacity';
export type { ManagedScaling } from './capacity/managed-scaling';
export * from './capacity/purchase-options';
export type { ICapacityCluster } from './capacity-cluster';
export { Ec2Cluster, type Ec2ClusterProps } from './ec2-cluster';
export type { CapacityClusterAttributes } from './imported-cluster';
export type {
  Accelerator,
  Architecture,
  InstanceChoice,
  NamedInstances,
  RequiredInstances,
} from './instance/instance-choice';
export type { OperatingSystem } from './instance/machine-image';
export type { MetadataAccess } from './instance/metadata-access';
export type { RootVolume } from './instance/root-volume';
export { type CapacityShare, type CapacityStrategy, renderStrategy } from './strategy';
