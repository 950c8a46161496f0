import { isUnknown, type Model, type Resource, type Unknown } from '../../template';
import type { Account } from './account';
import { written } from './written';

/** The names that templates give to resources of a type. */
export interface MadeNames {
  readonly resources: ReadonlyMap<string, Resource>;
  /** Why one of them is not known: it may be any. */
  readonly open?: Unknown;
}

/** The names that templates give by a property, put together from others or not. */
export async function madeNames({ set }: Model, type: string, property: string, account: Account): Promise<MadeNames> {
  const resources = new Map<string, Resource>();
  let open: Unknown | undefined;
  for (const resource of set.resources(type)) {
    const value = resource.properties[property];
    if (value === undefined) continue;
    const name = await written(value, resource, account);
    if (isUnknown(name)) open ??= name;
    else resources.set(name, resource);
  }
  return { resources, ...(open && { open }) };
}
