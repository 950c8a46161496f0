import { type Model, type Resource, resourceName } from '../../../template';
import type { ImageAddress } from '../../live/task/image-address';
import type { Account } from '../account';
import { type PreflightOutcome, unknown } from '../outcome';

/** Whether a repository is the one that `cdk bootstrap` makes for the images that the CDK publishes. */
export const isBootstrap = (repository: string): boolean => /^cdk-\w+-container-assets-/.test(repository);

/** How an image that is not there may come: with the deployment, or with its first pull. */
export async function comesLater(
  { region, registryId, repository }: ImageAddress,
  image: string,
  { stack }: Resource,
  { set }: Model,
  account: Account,
): Promise<PreflightOutcome | undefined> {
  // The CDK tags what it publishes with the hash of the sources.
  const isAsset = isBootstrap(repository) || (stack.source.stackName !== undefined && /[0-9a-f]{64}$/.test(image));
  if (isAsset) return unknown({ code: 'published-by-deployment', image });
  const pusher = await customResourceNaming(repository, set, account);
  if (pusher) return unknown({ code: 'pushed-by-deployment', image, by: resourceName(pusher) });
  const { pullThroughCacheRules = [] } = await account
    .in(region)
    .ecr.describePullThroughCacheRules({ ...(registryId && { registryId }) });
  const rule = pullThroughCacheRules.find(
    ({ ecrRepositoryPrefix: prefix }) => prefix && (prefix === 'ROOT' || repository.startsWith(`${prefix}/`)),
  );
  return rule && unknown({ code: 'pulled-through', image, upstream: rule.upstreamRegistryUrl ?? 'its upstream' });
}

/** A custom resource that names a repository may push to it while the stack is deployed. */
async function customResourceNaming(
  repository: string,
  set: Model['set'],
  account: Account,
): Promise<Resource | undefined> {
  const names = [`(?:/|")${escaped(repository)}(?=[:@"])`];
  for (const one of set.resources('AWS::ECR::Repository')) {
    if ((await account.physicalId(one)) === repository) names.push(`\\b${one.logicalId}\\b`);
  }
  const named = new RegExp(names.join('|'));
  return set.stacks
    .flatMap(({ resources }) => [...resources.values()])
    .filter(({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource')
    .find(({ source }) => named.test(JSON.stringify(source['Properties'] ?? {})));
}

const escaped = (name: string): string => name.replaceAll('.', '\\.');
