export type { CapacityInPlan, ClusterInPlan, ServiceInPlan } from './cluster-plan';
export type { DrawnType } from './drawn-type';
export type { Fewest } from './fewest';
export type { HourlyCost } from './hourly-cost';
export type { JobInPlan } from './jobs';
export { type Plan, planOf } from './plan';
export type { StowedCluster, WaitingTasksInPlan } from './stowed-cluster';
