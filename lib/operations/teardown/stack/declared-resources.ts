import { isObject, parseText } from '../../../template';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import type { StackResource } from './stack-resources';

/** What the template of its stack says of a resource, after transforms. */
export type Declared = (resource: StackResource) => Readonly<Record<string, unknown>> | undefined;

/** Reads the templates of the stacks that resources are of. */
export async function declaredResources(clients: Clients, resources: readonly StackResource[]): Promise<Declared> {
  const stackIds = [...new Set(resources.map(({ stackId }) => stackId))];
  const templates = new Map(
    await Promise.all(stackIds.map(async (id) => [id, await declaredIn(clients, id)] as const)),
  );
  return ({ stackId, logicalId }) => {
    const declared = templates.get(stackId)?.[logicalId.slice(logicalId.lastIndexOf('/') + 1)];
    return isObject(declared) ? declared : undefined;
  };
}

async function declaredIn(clients: Clients, stackId: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const request = { StackName: stackId, TemplateStage: 'Processed' as const };
    const { TemplateBody = '{}' } = await clients.cloudFormation.getTemplate(request);
    const template = parseText(stackId, TemplateBody);
    return isObject(template) && isObject(template['Resources']) ? template['Resources'] : {};
  } catch (error) {
    // A stack under review has no template yet, and no resources either.
    if (refusedWith(error, 'ValidationError')) return {};
    throw error;
  }
}

/** One of a resource's properties as its template says; undefined also for what is not declared. */
export function declaredProperty(declared: Declared, resource: StackResource, name: string): unknown {
  const properties = declared(resource)?.['Properties'];
  return isObject(properties) ? properties[name] : undefined;
}
