import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/problem/operation-error';
import { type ImageAddress, MANIFEST_TYPES } from '../../live/task/image-address';
import type { Account } from '../account';

/** An image that ECR has. */
export interface ImageThere {
  readonly digest: string;
  /** What it runs on, such as `linux/arm64`; none when its manifest does not tell. */
  readonly platforms: readonly string[];
  /** Why its manifest could not be read, in ECR's word. */
  readonly unreadable?: string;
}

/**
 * Finds an image that can be pulled. Undefined when the repository has none of this tag or digest. It is looked for by
 * its description first: to ask for the manifest of a tag would make a pull-through cache fetch it.
 */
export async function imageAt(address: ImageAddress, account: Account): Promise<ImageThere | undefined> {
  const { registryId, region, repository: repositoryName } = address;
  const clients = account.in(region);
  const digest = await digestOf(clients, address);
  if (digest === undefined) return undefined;
  const { images = [], failures = [] } = await clients.ecr.batchGetImage({
    ...(registryId && { registryId }),
    repositoryName,
    imageIds: [{ imageDigest: digest }],
    acceptedMediaTypes: MANIFEST_TYPES,
  });
  const manifest = images[0]?.imageManifest;
  if (manifest === undefined) {
    return { digest, platforms: [], unreadable: failures[0]?.failureCode ?? 'no manifest' };
  }
  return { digest, platforms: await platformsOf(manifest, address, account) };
}

async function digestOf(
  clients: Clients,
  { registryId, repository: repositoryName, imageId }: ImageAddress,
): Promise<string | undefined> {
  const request = { ...(registryId && { registryId }), repositoryName, imageIds: [imageId] };
  try {
    return (await clients.ecr.describeImages(request)).imageDetails?.[0]?.imageDigest;
  } catch (error) {
    if (!refusedWith(error, 'ImageNotFoundException')) throw error;
    return undefined;
  }
}

interface Platform {
  readonly os?: string;
  readonly architecture?: string;
}

interface Manifest {
  readonly manifests?: readonly { readonly platform?: Platform }[];
  readonly config?: { readonly digest?: string };
}

async function platformsOf(
  manifest: string,
  { registryId, region, repository }: ImageAddress,
  account: Account,
): Promise<readonly string[]> {
  const { manifests, config } = JSON.parse(manifest) as Manifest;
  if (manifests) return named(manifests.flatMap(({ platform }) => platform ?? []));
  if (!config?.digest) return [];
  const { downloadUrl } = await account.in(region).ecr.getDownloadUrlForLayer({
    ...(registryId && { registryId }),
    repositoryName: repository,
    layerDigest: config.digest,
  });
  return downloadUrl ? named([JSON.parse(await account.settings.download(downloadUrl)) as Platform]) : [];
}

/** Attestations stand among the variants as `unknown/unknown`. */
const named = (platforms: readonly Platform[]): readonly string[] => [
  ...new Set(
    platforms.flatMap(({ os, architecture }) =>
      os && architecture && os !== 'unknown' ? [`${os}/${architecture}`] : [],
    ),
  ),
];
