import { Duration } from 'aws-cdk-lib';
import { type BaseService, type LoadBalancerTargetOptions, NetworkMode } from 'aws-cdk-lib/aws-ecs';
import { type BaseTargetGroupProps, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { FoundPort } from '../container-port';
import type { NamedExposure, TargetGroupOptions } from './exposure';
import { requireSeconds } from './target-health';

/** An exposure of a service whose port is found. */
export interface Placed<O extends object> {
  readonly service: BaseService;
  readonly exposure: NamedExposure<O>;
  readonly port: FoundPort;
  /** What tells this exposure from the service's others. */
  readonly id: string;
  /** Whether deployments move traffic between two target groups. */
  readonly shifting: boolean;
}

/** Most requests are much shorter, and a rollout waits for it at every step. */
export const DEFAULT_DEREGISTRATION_DELAY = Duration.seconds(30);

/** What ECS registers at a target group. */
export function targetOf({ port: { container, mapping } }: Placed<object>): LoadBalancerTargetOptions {
  return {
    containerName: container.containerName,
    containerPort: mapping.containerPort,
    protocol: mapping.protocol,
  };
}

/** What all new target groups share. @throws MisuseError `TargetHealth` */
export function commonGroupProps({ service, exposure }: Placed<TargetGroupOptions>): BaseTargetGroupProps {
  const deregistrationDelay = exposure.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY;
  requireSeconds('deregistrationDelay', deregistrationDelay, 0, 3600, service);
  return {
    vpc: service.cluster.vpc,
    targetType: service.taskDefinition.networkMode === NetworkMode.AWS_VPC ? TargetType.IP : TargetType.INSTANCE,
    deregistrationDelay,
  };
}
