import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { EcsTask } from 'aws-cdk-lib/aws-events-targets';
import { ScheduleExpression, Schedule as SchedulerSchedule } from 'aws-cdk-lib/aws-scheduler';
import { EcsRunEc2Task } from 'aws-cdk-lib/aws-scheduler-targets';
import { DefinitionBody, IntegrationPattern, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CapacityProviderOptions, EcsEc2LaunchTarget, EcsRunTask } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { propertiesOf, shop, webTask } from '../service/shop';

test('an EventBridge rule starts our task on our cluster', () => {
  const { stack, cluster } = shop();
  const taskDefinition = webTask(stack);
  const rule = new Rule(stack, 'Nightly', { schedule: Schedule.rate(Duration.days(1)) });
  rule.addTarget(
    new EcsTask({ cluster, taskDefinition, containerOverrides: [{ containerName: 'app', command: ['report'] }] }),
  );
  expect(propertiesOf(stack, 'AWS::Events::Rule')).toMatchObject({
    Targets: [
      {
        Arn: stack.resolve(cluster.clusterArn),
        EcsParameters: { TaskDefinitionArn: stack.resolve(taskDefinition.taskDefinitionArn) },
      },
    ],
  });
});

test('EventBridge Scheduler starts our task on a capacity of our cluster', () => {
  const { stack, cluster } = shop();
  const taskDefinition = webTask(stack);
  new SchedulerSchedule(stack, 'Nightly', {
    schedule: ScheduleExpression.rate(Duration.days(1)),
    target: new EcsRunEc2Task(cluster, {
      taskDefinition,
      capacityProviderStrategies: [{ capacityProvider: cluster.capacityProviderName('burst'), weight: 1 }],
    }),
  });
  expect(propertiesOf(stack, 'AWS::Scheduler::Schedule')).toMatchObject({
    Target: {
      EcsParameters: {
        TaskDefinitionArn: stack.resolve(taskDefinition.taskDefinitionArn),
        CapacityProviderStrategy: [{ CapacityProvider: stack.resolve(cluster.capacityProviderName('burst')) }],
      },
    },
  });
});

test('a state machine runs our task on a capacity of our cluster', () => {
  const { stack, cluster } = shop();
  const taskDefinition = webTask(stack, 'bridge');
  const run = new EcsRunTask(stack, 'Run', {
    integrationPattern: IntegrationPattern.RUN_JOB,
    cluster,
    taskDefinition,
    launchTarget: new EcsEc2LaunchTarget({
      capacityProviderOptions: CapacityProviderOptions.custom([
        { capacityProvider: cluster.capacityProviderName('burst'), weight: 1 },
      ]),
    }),
  });
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(run) });
  const definition = JSON.stringify(propertiesOf(stack, 'AWS::StepFunctions::StateMachine').DefinitionString);
  expect(definition).toContain('CapacityProviderStrategy');
  expect(definition).toContain(stack.resolve(taskDefinition.family));
});
