import { CfnResource, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { efsVolume, runtimeDependencies } from '../../lib/task';
import { testStack } from '../synth';
import { define, plain } from './define';

/** What a resource that depends on the task's run-time dependencies waits for. */
function waitsFor(stack: Stack, taskDefinition: ecs.TaskDefinition, later = () => {}): readonly string[] {
  const runner = new CfnResource(stack, 'Runner', { type: 'Test::Runner' });
  runner.node.addDependency(runtimeDependencies(taskDefinition));
  later();
  const found = Template.fromStack(stack).findResources('Test::Runner');
  return Object.values(found)[0]!['DependsOn'];
}

const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] });

test('are the roles with their policies and the log group, even those that appear later', () => {
  const stack = testStack();
  const task = define({}, stack);
  const names = waitsFor(stack, task, () => task.addToTaskRolePolicy(statement));
  expect(names).toEqual([
    expect.stringMatching(/^TaskExecutionRoleDefaultPolicy/),
    expect.stringMatching(/^TaskExecutionRole/),
    expect.stringMatching(/^TaskLogs/),
    expect.stringMatching(/^TaskTaskRoleDefaultPolicy/),
    expect.stringMatching(/^TaskTaskRole/),
  ]);
});

test('are those of a plain L2 task definition too', () => {
  const stack = testStack();
  const task = new ecs.Ec2TaskDefinition(stack, 'Plain');
  task.addContainer('app', { image: plain.image, memoryLimitMiB: 64 });
  const names = waitsFor(stack, task, () => task.addToExecutionRolePolicy(statement));
  expect(names).toEqual([
    expect.stringMatching(/^PlainExecutionRoleDefaultPolicy/),
    expect.stringMatching(/^PlainExecutionRole/),
    expect.stringMatching(/^PlainTaskRole/),
  ]);
});

test('are the mount targets of its file systems', () => {
  const stack = testStack();
  const fileSystem = new efs.FileSystem(stack, 'Files', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 2 }) });
  const containers = { app: { ...plain, mounts: { data: '/data' } } };
  const names = waitsFor(stack, define({ volumes: { data: efsVolume(fileSystem) }, containers }, stack));
  expect(names.filter((name) => name.includes('MountTarget'))).toHaveLength(2);
});
