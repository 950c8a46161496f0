import { type ClusterInPlan, planOf } from '../../lib/plan';
import { modelOf } from '../template/model-of';
import { fleetTemplate, managed, scalableTarget, serviceTemplate, type TemplateOfFleet } from './fleet-template';

const planned = (rest: string, options: TemplateOfFleet = {}): ClusterInPlan =>
  planOf(modelOf(fleetTemplate({ ...options, rest }))).clusters[0]!;

const tasksOf = ({ instances }: ClusterInPlan['desired']) => instances.map(({ tasks }) => tasks.length);

// An m5.large has 2048 CPU units, so that it holds two of these.
const web = (desired: number) => serviceTemplate('Web', 1024, 1024, managed(desired));

test('the group grows until every task has a place, and no further', () => {
  const { desired, peak } = planned(web(5));
  expect(tasksOf(desired)).toEqual([2, 2, 1]);
  expect(desired.instances.map(({ zone }) => zone)).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1a']);
  expect(desired.waiting).toEqual([]);
  expect(peak).toBe(desired);
});

test('what finds no place waits, with its reasons and why the group does not grow', () => {
  const { desired } = planned(web(8));
  expect(tasksOf(desired)).toEqual([2, 2, 2]);
  expect(desired.waiting).toMatchObject([
    { service: 'Web', capacityProvider: 'Steady', count: 2, certain: 2, held: 'maximum-size' },
  ]);
  expect(desired.waiting[0]!.explanation.reasons).toMatchObject([{ code: 'cpu' }]);
});

test('tasks that fit only where figures turn out well wait, but not for certain', () => {
  // An m5.large registers between 7577 and 8069 MiB.
  const tight = planned(serviceTemplate('Big', 128, 7700, managed(1))).desired;
  expect(tight.waiting).toMatchObject([{ count: 1, certain: 0, held: 'no-type-fits' }]);
  const hopeless = planned(serviceTemplate('Big', 128, 8100, managed(1))).desired;
  expect(hopeless.waiting).toMatchObject([{ count: 1, certain: 1 }]);
});

test('the peak has every service at its scaling maximum', () => {
  const { desired, peak, services } = planned(web(2) + scalableTarget('Web', 2, 6));
  expect(tasksOf(desired)).toEqual([2]);
  expect(tasksOf(peak)).toEqual([2, 2, 2]);
  expect(services).toMatchObject([{ service: { desiredCount: 2 }, maximumCount: 6 }]);
});

test('instances without tasks go, down to the minimum size', () => {
  const group = { min: 1, desired: 3 };
  expect(tasksOf(planned(web(2), group).desired)).toEqual([1, 1]);
  expect(tasksOf(planned('', group).desired)).toEqual([0]);
});

test('a target below 100 keeps spare instances', () => {
  expect(tasksOf(planned(web(2), { target: 50 }).desired)).toEqual([2, 0]);
});

test('no group grows for launch-type tasks', () => {
  const { desired } = planned(serviceTemplate('Web', 1024, 1024, 'DesiredCount: 3, LaunchType: EC2'));
  expect(tasksOf(desired)).toEqual([2]);
  expect(desired.waiting).toMatchObject([{ count: 1, certain: 1 }]);
  expect(desired.waiting[0]).not.toHaveProperty('held');
});

test('daemons take their share of every instance, and of what the fewest instances offer', () => {
  const daemon = serviceTemplate('Agent', 1024, 256, 'SchedulingStrategy: DAEMON, LaunchType: EC2');
  const { desired } = planned(daemon + web(2));
  expect(tasksOf(desired)).toEqual([2, 2]);
  expect(desired.fewest).toMatchObject([{ present: 2, answer: { instances: 2, optimal: true } }]);
});

test('daemons for which there is no room are counted', () => {
  const agents = ['A', 'B'].map((name) =>
    serviceTemplate(name, 1200, 256, 'SchedulingStrategy: DAEMON, LaunchType: EC2'),
  );
  expect(planned(agents.join(''), { min: 2 }).desired.waitingDaemons).toEqual({ B: 2 });
});

test('the fewest instances count what waits too, and tell apart what the zones cost', () => {
  const { desired } = planned(web(8));
  expect(desired.fewest).toMatchObject([
    { capacity: 'Group', instanceType: 'm5.large', present: 3, minInstances: 1, relaxed: false },
  ]);
  expect(desired.fewest[0]).toMatchObject({
    answer: { instances: 4, optimal: true },
    spread: { zones: 2, answer: { instances: 4, optimal: true } },
  });
  const [odd] = planned(web(6)).desired.fewest;
  expect(odd).toMatchObject({ answer: { instances: 3 }, spread: { answer: { instances: 4 } } });
});

test('costs are those of minimum, desired and peak', () => {
  // 0.096 dollars an hour for an m5.large.
  const { minimumCost, desired, peak } = planned(web(3) + scalableTarget('Web', 3, 6));
  expect([minimumCost, desired.cost, peak.cost].map(({ usdPerHour }) => usdPerHour)).toEqual([0.096, 0.192, 0.288]);
  expect(desired.cost.discountedUsdPerHour).toBe(0);
});

test('spot instances cost their on-demand price, said to be too much', () => {
  expect(planned(web(3), { spot: true }).desired.cost).toEqual({
    usdPerHour: 0.192,
    discountedUsdPerHour: 0.192,
    unpriced: {},
  });
});

test('instances without a price are told, not counted as free', () => {
  expect(planned(web(1), { type: 'hpc7a.12xlarge' }).desired.cost).toEqual({
    usdPerHour: 0,
    discountedUsdPerHour: 0,
    unpriced: { 'hpc7a.12xlarge': 1 },
  });
});

test('the first of several types is drawn, and the cheapest where requirements allow many', () => {
  const types = '[{InstanceType: m6i.large}, {InstanceType: m5.large}]';
  expect(planned('', { overrides: types }).capacities).toMatchObject([
    { drawn: { chosen: 'first', type: { name: 'm6i.large' } } },
  ]);
  const requirements =
    '[{InstanceRequirements: {VCpuCount: {Min: 2, Max: 2}, MemoryMiB: {Min: 8000, Max: 8192}, AllowedInstanceTypes: ["m5.*", "m5a.*"]}}]';
  expect(planned('', { overrides: requirements }).capacities).toMatchObject([
    { drawn: { chosen: 'cheapest', type: { name: 'm5a.large' } } },
  ]);
});

test('a group whose size is not known is missing, and the rest is planned', () => {
  const plan = planned(web(1), { max: '!Ref Open' });
  expect(plan.missingCapacities.map(({ group }) => group.resource.logicalId)).toEqual(['Group']);
  expect(plan.source.gaps).toMatchObject([
    { figure: 'maximum size', effect: 'left-out' },
    { figure: 'strategy', effect: 'left-out' },
  ]);
  expect(plan.desired.instances).toEqual([]);
});

test('a job says what a run of it needs beside the services', () => {
  const job = (
    cpuUnits: number,
  ) => `  JobTask: {Type: AWS::ECS::TaskDefinition, Properties: {Family: job, ContainerDefinitions: [{Name: app, Image: x, Cpu: ${cpuUnits}, Memory: 128}]}}
  Job:
    Type: AWS::Scheduler::Schedule
    Properties: {ScheduleExpression: rate(1 hour), Target: {Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref JobTask, CapacityProviderStrategy: [{CapacityProvider: !Ref Steady, Weight: 1}]}}}
`;
  const jobs = (cpuUnits: number, tasks: number) => planned(web(tasks) + job(cpuUnits)).jobs;
  expect(jobs(1024, 1)).toMatchObject([{ addedInstances: {}, waiting: 0 }]);
  expect(jobs(1024, 2)).toMatchObject([{ addedInstances: { Group: 1 }, waiting: 0 }]);
  expect(jobs(1024, 6)).toMatchObject([{ addedInstances: {}, waiting: 1 }]);
});

test('prices are told with their region and day', () => {
  expect(planOf(modelOf(fleetTemplate())).prices).toEqual({
    region: 'us-east-1',
    date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
});
