import { Token } from 'aws-cdk-lib';
import type { Ec2ServiceProps } from 'aws-cdk-lib/aws-ecs';
import { PropagatedTagSource } from 'aws-cdk-lib/aws-ecs';
import type { Construct, IConstruct } from 'constructs';
import { renderStrategy } from '../cluster';
import { MisuseError } from '../errors';
import type { DesiredRange, HealthyPercents } from '../placement/rollout/bounds';
import { requireArchitecture, requireRunnable } from './compatibility';
import { shiftsTraffic } from './deployment/deployment';
import { healthyPercents, requireProgress } from './deployment/healthy-percents';
import { renderDeployment } from './deployment/render-deployment';
import { renderPlacement } from './placement/placement';
import { renderRebalancing } from './placement/rebalancing';
import { scalingRange, validateScaling } from './scaling';
import type { NamedServiceProps } from './service-props';

/** A service's properties as the L2 takes them, every mistake that can be seen before refused. */
export function ec2ServiceProps(props: NamedServiceProps, parent: Construct, id: string): Ec2ServiceProps {
  const scope = futureChild(parent, id);
  const { cluster, taskDefinition, daemon = false, deployment = {}, exec = false } = props;
  requireRunnable(taskDefinition, props, scope);
  if (daemon) refuseOnDaemon(props, scope);
  if (props.scaling) validateScaling(props.scaling, scope);
  const percents = healthyPercents(deployment, daemon);
  requireProgress(percents, desiredRange(props, scope), scope);
  const placement = renderPlacement(props.placement ?? {}, taskDefinition, daemon, scope);
  const expressions = placement.placementConstraints.flatMap((constraint) => constraint.toJson());
  requireArchitecture(
    cluster,
    taskDefinition,
    daemon ? undefined : props.capacity,
    expressions.map(({ expression = '' }) => expression),
    scope,
  );
  return {
    cluster,
    taskDefinition,
    daemon,
    capacityProviderStrategies: daemon ? undefined : renderStrategy(cluster, requireCapacity(props, scope), scope),
    desiredCount: props.desiredCount,
    ...comparable(percents),
    ...renderDeployment(deployment, scope),
    placementConstraints: placement.placementConstraints.length > 0 ? placement.placementConstraints : undefined,
    placementStrategies: daemon ? undefined : placement.placementStrategies,
    availabilityZoneRebalancing: renderRebalancing(
      props.availabilityZoneRebalancing,
      placement,
      percents.maximumPercent,
      daemon,
      scope,
    ),
    healthCheckGracePeriod: props.healthCheckGracePeriod,
    vpcSubnets: props.vpcSubnets,
    securityGroups: props.securityGroups && [...props.securityGroups],
    enableExecuteCommand: exec,
    propagateTags: props.propagateTags ?? PropagatedTagSource.SERVICE,
    enableECSManagedTags: props.ecsManagedTags ?? true,
    forceNewDeployment: props.redeployOn === undefined ? undefined : { enabled: true, nonce: props.redeployOn },
    serviceName: props.serviceName,
  };
}

/** The L2 compares the percentages as numbers; where they are tokens, the L1 is given them later. */
function comparable({ minimumHealthyPercent, maximumPercent }: HealthyPercents) {
  const known = !Token.isUnresolved(minimumHealthyPercent) && !Token.isUnresolved(maximumPercent);
  return {
    minHealthyPercent: known ? minimumHealthyPercent : 100,
    maxHealthyPercent: known ? maximumPercent : 200,
  };
}

/** Stands for a construct that does not exist yet, so that errors can say which one it would have been. */
function futureChild(parent: Construct, id: string): Construct {
  const path = [parent.node.path, id].filter((part) => part !== '').join('/');
  return Object.create(parent, { node: { value: Object.create(parent.node, { path: { value: path } }) } });
}

function requireCapacity({ capacity }: NamedServiceProps, scope: IConstruct) {
  if (capacity !== undefined) return capacity;
  throw new MisuseError(
    'CapacityMissing',
    'name the capacities that run the tasks, such as { steady: { weight: 1 } }; without them no instance is ever added',
    scope,
  );
}

function refuseOnDaemon(props: NamedServiceProps, scope: IConstruct): void {
  const { desiredCount, capacity, scaling, deployment = {} } = props;
  const given = Object.entries({ desiredCount, capacity, scaling }).find(([, value]) => value !== undefined);
  if (given !== undefined) {
    throw new MisuseError('DaemonOption', `a daemon runs one task on every instance; leave out ${given[0]}`, scope);
  }
  if (shiftsTraffic(deployment)) {
    throw new MisuseError('DaemonOption', `a daemon is deployed by rolling, not ${deployment.strategy}`, scope);
  }
  const max = deployment.maximumPercent;
  if (max !== undefined && !Token.isUnresolved(max) && max !== 100) {
    throw new MisuseError(
      'DaemonOption',
      `maximumPercent ${max}; a daemon takes 100, two do not fit one instance`,
      scope,
    );
  }
}

/** The numbers of tasks among which a deployment must be able to take a step. */
function desiredRange({ desiredCount, scaling, daemon }: NamedServiceProps, scope: IConstruct): DesiredRange {
  if (desiredCount !== undefined && !Token.isUnresolved(desiredCount)) {
    if (!Number.isInteger(desiredCount) || desiredCount < 0) {
      throw new MisuseError('DesiredCount', `desiredCount ${desiredCount}; take a whole number of 0 or more`, scope);
    }
  }
  if (scaling !== undefined && desiredCount !== undefined) {
    throw new MisuseError(
      'DesiredCount',
      `desiredCount ${desiredCount} would undo what scaling did, at every deployment; leave it out`,
      scope,
    );
  }
  if (scaling !== undefined) return scalingRange(scaling);
  // A daemon has as many tasks as there are instances, which nobody knows here.
  const count = daemon ? Number.NaN : (desiredCount ?? 1);
  return Token.isUnresolved(count) ? { min: Number.NaN, max: Number.NaN } : { min: count, max: count };
}
