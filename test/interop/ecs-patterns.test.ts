import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationLoadBalancedEc2Service,
  NetworkLoadBalancedEc2Service,
  QueueProcessingEc2Service,
  ScheduledEc2Task,
} from 'aws-cdk-lib/aws-ecs-patterns';
import { propertiesOf, resourcesOf, shop, webTask } from '../service/shop';

test('a load-balanced service of the patterns runs our task definition on our cluster', () => {
  const { stack, cluster } = shop();
  const taskDefinition = webTask(stack);
  new ApplicationLoadBalancedEc2Service(stack, 'Pattern', {
    cluster,
    taskDefinition,
    desiredCount: 2,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: cluster.capacityProviderName('steady'), weight: 1 }],
  });
  expect(propertiesOf(stack)).toMatchObject({
    TaskDefinition: stack.resolve(taskDefinition.taskDefinitionArn),
    Cluster: stack.resolve(cluster.clusterName),
    LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080 }],
    CapacityProviderStrategy: [{ Weight: 1 }],
  });
});

test('so does one behind a network load balancer, in bridge mode', () => {
  const { stack, cluster } = shop();
  new NetworkLoadBalancedEc2Service(stack, 'Pattern', {
    cluster,
    taskDefinition: webTask(stack, 'bridge'),
    desiredCount: 2,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
  });
  expect(propertiesOf(stack)).toMatchObject({ LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8080 }] });
});

test('a queue worker of the patterns runs on our cluster', () => {
  const { stack, cluster } = shop();
  new QueueProcessingEc2Service(stack, 'Pattern', {
    cluster,
    image: ContainerImage.fromRegistry('worker'),
    memoryLimitMiB: 128,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
  });
  expect(propertiesOf(stack)).toMatchObject({ Cluster: stack.resolve(cluster.clusterName) });
  expect(resourcesOf(stack, 'AWS::SQS::Queue').length).toBeGreaterThan(0);
});

test('a scheduled task of the patterns runs our task definition', () => {
  const { stack, cluster } = shop();
  const taskDefinition = webTask(stack, 'bridge');
  const schedule = Schedule.cron({ hour: '3', minute: '0' });
  new ScheduledEc2Task(stack, 'Pattern', { cluster, schedule, scheduledEc2TaskDefinitionOptions: { taskDefinition } });
  expect(propertiesOf(stack, 'AWS::Events::Rule')).toMatchObject({
    Targets: [{ EcsParameters: { TaskDefinitionArn: stack.resolve(taskDefinition.taskDefinitionArn) } }],
  });
});
