import Ajv from 'ajv';
import { planOf } from '../../../lib/plan';
import { type PlanJson, planJson } from '../../../lib/report';
import { rolloutsOf } from '../../../lib/simulation';
import schema from '../../../schema/check-v1.json';
import {
  fleetTemplate,
  managed,
  scalableTarget,
  serviceTemplate,
  type TemplateOfFleet,
} from '../../plan/fleet-template';
import { modelOf } from '../../template/model-of';

const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** Checked against the schema as it is printed. */
function jsonOf(options: TemplateOfFleet): PlanJson {
  const model = modelOf(fleetTemplate(options));
  const rest = { rules: [], findings: [], severity: 'info', idle: [] } as const;
  const report = { model, plan: planOf(model), rollouts: rolloutsOf(model), ...rest };
  const printed = JSON.parse(JSON.stringify(planJson(report)));
  expect(isValid(printed) ? [] : isValid.errors).toEqual([]);
  return printed;
}

const web = (count: number) => serviceTemplate('Web', 1024, 1024, managed(count));

test('a cluster with its groups, services, instances, waiting tasks, bounds and costs', () => {
  const { prices, clusters } = jsonOf({ rest: web(2) + scalableTarget('Web', 2, 8) });
  expect(prices.region).toBe('us-east-1');
  expect(clusters).toMatchObject([
    {
      name: 'Cluster',
      elsewhere: false,
      stack: 't.yaml',
      capacities: [
        { id: 'Group', logicalId: 'Group', maxInstances: 3, drawn: { instanceType: 'm5.large', chosen: 'only' } },
      ],
      services: [
        { id: 'Web', taskDefinition: 'WebTask', desiredCount: 2, maximumCount: 8, demand: { cpuUnits: 1024 } },
      ],
      minimum: { cost: { usdPerHour: 0.096, complete: true } },
      desired: {
        instances: [{ capacity: 'Group', zone: 'eu-west-1a', free: { cpuUnits: 0 }, tasks: { Web: 2 } }],
        waiting: [],
      },
      peak: {
        waiting: [
          {
            service: 'Web',
            count: 2,
            certain: 2,
            held: 'maximum-size',
            closest: { rejections: [{ code: 'cpu', reason: 'RESOURCE:CPU', needed: 1024, free: 0 }] },
            moreInstancesHelp: true,
          },
        ],
        fewest: [{ present: 3, fewest: { instances: 4, lowerBound: 4, proved: true } }],
        cost: { usdPerHour: 0.288 },
      },
      unknown: [],
    },
  ]);
});

test('what is not known says so, and costs are not complete', () => {
  const { clusters } = jsonOf({ max: '!Ref Open', rest: web(1) });
  expect(clusters).toMatchObject([
    {
      capacities: [
        { id: 'Group', minInstances: 1, maxInstances: { unknown: expect.stringContaining('--parameter Open') } },
      ],
      desired: { instances: [], cost: { usdPerHour: 0, complete: false } },
      unknown: [
        { logicalId: 'Group', figure: 'maximum size', effect: 'left-out' },
        { logicalId: 'Web', figure: 'strategy', effect: 'left-out' },
      ],
    },
  ]);
});

test('services that no instance can hold are named', () => {
  const { clusters } = jsonOf({ rest: serviceTemplate('Big', 4096, 512, managed(1)) });
  expect(clusters[0]!.desired.fewest).toMatchObject([{ fewest: { impossible: ['Big'] } }]);
});

test('tasks that may run on instances of elsewhere are not said to lack a place', () => {
  const rest = serviceTemplate('Web', 256, 256, 'LaunchType: EC2, DesiredCount: 2').replace('!Ref Cluster', 'shared');
  const shared = jsonOf({ rest }).clusters.find(({ name }) => name === 'shared');
  expect(shared).toMatchObject({ elsewhere: true, desired: { waiting: [{ count: 2, certain: 0 }] } });
  expect(shared!.desired.waiting[0]!.unknown).toContain('shared');
});

test('the schema refuses a plan that is not so', () => {
  const printed = jsonOf({ rest: web(1) });
  expect(isValid({ ...printed, clusters: [{ ...printed.clusters[0], desired: {} }] })).toBe(false);
});

const PERCENTS = 'DeploymentConfiguration: {MinimumHealthyPercent: 100, MaximumPercent: 100}';

test('the update of each service: how it ends, and the step at which it sticks', () => {
  const rest = web(2) + serviceTemplate('Stuck', 64, 64, `${managed(1)}, ${PERCENTS}`);
  const { clusters, rolloutsLeftOut } = jsonOf({ rest });
  expect(rolloutsLeftOut).toBe(0);
  const rollouts = new Map(clusters[0]!.rollouts!.map((one) => ['service' in one ? one.service : '', one]));
  expect(rollouts.size).toBe(2);
  expect(rollouts.get('Web')).toMatchObject({
    ...{ state: 'finishes', outcome: 'steady', lowestHealthy: 2, minimumHealthy: 2, belowMinimum: false, peakTasks: 4 },
    favourable: { outcome: 'steady', lowestHealthy: 2 },
  });
  expect(rollouts.get('Web')).not.toHaveProperty('stuck');
  expect(rollouts.get('Stuck')).toMatchObject({ state: 'fails', endedAtSeconds: null, stuck: { cause: 'config' } });
  // A summary: the timeline and what each instance says stay in the simulation.
  expect(JSON.stringify(rollouts.get('Stuck')).length).toBeLessThan(1000);
});

test('where nothing can be played through, the reason is there', () => {
  const [cluster] = jsonOf({
    rest: serviceTemplate('Web', 64, 64, managed(1)).replace('Cpu: 64', 'Cpu: !Ref Open'),
  }).clusters;
  expect(cluster!.rollouts).toMatchObject([
    { state: 'unknown', unknown: [{ where: 'Web', reason: expect.any(String) }] },
  ]);
});
