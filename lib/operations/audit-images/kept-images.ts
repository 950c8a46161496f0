import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { Clients } from '../aws/clients';
import { everyPage, inBatches } from '../aws/pages';
import { refusedWith } from '../aws/problem/operation-error';
import { MANIFEST_TYPES } from '../live/task/image-address';
import type { KeptImage } from './fate';
import { type LifecycleRule, rulesIn } from './lifecycle-rule';

/** Images that one call gives. */
const AT_ONCE = 100;

const INDEX = /image\.index|manifest\.list/;

/**
 * The images of a repository. Indexes are read only where that changes nothing for the rules: to ECR reading one is a
 * pull, and it would restart the clock of a rule that counts from the last pull.
 */
export async function keptImages(
  clients: Clients,
  repositoryName: string,
  rules: readonly LifecycleRule[],
): Promise<readonly KeptImage[]> {
  const filter = { imageStatus: 'ANY' } as const;
  const details = await everyPage(
    (nextToken) => clients.ecr.describeImages({ repositoryName, nextToken, maxResults: 1000, filter }),
    ({ imageDetails }) => imageDetails,
  );
  const indexes = details.filter(({ imageManifestMediaType: type = '' }) => INDEX.test(type));
  const mayRead = rules.length > 0 && !rules.some(({ counting }) => counting?.by === 'pull');
  const holders = mayRead ? await variants(clients, repositoryName, indexes) : undefined;
  return details.flatMap((detail): KeptImage[] => {
    const { imageDigest: digest, imageTags: tags = [], imagePushedAt: pushedAt } = detail;
    if (!digest || !pushedAt) return [];
    const pulledAt = detail.lastRecordedPullTime ?? detail.lastActivatedAt;
    const archived = detail.imageStatus !== undefined && detail.imageStatus !== 'ACTIVE';
    const heldBy = indexes.length === 0 || indexes.includes(detail) ? [] : holders && (holders.get(digest) ?? []);
    return [{ digest, tags, pushedAt, archived, ...(pulledAt && { pulledAt }), ...(heldBy && { heldBy }) }];
  });
}

/** Which indexes hold an image, by the image's digest. */
async function variants(
  clients: Clients,
  repositoryName: string,
  indexes: readonly ImageDetail[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const readable = indexes.flatMap(({ imageDigest, imageStatus = 'ACTIVE' }) =>
    imageDigest && imageStatus === 'ACTIVE' ? [{ imageDigest }] : [],
  );
  const images = await inBatches(
    readable,
    AT_ONCE,
    async (imageIds) =>
      (await clients.ecr.batchGetImage({ repositoryName, imageIds, acceptedMediaTypes: MANIFEST_TYPES })).images,
  );
  const holders = new Map<string, string[]>();
  for (const { imageId, imageManifest } of images) {
    const { manifests = [] } = JSON.parse(imageManifest ?? '{}') as { manifests?: readonly { digest: string }[] };
    for (const { digest } of manifests) {
      holders.set(digest, [...(holders.get(digest) ?? []), ...(imageId?.imageDigest ? [imageId.imageDigest] : [])]);
    }
  }
  return holders;
}

/** The rules of a repository's lifecycle policy; none when it has no policy. */
export async function lifecycleRules(clients: Clients, repositoryName: string): Promise<readonly LifecycleRule[]> {
  try {
    const { lifecyclePolicyText } = await clients.ecr.getLifecyclePolicy({ repositoryName });
    return lifecyclePolicyText ? rulesIn(lifecyclePolicyText) : [];
  } catch (error) {
    if (!refusedWith(error, 'LifecyclePolicyNotFoundException')) throw error;
    return [];
  }
}
