import { servicesNamed } from '../../bin/settings/scenarios';
import { fixtureModel, fixtureText } from '../simulation/fixture';
import { modelOf } from '../template/model-of';

test('a service is chosen by its name or its logical id', () => {
  const model = fixtureModel('shop');
  expect(servicesNamed(['web', 'Worker'], model)).toEqual(['web', 'worker']);
});

test('a part of a name lists what it is a part of', () => {
  expect(() => servicesNamed(['orke'], fixtureModel('shop'))).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/worker or Worker\?$/) }),
  );
});

test('a service on Fargate cannot be simulated', () => {
  const model = modelOf(fixtureText('one-port').replace('LaunchType: EC2', 'LaunchType: FARGATE'));
  expect(() => servicesNamed(['Web'], model)).toThrow(
    expect.objectContaining({ name: 'UsageError', message: expect.stringContaining('runs on fargate') }),
  );
});
