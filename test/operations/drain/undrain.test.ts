import { UpdateContainerInstancesStateCommand } from '@aws-sdk/client-ecs';
import { planUndrain, undrain } from '../../../lib/operations';
import { undrainPlanText } from '../../../lib/report/operations';
import { arn, testClients } from '../test-clients';
import { ecs, instance, type Stage, stageCluster } from './drained-cluster';

let stage: Stage;

beforeEach(() => {
  stage = stageCluster();
});

const planned = () => planUndrain(testClients(), { cluster: 'Shop', targets: ['steady'] });

test('those that are being drained take tasks again; those that Auto Scaling terminates do not', async () => {
  const draining = { status: 'DRAINING' };
  stage.instances = [instance('a', draining), instance('b'), instance('c', draining)];
  stage.lifecycle = { 'i-c': 'Terminating:Wait' };
  const plan = await planned();
  expect(plan.instances.map(({ id }) => id)).toEqual(['a']);
  expect(plan.ending.map(({ id }) => id)).toEqual(['c']);
  expect(undrainPlanText(plan)).toMatchSnapshot();
  await undrain(testClients(), plan);
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand).map(({ args }) => args[0].input)).toEqual([
    { cluster: arn.cluster('Shop'), containerInstances: [arn.instance('a')], status: 'ACTIVE' },
  ]);
});

test('where nothing is being drained nothing is done', async () => {
  const plan = await planned();
  expect(plan.instances).toEqual([]);
  await undrain(testClients(), plan);
  expect(ecs.commandCalls(UpdateContainerInstancesStateCommand)).toHaveLength(0);
});
