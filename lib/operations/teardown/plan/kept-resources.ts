import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { type Declared, declaredProperty } from '../stack/declared-resources';
import { NESTED_STACK, type StackResource } from '../stack/stack-resources';

/** What a deletion leaves behind on purpose. */
export interface KeptResources {
  /** Stay behind. */
  readonly retained: readonly StackResource[];
  /** Are deleted, and leave a snapshot behind. */
  readonly snapshots: readonly StackResource[];
}

/** What the templates of a stack, and of those nested in it, keep of resources. */
export function keptResources(resources: readonly StackResource[], declared: Declared): KeptResources {
  const policyOf = (one: StackResource) => String(declared(one)?.['DeletionPolicy'] ?? defaultPolicy(one, declared));
  const kept = resources.filter((one) => policyOf(one).startsWith('Retain'));
  // What is in a nested stack that stays, stays with it.
  const stacks = kept.filter(({ type }) => type === NESTED_STACK).map(({ logicalId }) => `${logicalId}/`);
  const stays = (one: StackResource) => kept.includes(one) || stacks.some((stack) => one.logicalId.startsWith(stack));
  return {
    retained: resources.filter(stays),
    snapshots: resources.filter((one) => !stays(one) && policyOf(one) === 'Snapshot'),
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html */
function defaultPolicy(resource: StackResource, declared: Declared): string {
  if (resource.type === 'AWS::RDS::DBCluster') return 'Snapshot';
  if (resource.type !== 'AWS::RDS::DBInstance' || !declared(resource)) return 'Delete';
  return declaredProperty(declared, resource, 'DBClusterIdentifier') === undefined ? 'Snapshot' : 'Delete';
}

/** Repositories that are to be deleted, hold images, and are not emptied by that. */
export async function filledRepositories(
  clients: Clients,
  resources: readonly StackResource[],
  declared: Declared,
): Promise<readonly string[]> {
  // The CDK's older way to empty repositories.
  if (resources.some(({ type }) => type === 'Custom::ECRAutoDeleteImages')) return [];
  const names = resources
    .filter(({ type }) => type === 'AWS::ECR::Repository')
    .filter((one) => String(declaredProperty(declared, one, 'EmptyOnDelete')) !== 'true')
    .map(({ physicalId }) => physicalId);
  const filled = await Promise.all(
    names.map(async (repositoryName) => {
      try {
        const { imageDetails = [] } = await clients.ecr.describeImages({ repositoryName, maxResults: 1 });
        return imageDetails.length > 0 ? [repositoryName] : [];
      } catch (error) {
        if (refusedWith(error, 'RepositoryNotFoundException')) return [];
        throw error;
      }
    }),
  );
  return filled.flat();
}
