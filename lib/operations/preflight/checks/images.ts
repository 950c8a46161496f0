import {
  type Container,
  hostsOf,
  isUnknown,
  type Model,
  resourceName,
  type TaskDefinition,
  type Unknown,
} from '../../../template';
import { refusedWith } from '../../aws/operation-error';
import { type ImageAddress, imageAddress } from '../../live/image-address';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { manifestOf, platformsOf } from '../image-platforms';
import { fails, HOLDS, type PreflightDoubt, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';

/** Images are there, for the architecture of the instances. */
export const images: PreflightCheck = {
  id: 'images',
  title: 'The images are there, for the architecture of the instances',
  questions: (model, account) =>
    model.taskDefinitions.flatMap((definition) =>
      definition.containers.map((container) => ({
        subject: model.imageOf(container).address,
        neededBy: [`${resourceName(definition.resource)} (${container.name})`],
        look: () => look(container, definition, model, account),
      })),
    ),
};

async function look(
  container: Container,
  definition: TaskDefinition,
  model: Model,
  account: Account,
): Promise<PreflightOutcome> {
  const address = await addressOf(container, definition, model, account);
  if ('code' in address) return unknown(address);
  const image = 'imageTag' in address.imageId ? address.imageId.imageTag : address.imageId.imageDigest;
  const clients = account.in(address.region);
  try {
    const manifest = await manifestOf(clients, address);
    if (manifest !== undefined) {
      return suits(await platformsOf(manifest, address, account), image, needs(definition, model));
    }
    if (isAsset(address)) return unknown({ code: 'published-by-deployment', image });
    return (
      (await pulledThrough(address, image, account)) ??
      fails({ code: 'no-image', repository: address.repository, image })
    );
  } catch (error) {
    if (!refusedWith(error, 'RepositoryNotFoundException')) throw error;
    return (
      (await pulledThrough(address, image, account)) ??
      fails({
        code: 'no-repository',
        repository: address.repository,
        region: address.region ?? (await clients.region()),
      })
    );
  }
}

/** The repository in which `cdk deploy` publishes images that it builds. */
const isAsset = ({ repository }: ImageAddress): boolean => /^cdk-\w+-container-assets-/.test(repository);

async function addressOf(
  container: Container,
  { resource }: TaskDefinition,
  model: Model,
  account: Account,
): Promise<ImageAddress | PreflightDoubt> {
  const image = model.imageOf(container);
  if (image.repository) {
    const digest = /@(sha256:[0-9a-f]+)$/.exec(image.address)?.[1];
    if (isUnknown(image.tag)) return { code: 'value', unknown: image.tag };
    const name = await account.physicalId(image.repository);
    if (name === undefined) return { code: 'repository-to-be-made', repository: resourceName(image.repository) };
    const imageId = digest ? { imageDigest: digest } : { imageTag: image.tag ?? 'latest' };
    return { region: image.repository.stack.source.region, repository: name, imageId };
  }
  const text = await written(container.image ?? '', resource, account);
  if (isUnknown(text)) return { code: 'value', unknown: text };
  return imageAddress(text) ?? { code: 'other-registry', address: text };
}

/** Whether the image comes from another registry with its first pull. */
async function pulledThrough(
  { region, registryId, repository }: ImageAddress,
  image: string,
  account: Account,
): Promise<PreflightOutcome | undefined> {
  const { pullThroughCacheRules = [] } = await account
    .in(region)
    .ecr.describePullThroughCacheRules({ ...(registryId && { registryId }) });
  const rule = pullThroughCacheRules.find(
    ({ ecrRepositoryPrefix: prefix }) => prefix && (prefix === 'ROOT' || repository.startsWith(`${prefix}/`)),
  );
  return rule && unknown({ code: 'pulled-through', image, upstream: rule.upstreamRegistryUrl ?? 'its upstream' });
}

/** What images must run on. */
interface Needs {
  /** Such as `linux/arm64`; none when nothing tells. */
  readonly platforms: readonly string[];
  /** Whether placement constraints may keep tasks away from some of them. */
  readonly constrained: boolean;
  /** Why there may be others. */
  readonly open?: Unknown;
}

/** What the task definition says, and the instances that its tasks may be placed on. */
function needs(definition: TaskDefinition, model: Model): Needs {
  const os = definition.isWindows ? 'windows' : 'linux';
  const platform = (architecture: string) => `${os}/${architecture.toLowerCase() === 'arm64' ? 'arm64' : 'amd64'}`;
  // Fargate takes x86-64 where nothing is said.
  const own = definition.cpuArchitecture ?? (isForFargate(definition) ? 'X86_64' : undefined);
  if (isUnknown(own)) return { platforms: [], constrained: false, open: own };
  const origins = model.taskOrigins.filter((origin) => origin.definition === definition);
  const hosts = origins.map(hostsOf).filter((one) => one !== undefined);
  const open = hosts.find(isUnknown);
  const types = hosts.flatMap((one) => (isUnknown(one) ? [] : one.capacities.map((capacity) => capacity.types)));
  const onInstances = types.flatMap((known) => (isUnknown(known) ? [] : known.map((type) => type.architecture)));
  const architectures = own === undefined ? onInstances : [own, ...onInstances];
  return {
    platforms: [...new Set(architectures.map(platform))],
    constrained: origins.some(({ constraints }) => isUnknown(constraints) || constraints.length > 0),
    open: open ?? types.find(isUnknown),
  };
}

const isForFargate = ({ isElsewhere, requiresCompatibilities }: TaskDefinition): boolean =>
  isElsewhere && requiresCompatibilities.includes('FARGATE');

function suits(has: readonly string[], image: string, { platforms, constrained, open }: Needs): PreflightOutcome {
  if (has.length === 0 && platforms.length > 0) return unknown({ code: 'platform-not-told', image });
  const missing = platforms.filter((one) => !has.includes(one));
  if (missing.length > 0) {
    return constrained && missing.length < platforms.length
      ? unknown({ code: 'constraints-decide', missing })
      : fails({ code: 'wrong-platform', image, missing, has });
  }
  return open ? unknown({ code: 'value', unknown: open }) : HOLDS;
}
