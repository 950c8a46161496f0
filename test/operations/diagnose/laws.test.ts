import {
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand as DescribeServiceActivitiesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DescribeAutoScalingGroupsCommand, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { DescribeCapacityProvidersCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import Ajv from 'ajv';
import fc from 'fast-check';
import { diagnoseJson } from '../../../lib/report/operations';
import schema from '../../../schema/diagnose-v1.json';
import { type LiveState, liveState } from './live-states';
import { api, diagnosed, healthy, instancesAre, servicesAre, targetIs } from './stage';

const isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);

/** Answers as a cluster in that state would. */
function stand(state: LiveState): void {
  healthy();
  servicesAre(...state.services);
  instancesAre(...state.instances);
  api.ecs.on(ListTasksCommand).resolves({ taskArns: ['a'] });
  for (const [desiredStatus, tasks] of [
    ['RUNNING', state.running],
    ['STOPPED', state.stopped],
  ] as const) {
    api.ecs.on(ListTasksCommand, { desiredStatus }).resolves({ taskArns: [desiredStatus] });
    api.ecs.on(DescribeTasksCommand, { tasks: [desiredStatus] }).resolves({ tasks });
  }
  api.ecs.on(DescribeCapacityProvidersCommand).resolves({ capacityProviders: state.providers });
  api.autoScaling.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: state.groups });
  api.autoScaling.on(DescribeScalingActivitiesCommand).resolves({ Activities: state.activities });
  api.applicationAutoScaling.on(DescribeScalableTargetsCommand).resolves({ ScalableTargets: state.scaled });
  api.applicationAutoScaling.on(DescribeServiceActivitiesCommand).resolves({ ScalingActivities: state.notScaled });
  api.ecr.on(DescribeImagesCommand).resolves({ imageDetails: [] });
  targetIs(state.health);
}

test('whatever the state: no crash, no cause without evidence, each as the schema says, what follows after its root', async () => {
  const codes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(liveState, async (state) => {
      stand(state);
      const diagnosis = await diagnosed();
      const document = JSON.parse(JSON.stringify(diagnoseJson(diagnosis)));
      expect(isValid(document) ? [] : isValid.errors).toEqual([]);
      for (const [index, { code, text, followsFrom }] of diagnoseJson(diagnosis).causes.entries()) {
        codes.add(code);
        expect(text.evidence.filter((line) => line.trim() === '')).toEqual([]);
        expect(text.evidence.length).toBeGreaterThan(0);
        expect(text.title).not.toMatch(/undefined|NaN|\[object/);
        expect(text.evidence.join()).not.toMatch(/undefined|NaN|\[object/);
        if (followsFrom !== undefined) expect(followsFrom).toBeLessThan(index);
      }
    }),
    { numRuns: 50 },
  );
  // The states are of many kinds, or the law says little.
  expect(codes.size).toBeGreaterThan(15);
});

test('the same state gives the same diagnosis, in whichever order its parts come', async () => {
  await fc.assert(
    fc.asyncProperty(liveState, async (state) => {
      stand(state);
      const one = await diagnosed();
      const [first, second] = state.services;
      const [older, newer] = state.instances;
      stand({ ...state, services: [second, first], instances: [newer, older] });
      const other = await diagnosed();
      const codesOf = ({ causes }: typeof one) => causes.map(({ code }) => code).sort();
      expect(codesOf(other)).toEqual(codesOf(one));
    }),
    { numRuns: 10 },
  );
});
