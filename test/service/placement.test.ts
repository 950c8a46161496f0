import { BuiltInAttributes, PlacementConstraint, PlacementStrategy } from 'aws-cdk-lib/aws-ecs';
import { type PlacementOptions, Service } from '../../lib/service';
import { attribute } from '../../lib/task';
import { misuseOf } from '../misuse';
import { propertiesOf, shop, workerTask } from './shop';

/** The synthesized properties of a service that is placed this way. */
function placed(placement?: PlacementOptions, availabilityZoneRebalancing?: boolean, maximumPercent?: number) {
  const { stack, cluster, capacity } = shop();
  new Service(stack, 'Service', {
    cluster,
    taskDefinition: workerTask(stack),
    capacity,
    placement,
    availabilityZoneRebalancing,
    deployment: { maximumPercent, minimumHealthyPercent: maximumPercent === 100 ? 0 : undefined },
  });
  return propertiesOf(stack);
}

const byZone = PlacementStrategy.spreadAcross(BuiltInAttributes.AVAILABILITY_ZONE);

test('spreads by zone against lost zones, then packs by memory so that instances become empty', () => {
  expect(placed().PlacementStrategies).toEqual([
    { Type: 'spread', Field: 'attribute:ecs.availability-zone' },
    { Type: 'binpack', Field: 'MEMORY' },
  ]);
  expect(placed().PlacementConstraints).toBeUndefined();
});

test('takes strategies, expressions and distinct instances', () => {
  const properties = placed({
    strategies: [PlacementStrategy.randomly()],
    constraints: ['attribute:disk == ssd', attribute('rack').equals('a')],
    distinctInstances: true,
  });
  expect(properties.PlacementStrategies).toEqual([{ Type: 'random' }]);
  expect(properties.PlacementConstraints).toEqual([
    { Type: 'memberOf', Expression: 'attribute:disk == ssd' },
    { Type: 'memberOf', Expression: 'attribute:rack == a' },
    { Type: 'distinctInstance' },
  ]);
});

test('refuses more than ECS takes, and expressions that are none', () => {
  const constraints = Array.from({ length: 11 }, (_, index) => `attribute:a == ${index}`);
  expect(misuseOf(() => placed({ constraints }))).toBe('PlacementConstraintTooMany');
  const strategies = Array.from({ length: 6 }, () => byZone);
  expect(misuseOf(() => placed({ strategies }))).toBe('PlacementStrategyTooMany');
  expect(misuseOf(() => placed({ constraints: ['atribute:disk == ssd'] }))).toBe('PlacementExpressionInvalid');
});

test('counts the constraints of the task definition too', () => {
  const { stack, cluster, capacity } = shop();
  const taskDefinition = workerTask(stack);
  taskDefinition.addPlacementConstraint(PlacementConstraint.memberOf('attribute:a == 0'));
  const base = { cluster, taskDefinition, capacity };
  const constraints = Array.from({ length: 9 }, (_, index) => `attribute:b == ${index}`);
  expect(misuseOf(() => new Service(stack, 'A', { ...base, placement: { constraints } }))).toBeUndefined();
  const placement = { constraints, distinctInstances: true };
  expect(misuseOf(() => new Service(stack, 'B', { ...base, placement }))).toBe('PlacementConstraintTooMany');
});

describe('zone rebalancing', () => {
  test('is on where ECS allows it, and always written down, because the default of ECS has changed', () => {
    expect(placed().AvailabilityZoneRebalancing).toBe('ENABLED');
    expect(placed(undefined, false).AvailabilityZoneRebalancing).toBe('DISABLED');
    expect(placed({ strategies: [] }).AvailabilityZoneRebalancing).toBe('ENABLED');
    expect(placed(undefined, undefined, 100).AvailabilityZoneRebalancing).toBe('DISABLED');
    expect(placed({ strategies: [PlacementStrategy.packedByCpu()] }).AvailabilityZoneRebalancing).toBe('DISABLED');
  });

  test('is refused where it is asked for and ECS refuses it', () => {
    const zone = 'attribute:ecs.availability-zone == eu-west-1a';
    expect(misuseOf(() => placed({ constraints: [zone] }, true))).toBe('RebalancingImpossible');
    expect(misuseOf(() => placed({ strategies: [PlacementStrategy.packedByCpu(), byZone] }, true))).toBe(
      'RebalancingImpossible',
    );
    expect(misuseOf(() => placed(undefined, true, 100))).toBe('RebalancingImpossible');
    const { stack, cluster } = shop();
    const daemon = {
      cluster,
      taskDefinition: workerTask(stack),
      daemon: true,
      availabilityZoneRebalancing: true,
    } as const;
    expect(misuseOf(() => new Service(stack, 'Daemon', daemon))).toBe('RebalancingImpossible');
  });
});
