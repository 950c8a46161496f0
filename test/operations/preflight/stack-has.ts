import type { ListStackResourcesOutput } from '@aws-sdk/client-cloudformation';

/** What CloudFormation lists of a stack that has these resources: physical ids by logical ids. */
export const stackHas = (ids: Readonly<Record<string, string>>): ListStackResourcesOutput => ({
  StackResourceSummaries: Object.entries(ids).map(([LogicalResourceId, PhysicalResourceId]) => ({
    LogicalResourceId,
    PhysicalResourceId,
    ResourceType: '',
    LastUpdatedTimestamp: new Date(0),
    ResourceStatus: 'CREATE_COMPLETE',
  })),
});
