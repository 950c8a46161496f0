import type { Task } from '@aws-sdk/client-ecs';
import { nearNames } from '../../../../placement';
import { refusedWith } from '../../../aws/problem/operation-error';
import type { FoundTaskDefinition } from '../../../live/task/find-task-definition';
import { type ImageAddress, imageAddress } from '../../../live/task/image-address';
import type { Look } from '../../look';

/** What Amazon ECR says of an image that could not be pulled. Who deleted one, it does not tell. */
export type LookedUpImage = { readonly image: string } & (
  | { readonly code: 'there' /** ISO 8601. */; readonly pushedAt?: string }
  | { readonly code: 'repository-missing' }
  | {
      readonly code: 'image-missing';
      /** Tags that are there and near the one that is not; else those that were pushed last. */
      readonly tags: readonly string[];
    }
);

/** More are no help. */
const TAGS = 3;

/** Looks up in ECR what a task could not pull; images of other registries, and what may not be read, are left out. */
export async function lookUpImages(
  task: Task,
  definition: FoundTaskDefinition | undefined,
  look: Look,
): Promise<readonly LookedUpImage[]> {
  const { containers = [] } = task;
  const failed = containers.filter(({ reason = '' }) => /CannotPull/.test(reason));
  const imageOf = (name: string | undefined) =>
    definition?.containerDefinitions?.find((one) => one.name === name)?.image;
  const images = (failed.length > 0 ? failed : containers).flatMap(({ name, image }) => image ?? imageOf(name) ?? []);
  const found = await Promise.all([...new Set(images)].map((image) => lookUp(image, look)));
  return found.flatMap((one) => one ?? []);
}

async function lookUp(image: string, { clients, looker }: Look): Promise<LookedUpImage | undefined> {
  const address = imageAddress(image);
  if (!address) return undefined;
  const { region } = address;
  const there = region !== undefined && region !== (await clients.region()) ? clients.inRegion(region) : clients;
  const { registryId, repository: repositoryName, imageId } = address;
  return looker.aside(`image ${image}`, async (): Promise<LookedUpImage> => {
    try {
      const { imageDetails = [] } = await there.ecr.describeImages({ registryId, repositoryName, imageIds: [imageId] });
      const pushedAt = imageDetails[0]?.imagePushedAt?.toISOString();
      return { image, code: 'there', ...(pushedAt && { pushedAt }) };
    } catch (error) {
      if (refusedWith(error, 'RepositoryNotFoundException')) return { image, code: 'repository-missing' };
      if (refusedWith(error, 'ImageNotFoundException')) {
        return { image, code: 'image-missing', tags: await tagsNear(address, there) };
      }
      throw error;
    }
  });
}

async function tagsNear({ registryId, repository, imageId }: ImageAddress, { ecr }: Look['clients']) {
  const filter = { tagStatus: 'TAGGED' } as const;
  const { imageDetails = [] } = await ecr.describeImages({ registryId, repositoryName: repository, filter });
  const newestFirst = imageDetails.toSorted(
    (left, right) => (right.imagePushedAt?.getTime() ?? 0) - (left.imagePushedAt?.getTime() ?? 0),
  );
  const tags = newestFirst.flatMap(({ imageTags = [] }) => imageTags);
  const near = 'imageTag' in imageId ? nearNames(imageId.imageTag, tags) : [];
  return (near.length > 0 ? near : tags).slice(0, TAGS);
}
