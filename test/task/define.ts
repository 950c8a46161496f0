import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TaskDefinition, type TaskDefinitionProps } from '../../lib/task';
import { testStack } from '../synth';

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');

/** A container of a usual size, with nothing else. */
export const plain = { image, cpuUnits: 128, memoryMiB: 256 };

type Loose = Record<string, unknown>;

/** A bridge-mode task definition with one plain container, or as said; the compiler looks away, for what it would refuse. */
export function define(props: Loose = {}, stack: Stack = testStack()): TaskDefinition<Record<string, Loose>> {
  const all = { networkMode: 'bridge', containers: { app: plain }, ...props };
  return new TaskDefinition(
    stack,
    'Task',
    all as unknown as TaskDefinitionProps<Record<string, Loose>, object, never, 'bridge'>,
  );
}

/** A task definition whose only container is a plain one with something more. */
export const defineContainer = (container: Loose, props: Loose = {}, stack?: Stack) =>
  define({ containers: { app: { ...plain, ...container } }, ...props }, stack);

type Rendered = { readonly [key: string]: Rendered } & readonly Rendered[];

/** The properties of the stack's only task definition. */
export function rendered(taskDefinition: ecs.TaskDefinition): Rendered {
  const found = Template.fromStack(taskDefinition.stack).findResources('AWS::ECS::TaskDefinition');
  return Object.values(found)[0]!['Properties'];
}

/** The first container of the stack's only task definition. */
export const renderedContainer = (taskDefinition: ecs.TaskDefinition): Rendered =>
  rendered(taskDefinition)['ContainerDefinitions']![0]!;

/** The statements of all policies of the stack. */
export function statements(stack: Stack): Rendered[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy['Properties'].PolicyDocument.Statement);
}
