export { capacityAssociation } from './association';
export { Capacity } from './capacity/capacity';
export type {
  Accelerator,
  Architecture,
  InstanceChoice,
  NamedInstances,
  RequiredInstances,
} from './capacity/instance-choice';
export * from './capacity/purchase-options';
export type { ICapacityCluster } from './capacity-cluster';
export { type CapacityClusterAttributes, Ec2Cluster, type Ec2ClusterProps } from './ec2-cluster';
export { type CapacityShare, type CapacityStrategy, renderStrategy } from './strategy';
