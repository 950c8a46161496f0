import type { ImageDetail } from '@aws-sdk/client-ecr';
import type { Clients } from '../aws/clients';
import { refusedWith } from '../aws/operation-error';
import { MANIFEST_TYPES } from '../live/image-address';
import { everyPage, inBatches } from '../live/pages';
import { type ExpiryRule, expiryRules } from './expiry-rule';
import type { KeptImage } from './fate';

/** Images that one call gives. */
const AT_ONCE = 100;

/** The images of a repository. */
export async function keptImages(clients: Clients, repositoryName: string): Promise<readonly KeptImage[]> {
  const details = await everyPage(
    (nextToken) => clients.ecr.describeImages({ repositoryName, nextToken, maxResults: 1000 }),
    ({ imageDetails }) => imageDetails,
  );
  const holders = await variants(clients, repositoryName, details);
  return details.flatMap(({ imageDigest: digest, imageTags: tags = [], imagePushedAt: pushedAt }) =>
    digest && pushedAt ? [{ digest, tags, pushedAt, heldBy: holders.get(digest) ?? [] }] : [],
  );
}

/** Which indexes hold an image, by the image's digest. */
async function variants(
  clients: Clients,
  repositoryName: string,
  details: readonly ImageDetail[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const indexes = details.flatMap(({ imageDigest, imageManifestMediaType: type = '' }) =>
    imageDigest && /image\.index|manifest\.list/.test(type) ? [{ imageDigest }] : [],
  );
  const images = await inBatches(
    indexes,
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
export async function lifecycleRules(clients: Clients, repositoryName: string): Promise<readonly ExpiryRule[]> {
  try {
    const { lifecyclePolicyText } = await clients.ecr.getLifecyclePolicy({ repositoryName });
    return lifecyclePolicyText ? expiryRules(lifecyclePolicyText) : [];
  } catch (error) {
    if (!refusedWith(error, 'LifecyclePolicyNotFoundException')) throw error;
    return [];
  }
}
