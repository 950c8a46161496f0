import type * as cloudFormation from '@aws-sdk/client-cloudformation';
import type * as ec2 from '@aws-sdk/client-ec2';
import type * as ecr from '@aws-sdk/client-ecr';
import { beginDeletion } from './deletion';
import { type Calls, refusal } from './emulated-clients';
import type { World, WorldStack } from './world';

/** What CloudFormation answers, and what a teardown asks of services besides. */
export function cloudFormationCalls(world: World) {
  const stackOf = (name: string | undefined): WorldStack => {
    const stack = world.stacks.find(
      (one) => one.id === name || (one.name === name && one.status !== 'DELETE_COMPLETE'),
    );
    if (!stack) throw refusal('ValidationError', `Stack with id ${name} does not exist`);
    return stack;
  };
  const summary = ({ id, name, status }: WorldStack) => ({
    ...{ StackId: id, StackName: name, CreationTime: new Date(0) },
    StackStatus: status as cloudFormation.StackStatus,
  });
  const calls = {
    describeStacks: ({ StackName }: cloudFormation.DescribeStacksInput): cloudFormation.DescribeStacksOutput => {
      const stack = stackOf(StackName);
      const root = stack.parent && { ParentId: stack.parent, RootId: stack.parent };
      return {
        Stacks: [
          {
            ...{ ...summary(stack), ...root, EnableTerminationProtection: stack.isTerminationProtected },
            Outputs: stack.exports.map((ExportName) => ({ ExportName })),
          },
        ],
      };
    },
    listStacks: (): cloudFormation.ListStacksOutput => ({ StackSummaries: world.stacks.map(summary) }),
    listStackResources: ({
      StackName,
    }: cloudFormation.ListStackResourcesInput): cloudFormation.ListStackResourcesOutput => ({
      StackResourceSummaries: stackOf(StackName).resources.map((one) => ({
        ...{ LogicalResourceId: one.logicalId, ResourceType: one.type, PhysicalResourceId: one.physicalId },
        ...{ ResourceStatus: one.status as cloudFormation.ResourceStatus, LastUpdatedTimestamp: new Date(one.since) },
        ...(one.reason && { ResourceStatusReason: one.reason }),
      })),
    }),
    getTemplate: ({ StackName }: cloudFormation.GetTemplateInput): cloudFormation.GetTemplateOutput => {
      const declared = stackOf(StackName).resources.map((one) => [
        one.logicalId,
        { Type: one.type, Properties: one.properties ?? {}, ...(one.policy && { DeletionPolicy: one.policy }) },
      ]);
      return { TemplateBody: JSON.stringify({ Resources: Object.fromEntries(declared) }) };
    },
    listImports: ({ ExportName = '' }: cloudFormation.ListImportsInput): cloudFormation.ListImportsOutput => {
      const Imports = world.imports.get(ExportName);
      if (!Imports) throw refusal('ValidationError', `Export '${ExportName}' is not imported by any stack.`);
      return { Imports: [...Imports] };
    },
    deleteStack: ({ StackName }: cloudFormation.DeleteStackInput): object => {
      const stack = stackOf(StackName);
      if (stack.isTerminationProtected) throw refusal('ValidationError', 'Stack has termination protection');
      if (stack.status !== 'DELETE_IN_PROGRESS') watchOut(world, stack);
      beginDeletion(stack);
      return {};
    },
  } satisfies Calls;
  return {
    cloudFormation: calls,
    ec2: {
      describeNetworkInterfaces: (): ec2.DescribeNetworkInterfacesResult => ({ NetworkInterfaces: world.interfaces }),
    },
    ecr: {
      describeImages: ({ repositoryName = '' }: ecr.DescribeImagesRequest): ecr.DescribeImagesResponse => ({
        imageDetails: Array.from({ length: world.images.get(repositoryName) ?? 0 }, () => ({ repositoryName })),
      }),
    },
  };
}

/** A deletion that begins while tasks or instances are there is the one that hangs. */
function watchOut(world: World, { resources }: WorldStack): void {
  const ids = new Set(
    [...resources, ...world.stacks.flatMap((one) => one.resources)].map(({ physicalId }) => physicalId),
  );
  const services = world.services.filter(({ stack, status }) => stack === 'Shop' && status !== 'INACTIVE');
  for (const { name, cluster } of services) {
    const tasks = world.tasksThere().filter((one) => one.cluster === cluster && one.group === `service:${name}`);
    if (tasks.length > 0) world.violations.push(`${name} has ${tasks.length} tasks`);
  }
  for (const { group } of world.instances) {
    if (group && ids.has(group)) world.violations.push(`${group} has instances`);
  }
}
