export type { ContainerPort, PortName } from './container-port';
export type { CircuitBreaker } from './deployment/circuit-breaker';
export type {
  BlueGreenDeployment,
  CanaryDeployment,
  Deployment,
  LinearDeployment,
  RollingDeployment,
} from './deployment/deployment';
export type { CloudMap, CloudMapOptions } from './discovery/cloud-map';
export type { ConnectOptions, ServiceConnect } from './discovery/service-connect';
export type {
  ApplicationExposure,
  Exposure,
  ExposureOptions,
  NetworkExposure,
  TargetGroupExposure,
  TargetGroupOptions,
  TargetHealth,
} from './load-balancing/exposure';
export type { PlacementOptions } from './placement/placement';
export type { Scaling, ScheduledLimits } from './scaling';
export { Service } from './service';
export type { CapacityPart, ServiceOptions, ServiceProps } from './service-props';
