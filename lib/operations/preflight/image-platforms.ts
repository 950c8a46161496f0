import type { Clients } from '../aws/clients';
import { type ImageAddress, MANIFEST_TYPES } from '../live/image-address';
import type { Account } from './account';

/** Reads an image's manifest. Undefined when the repository has no such image. */
export async function manifestOf(clients: Clients, address: ImageAddress): Promise<string | undefined> {
  const { images = [] } = await clients.ecr.batchGetImage({
    ...(address.registryId && { registryId: address.registryId }),
    repositoryName: address.repository,
    imageIds: [address.imageId],
    acceptedMediaTypes: MANIFEST_TYPES,
  });
  return images[0]?.imageManifest;
}

interface Platform {
  readonly os?: string;
  readonly architecture?: string;
}

interface Manifest {
  readonly manifests?: readonly { readonly platform?: Platform }[];
  readonly config?: { readonly digest?: string };
}

/** What an image runs on, such as `linux/arm64`; none when its manifest does not tell. */
export async function platformsOf(
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
  return downloadUrl ? named([JSON.parse(await account.download(downloadUrl)) as Platform]) : [];
}

/** Attestations stand among the variants as `unknown/unknown`. */
const named = (platforms: readonly Platform[]): readonly string[] => [
  ...new Set(
    platforms.flatMap(({ os, architecture }) =>
      os && architecture && os !== 'unknown' ? [`${os}/${architecture}`] : [],
    ),
  ),
];
