import { Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';
import type { RenderedPlacement } from './placement';

/**
 * Whether ECS moves tasks between zones when they are unevenly spread. It is always written into the template, because
 * ECS's own default depends on when the service was created. A daemon has none.
 *
 * @throws MisuseError `RebalancingImpossible` when it is asked for and ECS would refuse it
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html
 */
export function renderRebalancing(
  asked: boolean | undefined,
  placement: RenderedPlacement,
  maximumPercent: number,
  daemon: boolean,
  scope: IConstruct,
): ecs.AvailabilityZoneRebalancing | undefined {
  const obstacle = daemon ? 'a daemon already runs in every zone' : obstacleTo(placement, maximumPercent);
  if (asked && obstacle !== undefined) throw new MisuseError('RebalancingImpossible', obstacle, scope);
  if (daemon) return undefined;
  const { ENABLED, DISABLED } = ecs.AvailabilityZoneRebalancing;
  return (asked ?? obstacle === undefined) ? ENABLED : DISABLED;
}

function obstacleTo(
  { placementStrategies, placementConstraints }: RenderedPlacement,
  maximumPercent: number,
): string | undefined {
  if (!Token.isUnresolved(maximumPercent) && maximumPercent <= 100) {
    return `maximumPercent ${maximumPercent} leaves no room to start a task before another stops; take more than 100`;
  }
  const first = placementStrategies[0]?.toJson()[0];
  const zone = ecs.BuiltInAttributes.AVAILABILITY_ZONE;
  if (first !== undefined && !(first.type === 'spread' && first.field === zone)) {
    return `the first placement strategy is ${first.type} by ${first.field}; put spread by ${zone} first`;
  }
  const fixed = placementConstraints
    .flatMap((constraint) => constraint.toJson())
    .find(({ expression }) => expression?.includes(zone));
  return fixed && `the constraint '${fixed.expression}' fixes the zone; leave one of the two out`;
}
