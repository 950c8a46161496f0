export type { AgentLogLevel, AgentSettings, LogDriverName } from './agent/agent-settings';
export { capacityAssociation } from './association';
export type { Capacity } from './capacity/capacity';
export type {
  Accelerator,
  Architecture,
  InstanceChoice,
  NamedInstances,
  RequiredInstances,
} from './capacity/instance-choice';
export type { OperatingSystem } from './capacity/machine-image';
export type { ManagedScaling } from './capacity/managed-scaling';
export type { MetadataAccess } from './capacity/metadata-access';
export * from './capacity/purchase-options';
export type { RootVolume } from './capacity/root-volume';
export type { ICapacityCluster } from './capacity-cluster';
export { Ec2Cluster, type Ec2ClusterProps } from './ec2-cluster';
export type { CapacityClusterAttributes } from './imported-cluster';
export { type CapacityShare, type CapacityStrategy, renderStrategy } from './strategy';
