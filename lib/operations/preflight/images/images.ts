import { nearNames } from '../../../placement';
import { type Container, isUnknown, type Model, resourceName, type TaskDefinition, Unknown } from '../../../template';
import { refusedWith } from '../../aws/problem/operation-error';
import { type ImageAddress, imageAddress } from '../../live/task/image-address';
import { type Account, notNamed } from '../account';
import type { PreflightCheck } from '../check';
import type { PreflightDoubt } from '../doubt';
import { madeNames } from '../made-names';
import { fails, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';
import { imageAt } from './image-platforms';
import { comesLater, isBootstrap } from './later-image';
import { suits } from './needed-platforms';

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
  const { region, repository, imageId } = address;
  const image = 'imageTag' in imageId ? imageId.imageTag : imageId.imageDigest;
  try {
    const there = await account.once(`image ${JSON.stringify(address)}`, () => imageAt(address, account));
    if (there) return suits(there, image, definition, model);
    const comes = await comesLater(address, image, definition.resource, model, account);
    return comes ?? fails({ code: 'no-image', repository, image, near: await nearTags(address, image, account) });
  } catch (error) {
    if (!refusedWith(error, 'RepositoryNotFoundException')) throw error;
    const made = await madeHere(address, model, account);
    if (made) return unknown(made);
    const comes = await comesLater(address, image, definition.resource, model, account);
    const where = region ?? (await account.clients.region());
    // Without the bootstrap stack's repository the CDK cannot publish an image.
    return comes && !isBootstrap(repository) ? comes : fails({ code: 'no-repository', repository, region: where });
  }
}

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
    const { stack } = image.repository;
    if (name === undefined && !account.isNamed(stack)) return { code: 'value', unknown: notNamed(stack) };
    if (name === undefined) return { code: 'repository-to-be-made', repository: resourceName(image.repository) };
    const imageId = digest ? { imageDigest: digest } : { imageTag: image.tag ?? 'latest' };
    return { region: stack.source.region, repository: name, imageId };
  }
  const text = await written(container.image ?? '', resource, account);
  if (isUnknown(text)) return { code: 'value', unknown: text };
  if (text === '')
    return { code: 'value', unknown: new Unknown({ code: 'malformed', name: 'Image' }, resource.stack.stack) };
  return imageAddress(text) ?? { code: 'other-registry', address: text };
}

/** Whether the templates make a repository of this name, put together from others or not. */
async function madeHere(
  { registryId, repository }: ImageAddress,
  model: Model,
  account: Account,
): Promise<PreflightDoubt | undefined> {
  const { resources, open } = await madeNames(model, 'AWS::ECR::Repository', 'RepositoryName', account);
  const made = resources.get(repository);
  if (!made && !open) return undefined;
  if (registryId && registryId !== (await account.id())) return undefined;
  return made ? { code: 'repository-to-be-made', repository: resourceName(made) } : { code: 'value', unknown: open! };
}

/** Tags of the repository that read like one that is not there. */
async function nearTags({ region, registryId, repository, imageId }: ImageAddress, image: string, account: Account) {
  if ('imageDigest' in imageId) return [];
  // The first page suffices for a hint.
  const { imageDetails = [] } = await account.in(region).ecr.describeImages({
    ...(registryId && { registryId }),
    repositoryName: repository,
    filter: { tagStatus: 'TAGGED' },
    maxResults: 1000,
  });
  return nearNames(
    image,
    imageDetails.flatMap(({ imageTags = [] }) => imageTags),
  );
}
