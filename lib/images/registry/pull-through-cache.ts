import { type Duration, Token } from 'aws-cdk-lib';
import { CfnPullThroughCacheRule, CfnRepositoryCreationTemplate } from 'aws-cdk-lib/aws-ecr';
import { type ContainerDefinition, ContainerImage, type ContainerImageConfig } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { expireUntagged, lifecyclePolicyText } from '../lifecycle/policy';
import { PULL_ACTIONS } from '../pull-access';
import { RegistryWide } from './registry-wide';
import { checkCredentials, type Upstream, upstreamHost } from './upstream';

/** What a {@link PullThroughCache} is made of. */
export type PullThroughCacheProps = Upstream & PullThroughCacheOptions;

/** How a {@link PullThroughCache} keeps what it pulled. */
export interface PullThroughCacheOptions {
  /**
   * Beginning of the names of the repositories that ECR makes for the images, 2 to 30 characters. Give another one when
   * you change the upstream: CloudFormation makes the new rule before it deletes the old.
   * @default - ECR's name of the upstream, such as `docker-hub`
   */
  readonly prefix?: string;
  /**
   * Deletes images that lost their tag to a newer one, so many days after they were cached. A task that starts again
   * with the old digest makes ECR fetch it again.
   * @default Duration.days(14)
   */
  readonly expireUntaggedAfter?: Duration | 'never';
}

/**
 * Pulls images of another registry through ECR, which keeps them: no rate limit of Docker Hub, and tasks start while the
 * other registry is down.
 *
 * It is a setting of the whole registry: one prefix for an account and a region.
 *
 * Throws `MisuseError`: `InvalidUpstream`, `InvalidLifecycle`, `DuplicateRegistrySetting`.
 *
 * @example
 * const dockerHub = new PullThroughCache(this, 'DockerHub', { upstream: 'docker-hub', credentials });
 * taskDefinition.addContainer('proxy', { image: dockerHub.image('library/nginx:1.27'), memoryLimitMiB: 128 });
 */
export class PullThroughCache extends RegistryWide {
  /** Beginning of the names of the repositories that ECR makes, without a slash at its end. */
  readonly prefix: string;
  private readonly upstream: Upstream['upstream'];

  constructor(scope: Construct, id: string, props: PullThroughCacheProps) {
    super(scope, id);
    const { upstream, credentials, prefix = upstream, expireUntaggedAfter } = props;
    this.prefix = prefix;
    this.upstream = upstream;
    if (!Token.isUnresolved(prefix) && !/^(?=.{2,30}$)[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(prefix)) {
      throw new MisuseError(
        'InvalidUpstream',
        `'${prefix}' is not a prefix: give 2 to 30 of lower-case letters, digits, '.', '_', '-', '/', such as 'docker-hub'`,
        this,
      );
    }
    this.refuseSecond(
      (other) => other instanceof PullThroughCache && other.prefix === prefix,
      `The pull-through cache with the prefix '${prefix}'`,
    );
    if (credentials) checkCredentials(credentials, this);

    new CfnPullThroughCacheRule(this, 'Resource', {
      ecrRepositoryPrefix: prefix,
      upstreamRegistry: upstream,
      upstreamRegistryUrl: upstreamHost(props),
      credentialArn: credentials?.secretFullArn ?? credentials?.secretArn,
    });
    if (expireUntaggedAfter === 'never') return;
    const days = expireUntaggedAfter?.toDays({ integral: false }) ?? 14;
    if (!Number.isInteger(days) || days < 1) {
      throw new MisuseError(
        'InvalidLifecycle',
        `expireUntaggedAfter is ${days} days: give whole days, 1 or more`,
        this,
      );
    }
    new CfnRepositoryCreationTemplate(this, 'Template', {
      prefix,
      appliedFor: ['PULL_THROUGH_CACHE'],
      // An immutable repository could not follow a tag that moves upstream.
      imageTagMutability: 'MUTABLE',
      lifecyclePolicy: lifecyclePolicyText([expireUntagged(days)]),
    });
  }

  /**
   * An upstream image by its name there, with a tag or a digest, such as `library/nginx:1.27`; the task's execution role
   * is allowed to pull it and to have it cached.
   *
   * Throws `MisuseError`: `InvalidImageReference`.
   */
  image(reference: string): ContainerImage {
    return new CachedImage(this, reference, this.repositoryOf(reference));
  }

  /**
   * Lets a principal pull a repository of the upstream, and have ECR make and fill the repository for it here.
   *
   * @param repository name upstream, such as `library/nginx`; all repositories of this cache unless given
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
   */
  grantPull(grantee: IGrantable, repository = '*'): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: [...PULL_ACTIONS, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
      resourceArns: [
        this.stack.formatArn({ service: 'ecr', resource: 'repository', resourceName: `${this.prefix}/${repository}` }),
      ],
    }).combine(Grant.addToPrincipal({ grantee, actions: ['ecr:GetAuthorizationToken'], resourceArns: ['*'] }));
  }

  /** Repository of a reference; all of them where it is known only at deployment. */
  private repositoryOf(reference: string): string {
    const repository = reference.split(/[:@]/)[0]!;
    if (Token.isUnresolved(repository)) return '*';
    const refuse = (fix: string): never => {
      throw new MisuseError('InvalidImageReference', `'${reference}' is no image of ${this.upstream}: ${fix}`, this);
    };
    if (repository === reference) refuse('add a tag or a digest, or what runs could change without a deployment');
    const host = repository.split('/')[0]!;
    if (host === 'localhost' || host.includes('.')) refuse(`leave out the registry '${host}'`);
    if (!/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/.test(repository)) {
      refuse('give repository:tag or repository@sha256:…, in lower case');
    }
    if (this.upstream === 'docker-hub' && !repository.includes('/'))
      refuse(`its official images are 'library/${reference}'`);
    const rest = reference.slice(repository.length);
    if (!Token.isUnresolved(rest) && !/^(?::[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/.test(rest)) {
      refuse(`'${rest}' is neither a tag nor a digest`);
    }
    return repository;
  }
}

class CachedImage extends ContainerImage {
  constructor(
    private readonly cache: PullThroughCache,
    private readonly reference: string,
    private readonly repository: string,
  ) {
    super();
  }

  override bind(_scope: Construct, containerDefinition: ContainerDefinition): ContainerImageConfig {
    const { taskDefinition } = containerDefinition;
    const { account, region, urlSuffix } = this.cache.stack;
    this.cache.grantPull(taskDefinition.obtainExecutionRole(), this.repository);
    // The name holds no reference to the rule, and no task may start before the rule exists.
    taskDefinition.node.defaultChild?.node.addDependency(this.cache);
    return { imageName: `${account}.dkr.ecr.${region}.${urlSuffix}/${this.cache.prefix}/${this.reference}` };
  }
}
