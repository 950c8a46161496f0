import { type JudgedRollout, type Simulation, type SimulationRequest, simulationsOf } from '../../lib/simulation';
import { moves, outcomeOf } from '../placement/rollout/small-cluster';
import { modelOf } from '../template/model-of';
import { fixtureModel, fixtureText } from './fixture';

const played = (simulation: Simulation | undefined): JudgedRollout => {
  if (simulation && 'careful' in simulation) return simulation.careful;
  throw new Error(`not simulated: ${JSON.stringify(simulation?.state)}`);
};

/** How many tasks fit: an instance that registers all of its 8192 MiB. */
const ALL_MEMORY = { memoryOverheadPercent: 0 };

describe('worked cases of the scheduler, from templates', () => {
  const roll = (parameters: Readonly<Record<string, string>>) =>
    played(simulationsOf(fixtureModel('rolling', parameters, ALL_MEMORY), { scenario: 'update' })[0]);

  test.each([
    ['2', '75', '100'],
    ['3', '100', '125'],
    ['1', '100', '134'],
  ])(
    'case 15: an update of %s tasks with %s/%s is stuck by its percents before anything moves',
    (Desired, Minimum, Maximum) => {
      const result = roll({ Desired, Minimum, Maximum });
      expect(outcomeOf(result, 'Web')).toMatchObject({ code: 'stuck', stuck: { cause: 'config', atSeconds: 0 } });
      expect(moves(result, 'Web')).toEqual([]);
    },
  );

  test.each([
    ['eight', '1000', '100', ['+2', '-2', '+2', '-2', '+2', '-2'], 6],
    ['eight', '1000', '50', ['-3', '+5', '-3', '+1'], 3],
    ['nine', '900', '50', ['-3', '+6', '-3'], 3],
  ])('case 16: six tasks, room for %s of %s MiB, a minimum of %s percent', (_, Memory, Minimum, order, fewest) => {
    const result = roll({ Memory, Minimum });
    expect(moves(result, 'Web')).toEqual(order);
    expect(result).toMatchObject({ outcome: 'steady', fails: false, services: [{ lowestHealthy: fewest }] });
  });
});

describe('updates that can never finish', () => {
  const stuckStep = (name: string) => {
    const [simulation] = simulationsOf(fixtureModel(name), { scenario: 'update' });
    expect(simulation?.state).toBe('fails');
    return outcomeOf(played(simulation), 'Web');
  };

  test('one instance and a fixed host port', () => {
    expect(stuckStep('one-port')).toMatchObject({
      code: 'stuck',
      stuck: {
        cause: 'capacity',
        atSeconds: 0,
        counts: { outgoing: 1, kept: 0, healthy: 1, bounds: { lower: 1, upper: 2 } },
        rejections: [{ instanceId: 'Group/1', rejections: [{ code: 'tcp-ports', taken: [8080] }] }],
        providers: [],
      },
    });
  });

  test('one instance and each task on an instance of its own', () => {
    expect(stuckStep('one-instance-each')).toMatchObject({
      stuck: {
        cause: 'capacity',
        rejections: [{ rejections: [{ code: 'tcp-ports' }, { code: 'distinct-instance' }] }],
      },
    });
  });

  test('the first deployment of both finishes', () => {
    for (const name of ['one-port', 'one-instance-each']) {
      expect(simulationsOf(fixtureModel(name), { scenario: 'first-deployment' })).toMatchObject([
        { state: 'finishes' },
      ]);
    }
  });
});

describe('scenarios', () => {
  const simulated = (request: SimulationRequest) => simulationsOf(fixtureModel('shop'), request);

  test('an update of one service leaves the others alone', () => {
    const result = played(simulated({ scenario: 'update', services: ['web'] })[0]);
    const started = result.timeline.flatMap((event) => (event.code === 'deployment-started' ? [event.service] : []));
    expect(started).toEqual(['web']);
  });

  test('a first deployment of one service promises nothing to it, and its minimum to the others', () => {
    const [web, worker] = played(simulated({ scenario: 'first-deployment', services: ['web'] })[0]).services;
    expect(web).toMatchObject({ name: 'web', lowestHealthy: 0, belowMinimum: false });
    expect(web).not.toHaveProperty('minimumHealthy');
    expect(worker).toMatchObject({ name: 'worker', minimumHealthy: 2 });
  });

  test('scaling goes to the maximum and back', () => {
    const result = played(simulated({ scenario: 'scale' })[0]);
    expect(result).toMatchObject({ outcome: 'steady', fails: false, services: [{ peakTasks: 8 }, {}, {}] });
    expect(result.steps).toMatchObject([{ to: { web: 8 } }, { to: { web: 4 } }]);
  });

  test('every instance that is there is drained, one after the other', () => {
    const result = played(simulated({ scenario: 'drain' })[0]);
    const found = result.timeline.flatMap((event) => (event.code === 'instance-found' ? [event.instance] : []));
    expect(result.steps).toEqual(found.map((id) => ({ code: 'drain', instances: [id], replaced: true })));
    expect(result).toMatchObject({ outcome: 'steady', fails: false });
  });

  test('each zone is lost in a simulation of its own, and a service below its minimum is a failure', () => {
    const both = simulated({ scenario: 'zone-loss' });
    expect(both).toMatchObject([
      { zone: 'eu-west-1a', state: 'fails' },
      { zone: 'eu-west-1b', state: 'fails' },
    ]);
    expect(played(both[1])).toMatchObject({
      outcome: 'steady',
      services: [{ name: 'web', lowestHealthy: 2, minimumHealthy: 4, belowMinimum: true }, {}, { belowMinimum: false }],
    });
    expect(simulated({ scenario: 'zone-loss', zone: 'eu-west-1b' }).map(({ zone }) => zone)).toEqual(['eu-west-1b']);
  });

  test('spot instances are taken back', () => {
    const { timeline } = played(simulated({ scenario: 'spot-interruption' })[0]);
    const drained = timeline.flatMap((event) => (event.code === 'instance-draining' ? [event.instance] : []));
    expect(drained[0]).toBe('BurstGroup/1');
  });

  test('timings and the bake time are taken', () => {
    const times = (request: Partial<SimulationRequest>) =>
      played(simulated({ scenario: 'update', services: ['worker'], ...request })[0]).finishedAtSeconds;
    const standard = times({});
    expect(times({ timings: { tasks: { imagePullSeconds: 130 } } })).toBeGreaterThan(standard);
    const staged = modelOf(fixtureText('shop').replace('MinimumHealthyPercent: 50', 'Strategy: BLUE_GREEN'));
    const [short, long] = [60, 600].map(
      (bakeSeconds) =>
        played(simulationsOf(staged, { scenario: 'update', services: ['worker'], traffic: { bakeSeconds } })[0])
          .finishedAtSeconds,
    );
    expect(long! - short!).toBe(540);
  });

  test.each([
    ['scale', 'one-port', 'no-scaling'],
    ['spot-interruption', 'one-port', 'no-spot'],
  ] as const)('%s does not apply to %s: %s', (scenario, name, because) => {
    expect(simulationsOf(fixtureModel(name), { scenario })).toMatchObject([{ state: 'does-not-apply', because }]);
  });

  test('deployments of another controller are not simulated', () => {
    const model = modelOf(
      fixtureText('one-port').replace(
        'LaunchType: EC2',
        'LaunchType: EC2\n      DeploymentController: {Type: EXTERNAL}',
      ),
    );
    expect(simulationsOf(model, { scenario: 'update' })).toMatchObject([{ because: 'other-controller' }]);
  });

  test('a template without services has nothing to simulate', () => {
    expect(simulationsOf(modelOf('Resources: {Shop: {Type: AWS::ECS::Cluster}}'), { scenario: 'update' })).toEqual([]);
  });
});

describe('what is not known', () => {
  const stateOf = (text: string, scenario: SimulationRequest['scenario'] = 'update') =>
    simulationsOf(modelOf(text), { scenario })[0];

  test('a demand that only the deployment decides leaves everything open', () => {
    const open = fixtureText('shop').replace(', Default: 900', '');
    expect(stateOf(open)).toMatchObject({
      state: 'unknown',
      undecided: [
        { where: 'Worker', figure: 'demand', unknown: { reason: { code: 'parameter', name: 'WorkerMemory' } } },
      ],
    });
  });

  test('a service that may not be there leaves everything open', () => {
    const conditional = fixtureText('shop')
      .replace('Parameters:', 'Parameters:\n  Stage: { Type: String }')
      .replace('Resources:', 'Conditions: { IsLive: !Equals [!Ref Stage, live] }\nResources:')
      .replace('  Worker:\n', '  Worker:\n    Condition: IsLive\n');
    expect(stateOf(conditional)).toMatchObject({
      state: 'unknown',
      undecided: [{ where: 'Worker', figure: 'existence', unknown: { reason: { name: 'Stage' } } }],
    });
  });

  test('a cluster that is only named may have other instances', () => {
    const named = fixtureText('one-port')
      .replace('  Shop: { Type: AWS::ECS::Cluster }\n', '')
      .replace('Cluster: !Ref Shop', 'Cluster: elsewhere');
    expect(stateOf(named)).toMatchObject({ state: 'unknown', undecided: [{ where: 'Web', figure: 'instances' }] });
  });

  test('a verdict that hangs on how much memory is registered is unknown', () => {
    // The second task fits beside the first only where the kernel keeps little of the memory.
    const tight = { Desired: '1', Memory: '3900' };
    const [simulation] = simulationsOf(fixtureModel('rolling', tight), { scenario: 'update' });
    expect(simulation).toMatchObject({ state: 'unknown', careful: { fails: true }, favourable: { fails: false } });
    const measured = fixtureModel('rolling', tight, { memoryOverheadPercent: 2 });
    expect(simulationsOf(measured, { scenario: 'update' })).toMatchObject([{ state: 'finishes' }]);
  });

  const demanding = (rule: string) =>
    fixtureText('one-port').replace('LaunchType: EC2', `LaunchType: EC2\n      PlacementConstraints: [${rule}]`);

  test('an attribute that may be put on instances at run time leaves a failure open', () => {
    const custom = stateOf(demanding('{ Type: memberOf, Expression: "attribute:team == web" }'), 'first-deployment');
    expect(custom).toMatchObject({ state: 'unknown', doubts: [{ where: 'Group', figure: 'attributes' }] });
    const known = stateOf(
      demanding('{ Type: memberOf, Expression: "attribute:ecs.instance-type == c5.large" }'),
      'first-deployment',
    );
    expect(known).toMatchObject({ state: 'fails' });
  });

  test('what a machine image of its own sets up leaves a failure open', () => {
    const text = fixtureText('one-port').replace(
      'Name: web, Image: sample',
      'Name: web, Image: sample, LogConfiguration: { LogDriver: gelf }',
    );
    expect(stateOf(text, 'first-deployment')).toMatchObject({ state: 'fails' });
    const custom = text.replace(/ImageId: .*/, 'ImageId: ami-0123456789abcdef0');
    expect(stateOf(custom, 'first-deployment')).toMatchObject({ state: 'unknown', doubts: [{ where: 'Group' }] });
  });

  test('a group with scaling policies of its own may have room after all', () => {
    const policy =
      '  Policy: { Type: AWS::AutoScaling::ScalingPolicy, Properties: { AutoScalingGroupName: !Ref Group } }\n';
    expect(stateOf(fixtureText('one-port') + policy)).toMatchObject({
      state: 'unknown',
      doubts: [{ where: 'Group', figure: 'size' }],
    });
  });

  test('a scaling maximum that is not known matters to scaling only', () => {
    const open = fixtureText('shop')
      .replace('Parameters:', 'Parameters:\n  Most: {Type: Number}')
      .replace('MaxCapacity: 8', 'MaxCapacity: !Ref Most');
    expect(stateOf(open)).toMatchObject({ state: 'finishes', assumed: [{ figure: 'scaling maximum' }] });
    expect(stateOf(open, 'scale')).toMatchObject({ state: 'unknown', undecided: [{ figure: 'scaling maximum' }] });
  });
});
