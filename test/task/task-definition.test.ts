import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { httpHealth, TaskDefinition } from '../../lib/task';
import { testStack } from '../synth';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable');

test('renders the containers under their keys', () => {
  const stack = testStack();
  const web = new TaskDefinition(stack, 'Web', {
    networkMode: 'awsvpc',
    containers: {
      app: {
        image,
        cpuUnits: 128,
        memoryMiB: 256,
        ports: { http: 8080 },
        dependsOn: { migrate: 'SUCCESS' },
        healthCheck: httpHealth({ port: 'http', startup: Duration.seconds(30) }),
      },
      migrate: { image, cpuUnits: 128, memoryMiB: 256, essential: false },
    },
  });
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition'));
  expect(resource!['Properties'].ContainerDefinitions).toMatchObject([
    { Name: 'app', Cpu: 128, Memory: 256, DependsOn: [{ ContainerName: 'migrate', Condition: 'SUCCESS' }] },
    { Name: 'migrate', Essential: false },
  ]);
  expect(web.startupBudget?.toSeconds()).toBe(30);
});
