import { inventoryText } from '../../lib/report';
import { inventoryOf } from '../../lib/template';
import { modelOf } from '../template/model-of';

const textOf = (template: string) => inventoryText(inventoryOf(modelOf(template))).join('\n');

test('a template in words', () => {
  const text = textOf(`Parameters:
  Count: {Type: Number}
Resources:
  Shop: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: [!Ref Provider]}}
  Provider: {Type: AWS::ECS::CapacityProvider, Properties: {AutoScalingGroupProvider: {AutoScalingGroupArn: !Ref Group}}}
  Launch: {Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {InstanceRequirements: {VCpuCount: {Min: 2}}}}}
  Group: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 1, MaxSize: "4", LaunchTemplate: {LaunchTemplateId: !Ref Launch}}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: app, Cpu: 256, Memory: 512, Image: x}
        - {Name: helper, Essential: false, MemoryReservation: 64, Image: x}
  Web:
    Type: AWS::ECS::Service
    Properties: {Cluster: !Ref Shop, TaskDefinition: !Ref Task, DesiredCount: !Ref Count, LoadBalancers: [{TargetGroupArn: !Ref Targets}]}
  Agent: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Shop, TaskDefinition: !Ref Task, SchedulingStrategy: DAEMON}}
  Away: {Type: AWS::ECS::Service, Properties: {Cluster: other, TaskDefinition: !Ref Task, DesiredCount: 1}}
  Targets: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer, Properties: {Scheme: internal}}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 443, Protocol: HTTPS}}
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Conditions: [{Field: path-pattern, Values: [/api/*]}]
      Actions: [{Type: forward, TargetGroupArn: !Ref Targets}]
  Images: {Type: AWS::ECR::Repository}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties: {ScheduleExpression: rate(1 day), Target: {Arn: !GetAtt Shop.Arn, EcsParameters: {TaskDefinitionArn: !Ref Task}}}
`);
  expect(text).toMatchInlineSnapshot(`
"cluster Shop
  Group  on-demand  by requirements  1 to 4 instances

cluster other (not in the templates)

1 task definition
  Task  bridge    app     256 CPU units, 512 MiB
                  helper  64 MiB, not essential

3 services
  Web    unknown number of tasks     Task  HTTPS 443 /api/* inside the VPC
  Agent  one task on every instance  Task  not exposed
  Away   1 task                      Task  not exposed

1 repository
  Images  mutable tags

1 job
  Nightly  rate(1 day)  Task
"
`);
});

test('nothing is said of what is not there', () => {
  expect(textOf('Resources: {Topic: {Type: AWS::SNS::Topic}}')).toBe('');
});
