import { instanceType } from '../../lib/placement';
import { type SizedPool, type SizeOptions, sizeOf } from '../../lib/size';
import { fleetTemplate, managed, serviceTemplate } from '../plan/fleet-template';
import { modelOf } from '../template/model-of';

const poolsOf = (rest: string, options: SizeOptions = {}, fleet = {}): readonly SizedPool[] =>
  sizeOf(modelOf(fleetTemplate({ ...fleet, rest })), options).clusters.flatMap(({ pools }) => pools);

function rowsOf(rest: string, options?: SizeOptions, fleet?: object) {
  const [pool] = poolsOf(rest, options, fleet);
  return pool?.code === 'sized' ? pool.rows : [];
}

const declaring = (name: string, architecture: string) =>
  serviceTemplate(name, 512, 900, managed(2)).replace(
    '{ContainerDefinitions',
    `{RuntimePlatform: {CpuArchitecture: ${architecture}, OperatingSystemFamily: LINUX}, ContainerDefinitions`,
  );

test('tasks run on what they declare, those of different architectures apart', () => {
  const pools = poolsOf(declaring('Arm', 'ARM64') + declaring('Intel', 'X86_64'));
  const found = pools.map((pool) => [
    pool.pool.services.map(({ name }) => name),
    pool.code === 'sized' && [
      ...new Set(pool.rows.flatMap(({ parts }) => parts.map(({ architecture }) => architecture))),
    ],
  ]);
  expect(found).toEqual([
    [['Arm'], ['arm64']],
    [['Intel'], ['x86_64']],
  ]);
});

test('where no architecture is declared, the other one is a condition, unless it is asked for', () => {
  const web = serviceTemplate('Web', 512, 900, managed(2));
  const conditional = rowsOf(web).filter(({ imagesFor }) => imagesFor);
  expect(conditional.length).toBeGreaterThan(0);
  for (const row of conditional) {
    expect(row.parts[0]!.architecture).toBe('arm64');
    expect(row.imagesFor).toEqual(['Web']);
    expect(row.reasons.map(({ code }) => code)).not.toContain('cheapest');
  }
  const asked = rowsOf(web, { architectures: ['arm64'] });
  expect(asked[0]!.imagesFor).toBeUndefined();
  expect(asked[0]!.reasons).toContainEqual({ code: 'cheapest' });
});

test('tasks that share no instance need one each, and one more to begin a deployment', () => {
  const apart = serviceTemplate('Web', 64, 100, `${managed(4)}, PlacementConstraints: [{Type: distinctInstance}]`);
  const options = { families: ['m5'], headroomPercent: 0 };
  expect(rowsOf(apart, { ...options, rollout: false })[0]!.instances).toBe(4);
  expect(rowsOf(apart, options)[0]).toMatchObject({ instances: 5, bound: { atLeast: 5 } });
  const halved = apart.replace(
    'DesiredCount: 4',
    'DesiredCount: 4, DeploymentConfiguration: {MinimumHealthyPercent: 50}',
  );
  expect(rowsOf(halved, options)[0]!.instances).toBe(4);
});

test('daemons have their share of every instance', () => {
  const web = serviceTemplate('Web', 1024, 100, managed(4));
  const daemon = serviceTemplate('Daemon', 1024, 100, 'SchedulingStrategy: DAEMON');
  const options = { families: ['m5'], headroomPercent: 0, rollout: false };
  const large = (rest: string) =>
    rowsOf(rest, options).find(({ parts }) => parts[0]!.instanceType === 'm5.large')?.instances;
  expect([large(web), large(web + daemon)]).toEqual([2, 4]);
});

test('one instance is not enough for a service that spreads over zones, nor for more zones than the group has', () => {
  const web = serviceTemplate('Web', 64, 100, managed(3));
  const packed = web.replace('DesiredCount', 'PlacementStrategies: [{Type: binpack, Field: memory}], DesiredCount');
  const zones = (rest: string, options: SizeOptions) =>
    Object.values(rowsOf(rest, { families: ['m5'], ...options })[0]!.zones);
  expect(zones(web, {})).toEqual([1, 1]);
  expect(zones(web, { zones: 3 })).toEqual([1, 1, 1]);
  expect(zones(packed, {})).toEqual([1, 0]);
});

test('after the loss of a zone only the tasks are asked for: no spread, no headroom', () => {
  const web = serviceTemplate('Web', 64, 100, managed(4));
  const [row] = rowsOf(web, { families: ['m5'], survivesZone: true });
  expect(row).toMatchObject({ instances: 2, bound: { atLeast: 2 } });
});

test('spot asks for types that are sold as spot', () => {
  const rows = rowsOf(serviceTemplate('Web', 512, 900, managed(3)), { purchase: ['spot'] });
  const sold = rows.flatMap(({ parts }) => parts.map((part) => instanceType(part.instanceType)));
  expect(sold.length).toBeGreaterThan(2);
  expect(sold.every((answer) => answer.code === 'found' && answer.type.spot)).toBe(true);
});

test('what is there now is a row if it does, and says what it lacks if not', () => {
  const web = serviceTemplate('Web', 700, 900, managed(4));
  const [fitting] = poolsOf(web, {}, { min: 3 });
  expect(fitting!.now).toMatchObject({ instances: 3, reasons: expect.arrayContaining([{ code: 'now' }]) });
  expect(fitting!.now!.shortfall).toBeUndefined();
  expect(fitting!.code === 'sized' && fitting!.rows).toContain(fitting!.now);
  const [roomy] = poolsOf(web, {}, { min: 5, max: 5 });
  expect(roomy!.now).toMatchObject({ instances: 5, reasons: [{ code: 'now' }] });
  expect(roomy!.code === 'sized' && roomy!.rows).toContainEqual(
    expect.objectContaining({ instances: 3, reasons: expect.arrayContaining([{ code: 'same-type' }]) }),
  );
  const [tight] = poolsOf(web, {}, { max: 1 });
  expect(tight!.now!.shortfall).toEqual({ code: 'no-place', services: ['Web'], tasks: 2 });
});

test('a type that only some tasks need does not make all pay for it: a mix where ECS fills it', () => {
  const big = serviceTemplate('Big', 256, 60_000, `${managed(1)}, DeploymentConfiguration: {MinimumHealthyPercent: 0}`);
  const small = serviceTemplate(
    'Small',
    1900,
    1500,
    `${managed(9)}, DeploymentConfiguration: {MinimumHealthyPercent: 0}`,
  );
  const rows = rowsOf(big + small, { architectures: ['x86_64'], headroomPercent: 0, rollout: false });
  const mixes = rows.filter(({ parts }) => parts.length > 1);
  expect(mixes).toHaveLength(1);
  expect(rows[0]).toBe(mixes[0]);
  expect(rows[0]!.reasons).toEqual([{ code: 'cheapest' }]);
});
