import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { both, deployment, type Look, old, resetScene, watched } from './watched-service';

// Deployments as the API for service deployments tells of them.

beforeEach(resetScene);

const rollout = (given: ServiceDeployment): ServiceDeployment => ({
  serviceDeploymentArn: 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/Shop/Web/abc',
  createdAt: new Date(1000),
  status: 'IN_PROGRESS',
  deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 },
  ...given,
});

const whole: Look = { deployments: [deployment(2)], tasks: both };

test('a blue/green deployment is not steady before its bake time has passed', async () => {
  const baking = rollout({
    lifecycleStage: 'BAKE_TIME',
    targetServiceRevision: { requestedProductionTrafficWeight: 100 },
  });
  const { end, changes } = await watched(
    { ...whole, rollout: baking },
    { ...whole, rollout: rollout({ status: 'SUCCESSFUL' }) },
  );
  expect(end).toMatchObject({ code: 'steady' });
  expect(changes[0]).toMatchObject({
    state: {
      rollout: { id: 'abc', strategy: 'BLUE_GREEN', stage: 'BAKE_TIME', productionPercent: 100 },
      waiting: [{ code: 'stage', stage: 'BAKE_TIME', bakeMinutes: 10 }],
    },
  });
});

test('a hook that is waited for is named, one that has ended is not', async () => {
  const hooks = [
    {
      targetType: 'AWS_LAMBDA',
      targetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:smoke',
      status: 'IN_PROGRESS',
    },
    { targetType: 'AWS_LAMBDA', targetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:done', status: 'SUCCEEDED' },
    { targetType: 'PAUSE', status: 'AWAITING_ACTION', expiresAt: new Date(0), timeoutAction: 'ROLLBACK' },
  ] as const;
  const { end } = await watched({
    ...whole,
    rollout: rollout({ lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT', lifecycleHookDetails: [...hooks] }),
  });
  const stage = 'POST_TEST_TRAFFIC_SHIFT';
  expect(end).toMatchObject({
    waiting: [
      { code: 'hook', stage, hook: { name: 'smoke', status: 'IN_PROGRESS' } },
      {
        code: 'hook',
        stage,
        hook: { status: 'AWAITING_ACTION', expiresAt: '1970-01-01T00:00:00.000Z', atExpiry: 'ROLLBACK' },
      },
    ],
  });
});

test('an alarm that sends traffic back is a rollback, though the deployment is still the primary one', async () => {
  const blue = deployment(1, { status: 'ACTIVE' });
  const { end } = await watched({
    deployments: [deployment(2, { rolloutState: 'IN_PROGRESS' }), blue],
    tasks: old,
    rollout: rollout({ status: 'ROLLBACK_IN_PROGRESS', rollback: { reason: 'alarm errors is in ALARM' } }),
  });
  expect(end).toEqual({
    ...{ code: 'rolled-back', isOver: false, from: 'web:2', to: 'web:1' },
    reason: 'alarm errors is in ALARM',
  });
});

test('a rollback that failed is no rollback', async () => {
  const { end } = await watched({ ...whole, rollout: rollout({ status: 'ROLLBACK_FAILED', statusReason: 'no room' }) });
  expect(end).toEqual({ code: 'failed', taskDefinition: 'web:2', reason: 'no room' });
});

test('after a rollback that is over the primary one is what it went back to', async () => {
  const { end } = await watched({
    ...{ deployments: [deployment(1)], tasks: old },
    rollout: rollout({ status: 'ROLLBACK_SUCCESSFUL', statusReason: 'alarm errors' }),
  });
  expect(end).toEqual({ code: 'rolled-back', isOver: true, to: 'web:1', reason: 'alarm errors' });
});

test('a deployment that somebody has stopped has failed', async () => {
  const { end } = await watched({ ...whole, rollout: rollout({ status: 'STOPPED', statusReason: 'stopped by Ada' }) });
  expect(end).toEqual({ code: 'failed', taskDefinition: 'web:2', reason: 'stopped by Ada' });
});

const failing = [deployment(2, { rolloutState: 'IN_PROGRESS', failedTasks: 2 }), deployment(1, { status: 'ACTIVE' })];
const deploymentCircuitBreaker = { enable: true, rollback: true };
const breakerShown = async (look: Look) => (await watched(look)).changes.find(({ code }) => code === 'state');

test("the circuit breaker's figures are those of ECS", async () => {
  const breaker = { status: 'MONITORING', failureCount: 5, threshold: 9 } as const;
  expect(
    await breakerShown({
      service: { deploymentConfiguration: { deploymentCircuitBreaker } },
      deployments: failing,
      rollout: rollout({ deploymentConfiguration: {}, deploymentCircuitBreaker: breaker }),
    }),
  ).toMatchObject({ state: { breaker: { failures: 5, limit: 9, rollsBack: true } } });
});

test.each([
  [undefined, 3],
  [{ type: 'COUNT', value: 5 }, 5],
  [{ type: 'UNBOUNDED_PERCENT', value: 200 }, 4],
] as const)('where ECS gives none they follow from its settings: %j', async (thresholdConfiguration, limit) => {
  const breaker = { ...deploymentCircuitBreaker, ...(thresholdConfiguration && { thresholdConfiguration }) };
  const service = { deploymentConfiguration: { deploymentCircuitBreaker: breaker } };
  expect(await breakerShown({ service, deployments: failing })).toMatchObject({
    state: { breaker: { failures: 2, limit, rollsBack: true } },
  });
});

test('without a circuit breaker there are none', async () => {
  const shown = await breakerShown({ deployments: failing });
  expect(shown).toHaveProperty('state');
  expect(shown).not.toHaveProperty('state.breaker');
});
