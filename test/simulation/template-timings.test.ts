import { durationsIn } from '../../lib/simulation/template-timings';
import { modelOf } from '../template/model-of';
import { fixtureText } from './fixture';

const durations = (text: string, given: Parameters<typeof durationsIn>[2] = {}) => {
  const model = modelOf(text);
  return durationsIn(model.fleetOf({ bound: 'conservative', counts: 'desired' }).clusters[0]!, model.set, given);
};

const withChecks = fixtureText('one-port')
  .replace(
    'Name: web, Image: sample',
    'Name: web, Image: sample, StopTimeout: 90, HealthCheck: { Command: [x], Interval: 5 }',
  )
  .replace(
    'Protocol: HTTP',
    'Protocol: HTTP, HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2, ' +
      'TargetGroupAttributes: [{ Key: deregistration_delay.timeout_seconds, Value: "15" }]',
  );

test('what the template says of checks and stops', () => {
  expect(durations(withChecks).timings.services).toEqual({
    Web: { stopSeconds: 90, healthySeconds: 20, deregistrationSeconds: 15 },
  });
});

test('defaults of AWS where a target group names nothing, and of the engine where nothing checks', () => {
  expect(durations(fixtureText('one-port')).timings.services).toEqual({
    Web: { stopSeconds: 30, healthySeconds: 150, deregistrationSeconds: 300 },
  });
  expect(durations(fixtureText('rolling')).timings.services).toEqual({ Web: { stopSeconds: 30 } });
});

test('a check of a container alone takes one interval', () => {
  const text = fixtureText('rolling').replace(
    'Image: sample',
    'Image: sample, HealthCheck: { Command: [x], Interval: 7 }',
  );
  expect(durations(text).timings.services).toEqual({ Web: { stopSeconds: 30, healthySeconds: 7 } });
});

test('what is given wins', () => {
  const { timings } = durations(withChecks, { timings: { instanceLaunchSeconds: 9, tasks: { stopSeconds: 1 } } });
  expect(timings).toMatchObject({
    instanceLaunchSeconds: 9,
    services: { Web: { stopSeconds: 1, healthySeconds: 20 } },
  });
});

test('bake times and steps of staged deployments, in seconds', () => {
  const text = fixtureText('rolling').replace(
    'DeploymentConfiguration: {',
    'DeploymentConfiguration: { Strategy: LINEAR, BakeTimeInMinutes: 5, LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 2 },',
  );
  expect(durations(text).traffic).toEqual({ Web: { bakeSeconds: 300, stepPercent: 25, stepBakeSeconds: 120 } });
  expect(durations(text, { traffic: { bakeSeconds: 1 } }).traffic).toMatchObject({ Web: { bakeSeconds: 1 } });
});
