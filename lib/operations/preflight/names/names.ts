import { isUnknown, type Known, type Model, type Resource, resourceName, type Service } from '../../../template';
import type { Account } from '../account';
import type { PreflightCheck, Question } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { clusterNamed } from '../services/deployed-cluster';
import { written } from '../written';
import { discoveryServiceNamed } from './cloud-map';
import { NAMED_KINDS, serviceNamed } from './named-kinds';

/** Names that the template gives are free, or its stack has them already. */
export const names: PreflightCheck = {
  id: 'names',
  title: 'The names that the template gives are free, or its own stack has them',
  questions: (model, account) => [
    ...Object.entries(NAMED_KINDS).flatMap(([type, { property, find }]) =>
      model.set
        .resources(type)
        .flatMap((resource) =>
          question(resource, property, model, account, (name) => find(account.at(resource), name)),
        ),
    ),
    ...model.set
      .resources('AWS::ServiceDiscovery::Service')
      .flatMap((resource) =>
        question(resource, 'Name', model, account, (name) => discoveryServiceNamed(resource, name, account)),
      ),
    ...model.services.flatMap((service) =>
      question(service.resource, 'ServiceName', model, account, (name) => findService(service, name, account)),
    ),
  ],
};

function question(
  resource: Resource,
  property: string,
  model: Model,
  account: Account,
  find: (name: string) => Promise<Known<string> | undefined>,
): readonly Question[] {
  const value = resource.properties[property] ?? undefined;
  if (value === undefined) return [];
  const subject = `${property} ${typeof value === 'string' ? value : `of ${resourceName(resource)}`}`;
  const look = async (): Promise<PreflightOutcome> => {
    const name = await written(value, resource, account);
    if (isUnknown(name)) return unknown({ code: 'value', unknown: name });
    const taken = await find(name);
    if (isUnknown(taken)) return unknown({ code: 'value', unknown: taken });
    return taken === undefined ? HOLDS : ownerOf({ taken, name, property }, resource, model, account);
  };
  return [{ subject, neededBy: [resourceName(resource)], look }];
}

/** A service's name is taken within its cluster; in one that is not deployed it is free. */
async function findService({ resource, cluster }: Service, name: string, account: Account) {
  const found = await clusterNamed(cluster, resource, account);
  if (found === undefined || isUnknown(found)) return found;
  return serviceNamed(account.at(resource), found, name);
}

/** A name, and what CloudFormation calls whatever has it. */
interface TakenName {
  readonly name: string;
  readonly property: string;
  readonly taken: string;
}

async function ownerOf(
  { name, property, taken }: TakenName,
  resource: Resource,
  { set }: Model,
  account: Account,
): Promise<PreflightOutcome> {
  if (!account.isNamed(resource.stack)) return unknown({ code: 'owner-not-known', name });
  if ((await account.physicalId(resource)) === taken) return HOLDS;
  // Deployed before this one, another stack may give the name up in time.
  for (const stack of set.stacks) {
    const ids = stack === resource.stack ? [] : [...((await account.deployed(stack)) ?? [])];
    const owner = ids.find(([, id]) => id === taken);
    if (!owner) continue;
    const kept = stack.resources.get(owner[0])?.properties[property];
    const keptName = kept === undefined ? undefined : await written(kept, resource, account);
    if (keptName !== name) return unknown({ code: 'name-moves', name, from: account.stackName(stack) ?? stack.stack });
  }
  return fails({ code: 'name-taken', type: resource.type, name });
}
