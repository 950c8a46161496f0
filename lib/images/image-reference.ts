import { Token } from 'aws-cdk-lib';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import { EcrImage } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

/**
 * An image named by its digest.
 *
 * The L2's `EcrImage` tells tags from digests by their first characters, and so writes `:` before a digest that is
 * known only at deployment; this one always writes `@`.
 */
export class DigestImage extends EcrImage {
  override readonly imageName: string;

  constructor(repository: IRepository, digest: string) {
    super(repository, digest);
    this.imageName = repository.repositoryUriForDigest(digest);
  }
}

/**
 * Refuses what is not an image tag; a token is left alone.
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
export function checkImageTag(tag: string, scope: IConstruct): void {
  if (Token.isUnresolved(tag) || /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/.test(tag)) return;
  const fix = tag.startsWith('sha256:') ? 'a digest goes to digest()' : 'give what follows the colon, such as v1.4.2';
  throw new MisuseError('InvalidImageTag', `'${tag}' is not an image tag: ${fix}`, scope);
}

/** Refuses what is not a SHA-256 image digest; a token is left alone. */
export function checkImageDigest(digest: string, scope: IConstruct): void {
  if (Token.isUnresolved(digest) || /^sha256:[0-9a-f]{64}$/.test(digest)) return;
  throw new MisuseError(
    'InvalidImageDigest',
    `'${digest}' is not an image digest: give 'sha256:' and 64 hexadecimal digits in lower case`,
    scope,
  );
}
