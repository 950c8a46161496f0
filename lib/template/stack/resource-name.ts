import type { Resource } from './resource';

/** What people call a resource: the construct's path without what the CDK's own constructs add below it, else the logical id. */
export const resourceName = (resource: Resource): string =>
  resource.constructPath?.replace(/(\/Resource)?\/(Service|ASG|Group\/ASG|Default|Resource)$/, '') ??
  resource.logicalId;
