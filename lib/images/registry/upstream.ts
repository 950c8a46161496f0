import { Token } from 'aws-cdk-lib';
import { CfnSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../../errors';

/** Registries that ECR reads without credentials, by the names ECR gives them. */
const OPEN = { 'ecr-public': 'public.ecr.aws', k8s: 'registry.k8s.io', quay: 'quay.io' } as const;

/** Registries that ECR reads with credentials only, by the names ECR gives them. */
const CLOSED = {
  'docker-hub': 'registry-1.docker.io',
  'github-container-registry': 'ghcr.io',
  'gitlab-container-registry': 'registry.gitlab.com',
  chainguard: 'cgr.dev',
} as const;

/**
 * The registry that images come from, with credentials where it asks for them.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export type Upstream =
  | { readonly upstream: keyof typeof OPEN; readonly credentials?: undefined }
  | {
      readonly upstream: keyof typeof CLOSED;
      /**
       * Secret with `username` and `accessToken`, in the same account and region, whose name begins with
       * `ecr-pullthroughcache/`.
       */
      readonly credentials: ISecret;
    }
  | {
      readonly upstream: 'azure-container-registry';
      /** Host of the Azure registry, such as `shop.azurecr.io`. */
      readonly host: string;
      readonly credentials: ISecret;
    };

/** The host of an upstream registry. */
export function upstreamHost(upstream: Upstream): string {
  return 'host' in upstream ? upstream.host : { ...OPEN, ...CLOSED }[upstream.upstream];
}

/** Refuses a secret that ECR would not read: its name must begin with `ecr-pullthroughcache/`. */
export function checkCredentials(secret: ISecret, scope: IConstruct): void {
  const resource = secret.node.defaultChild;
  // The name of a secret made here is a token; that of its resource resolves to the given name, or to nothing.
  const name =
    resource instanceof CfnSecret ? (secret.stack.resolve(resource.name) ?? '(generated)') : secret.secretName;
  if (typeof name !== 'string' || Token.isUnresolved(name) || name.startsWith('ecr-pullthroughcache/')) return;
  throw new MisuseError(
    'InvalidUpstream',
    `ECR reads no credentials from a secret named '${name}': give it a secretName such as 'ecr-pullthroughcache/docker-hub'`,
    scope,
  );
}
