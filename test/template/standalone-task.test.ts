import { modelOf } from './model-of';

const definition = JSON.stringify({
  StartAt: 'A',
  States: {
    A: {
      Type: 'Map',
      ItemProcessor: {
        States: {
          B: {
            Type: 'Task',
            Resource: 'arn:aws:states:::ecs:runTask.sync',
            Parameters: { Cluster: '$' + '{Cluster.Arn}', TaskDefinition: '$' + '{Task}', LaunchType: 'EC2' },
          },
        },
      },
    },
  },
});

const model = modelOf(`Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: report, ContainerDefinitions: []}}
  Service: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster, TaskDefinition: !Ref Task}}
  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties: {MinCapacity: "2", MaxCapacity: 9, ResourceId: !Sub "service/\${Cluster}/\${Service.Name}"}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      Target:
        Arn: !GetAtt Cluster.Arn
        EcsParameters: {TaskDefinitionArn: !Ref Task, TaskCount: "2", CapacityProviderStrategy: [{CapacityProvider: burst, Weight: 1}]}
  Rule:
    Type: AWS::Events::Rule
    Properties: {Targets: [{Arn: !GetAtt Cluster.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task, LaunchType: EC2}}, {Arn: other}]}
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      DefinitionString: !Sub '${definition}'
  Broken: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: "{"}}
`);

test('tasks that something other than a service starts', () => {
  const [schedule, event, machine, ...others] = model.standaloneTasks;
  expect(others).toEqual([]);
  expect(schedule).toMatchObject({
    kind: 'schedule',
    count: 2,
    schedule: 'rate(1 day)',
    strategy: [{ provider: 'burst', weight: 1 }],
  });
  expect(event).toMatchObject({ kind: 'event', count: 1, launchType: 'EC2', strategy: [] });
  expect(machine).toMatchObject({ kind: 'state-machine', count: 1, launchType: 'EC2' });
  for (const task of [schedule, event, machine]) {
    expect(task!.taskDefinition?.logicalId).toBe('Task');
    expect(model.set.resourceOf(task!.cluster)?.logicalId).toBe('Cluster');
  }
});

test('the scalable target of a service is found by its resource id', () => {
  const [service] = model.services;
  expect(model.scalableTargets.get(service!)).toMatchObject({ minTasks: 2, maxTasks: 9 });
});
