import type { Answers } from './troubled-aws';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333';

/** A cluster with nothing in it but a service. */
export const SHOP: Answers = {
  'ecs:DescribeClusters': {
    clusters: [{ clusterArn: `${ARN}:cluster/Shop`, clusterName: 'Shop', status: 'ACTIVE', capacityProviders: [] }],
  },
  'ecs:ListClusters': { clusterArns: [`${ARN}:cluster/Shop`] },
  'ecs:ListServices': { serviceArns: [`${ARN}:service/Shop/Web`] },
  'ecs:DescribeServices': {
    services: [
      {
        serviceArn: `${ARN}:service/Shop/Web`,
        serviceName: 'Web',
        status: 'ACTIVE',
        taskDefinition: `${ARN}:task-definition/web:1`,
        desiredCount: 1,
        runningCount: 0,
        deployments: [{ id: 'd', status: 'PRIMARY', taskDefinition: `${ARN}:task-definition/web:1`, desiredCount: 1 }],
      },
    ],
  },
  'ecs:ListTasks': { taskArns: [] },
  'ecs:ListContainerInstances': { containerInstanceArns: [] },
  'ecs:DescribeTaskDefinition': {
    taskDefinition: {
      taskDefinitionArn: `${ARN}:task-definition/web:1`,
      family: 'web',
      revision: 1,
      containerDefinitions: [{ name: 'app', memory: 64, essential: true }],
    },
  },
  'ecr:DescribeRegistry': { registryId: '111122223333' },
  'ecr:DescribeRepositories': { repositories: [] },
  'cloudformation:DescribeStacks':
    '<Stacks><member><StackId>arn:aws:cloudformation:eu-west-1:111122223333:stack/Shop/1</StackId><StackName>Shop</StackName><StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime></member></Stacks>',
  'cloudformation:ListStackResources': '<StackResourceSummaries></StackResourceSummaries>',
  'cloudformation:GetTemplate': '<TemplateBody>{"Resources": {}}</TemplateBody>',
};

/** What would be deployed to it. */
export const SHOP_TEMPLATE = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: app, Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/web:1', Memory: 64}
`;
