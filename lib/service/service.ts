import { Annotations, Lazy } from 'aws-cdk-lib';
import type { Port } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ApplicationTargetGroup, type NetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { type ContainersOf, TaskDefinition } from '../task';
import { clusterConnections } from './cluster-connections';
import { findPort, type PortName, reachablePort } from './container-port';
import { dependOnWhatTasksNeed } from './deletion-order';
import { shiftsTraffic } from './deployment/deployment';
import { completeDeployment, requireTraffic } from './deployment/render-deployment';
import { register } from './discovery/cloud-map';
import { connect } from './discovery/service-connect';
import { ec2ServiceProps } from './ec2-service-props';
import { requireExec } from './exec';
import { expose } from './load-balancing/expose';
import { gracePeriod, hasHealthCheck } from './load-balancing/grace-period';
import { warnOfShortNotice } from './load-balancing/spot-notice';
import { applyScaling } from './scaling';
import type { NamedServiceProps, ServiceProps } from './service-props';
import { addManagedVolumes, letInTo } from './task-volumes';

/**
 * A service: it keeps tasks of a definition running on the capacities it names, and replaces them version by version.
 *
 * It is an `ecs.Ec2Service`: everything in the CDK that takes one takes it. It waits for all that its tasks need, so
 * that it is deleted first and drains cleanly.
 *
 * @throws MisuseError see the codes under `service` in `MISUSES`
 */
export class Service<
  const T extends ecs.TaskDefinition = ecs.TaskDefinition,
  C extends string = string,
  const D extends boolean = false,
  M extends number = never,
> extends ecs.Ec2Service {
  declare readonly taskDefinition: T;

  /** The target groups of `loadBalancing`, in its order. */
  readonly targetGroups: readonly (ApplicationTargetGroup | NetworkTargetGroup)[];

  /** How the service scales, for policies beyond those of `scaling`; undefined without `scaling`. */
  readonly taskCount?: ecs.ScalableTaskCount;

  declare private placed?: readonly ecs.PlacementConstraint[];

  constructor(scope: Construct, id: string, props: ServiceProps<T, C, D, M>) {
    // The conditional types stay open here, where the type parameters are unknown; callers have met them.
    const options = props as unknown as NamedServiceProps;
    super(scope, id, ec2ServiceProps(options, scope, id));
    // Before anything opens a port.
    if (options.taskDefinition.networkMode !== ecs.NetworkMode.AWS_VPC) {
      Object.assign(this, { connections: clusterConnections(this) });
    }
    const { deployment = {}, loadBalancing = [], serviceConnect, cloudMap, scaling } = options;
    const resource = this.node.defaultChild as ecs.CfnService;
    const shifting = shiftsTraffic(deployment);
    if (options.exec) requireExec(options.taskDefinition, this);
    requireTraffic(deployment, loadBalancing.length > 0 || serviceConnect !== undefined, this);
    completeDeployment(resource, deployment, options.daemon ?? false);
    if (shifting || deployment.circuitBreaker === false) {
      const reason = shifting ? 'only rolling deployments have a circuit breaker' : 'turned off on purpose';
      Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-ecs:shouldUseCircuitBreaker', reason);
    }
    this.targetGroups = expose(this, loadBalancing, shifting);
    if (options.capacity) warnOfShortNotice(this, options.capacity, loadBalancing);
    this.allowTime(options, resource);
    if (serviceConnect) connect(this, serviceConnect);
    if (cloudMap) register(this, cloudMap);
    if (options.taskDefinition instanceof TaskDefinition) {
      addManagedVolumes(this, options.taskDefinition, options.daemon ?? false);
      for (const fileSystem of options.taskDefinition.fileSystems) letInTo(fileSystem, this);
    }
    if (scaling) this.taskCount = applyScaling(this, scaling, shifting ? [] : this.targetGroups.filter(isApplication));
    dependOnWhatTasksNeed(this, resource);
  }

  /**
   * The port at which a port of a container is reached from other tasks and load balancers, for security groups:
   * `web.connections.allowFrom(batch, web.portOf('app', 'http'))`. In bridge mode without a host port it is a range.
   *
   * @throws MisuseError `ContainerUnknown`, `PortUnknown`, `PortNotSingle`
   */
  portOf<K extends ContainersOf<T>>(container: K, port: PortName<T, K>): Port {
    const name: string | number = port;
    const { mapping } = findPort(this.taskDefinition, { container, port: name }, this);
    return reachablePort(this.taskDefinition.networkMode, mapping);
  }

  /** Adds constraints to those there are; the L2 would replace them. */
  override addPlacementConstraints(...constraints: ecs.PlacementConstraint[]): void {
    this.placed = [...(this.placed ?? []), ...constraints];
    super.addPlacementConstraints(...this.placed);
  }

  /** Adds alarms to those there are; the L2 would forget them. */
  override enableDeploymentAlarms(alarmNames: string[], options?: ecs.DeploymentAlarmOptions): void {
    const before = this.deploymentAlarms?.enable ? this.deploymentAlarms.alarmNames : [];
    super.enableDeploymentAlarms(alarmNames, options);
    if (this.deploymentAlarms) {
      this.deploymentAlarms = { ...this.deploymentAlarms, alarmNames: [...before, ...alarmNames] };
    }
  }

  /** Gives new tasks the time they need; also where a load balancer is added later, the L2's way. */
  private allowTime(
    { healthCheckGracePeriod, taskDefinition, loadBalancing = [] }: NamedServiceProps,
    resource: ecs.CfnService,
  ): void {
    const budget = taskDefinition instanceof TaskDefinition ? taskDefinition.startupBudget : undefined;
    if (this.targetGroups.length > 0) {
      const silent = loadBalancing.find(({ container }) => !hasHealthCheck(taskDefinition, container))?.container;
      const grace = gracePeriod({ given: healthCheckGracePeriod, budget, silent }, this.targetGroups, this);
      resource.healthCheckGracePeriodSeconds = grace.toSeconds();
    } else if (healthCheckGracePeriod === undefined && budget !== undefined && !budget.isUnresolved()) {
      const grace = gracePeriod({ budget }, [{ healthCheck: {} }], this);
      resource.healthCheckGracePeriodSeconds = Lazy.number({
        produce: () => (this.loadBalancers.length > 0 ? grace.toSeconds() : undefined),
      });
    }
  }
}

function isApplication(group: ApplicationTargetGroup | NetworkTargetGroup): group is ApplicationTargetGroup {
  return group instanceof ApplicationTargetGroup;
}
