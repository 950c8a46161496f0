/** Where an image is in Amazon ECR. */
export interface ImageAddress {
  readonly registryId?: string;
  readonly region?: string;
  readonly repository: string;
  /** Either of them. */
  readonly imageId: { readonly imageTag: string } | { readonly imageDigest: string };
}

/** Reads the address of an image; undefined when it is in another registry. A digest wins over a tag. */
export function imageAddress(text: string): ImageAddress | undefined {
  const [, registryId, region, repository, tag, digest] =
    /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([^.]+)\.[^/]+\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(text) ?? [];
  if (registryId === undefined || repository === undefined) return undefined;
  return { registryId, region, repository, imageId: digest ? { imageDigest: digest } : { imageTag: tag ?? 'latest' } };
}

/** The kinds of manifest that ECR keeps: of one image, and of the same image for several platforms. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];
