import { Lazy, RemovalPolicy, Token } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrImage } from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { MisuseError } from '../errors';
import { checkImageDigest, checkImageTag, DigestImage } from './image-reference';
import type { ImageRepositoryProps } from './image-repository-props';
import { addedRule, mayExpire } from './lifecycle/added-rule';
import { type LifecyclePolicyRule, type LifecycleSpec, lifecyclePolicy, lifecyclePolicyText } from './lifecycle/policy';
import { lifecycleSpec } from './lifecycle/spec';
import { checkedMutableTags } from './mutable-tags';
import { isPublic, pullStatements } from './pull-access';
import { matchesTag, type TagPattern, type TagsOf } from './tag-pattern';

/** Rules that ECR allows in one lifecycle policy. */
const MAX_RULES = 50;

/** A tag that may be released: any but the mutable ones, as far as the compiler knows both. */
type ReleaseTag<Tag extends string, Mutable extends string> = string extends Mutable | Tag
  ? Tag
  : Tag extends TagsOf<Mutable>
    ? 'a mutable tag cannot be released: what runs could change without a deployment'
    : Tag;

/**
 * An Amazon ECR repository for container images, whose tags do not move and whose releases are not cleaned away.
 *
 * It is an `ecr.Repository`. Images are scanned when pushed, encrypted, private to the account, and kept when the stack
 * is deleted; only images without a tag expire unless `keepReleases` or `keepTagged` says otherwise.
 *
 * Throws `MisuseError`: `InvalidTagPattern`, `MutableTagsOutOfRange`, `InvalidLifecycle`, `OverlappingTagPatterns`,
 * `InvalidPullAccess`, `EmptyOnDeleteWithoutDestroy`.
 *
 * @example
 * const images = new ImageRepository(this, 'Images', { keepReleases: 20 });
 * images.grantPush(ci);
 * new TaskDefinition(this, 'Web', { containers: { app: { image: images.release('v1.4.2') } } });
 */
export class ImageRepository<const Mutable extends TagPattern = TagPattern> extends ecr.Repository {
  private readonly mutableTags: readonly TagPattern[];
  private readonly lifecycle: LifecycleSpec;
  private readonly addedRules: { readonly rule: LifecyclePolicyRule; readonly priority: number }[] = [];

  constructor(scope: Construct, id: string, props: ImageRepositoryProps<Mutable> = {}) {
    const removalPolicy: RemovalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    super(scope, id, {
      repositoryName: props.repositoryName,
      ...encryption(props.encryption),
      imageScanOnPush: props.scanOnPush ?? true,
      removalPolicy,
    });
    this.lifecycle = lifecycleSpec(props, this);
    this.mutableTags = checkedMutableTags(props.mutableTags, this);

    const resource = this.node.defaultChild as ecr.CfnRepository;
    resource.imageTagMutability = this.mutableTags.length > 0 ? 'IMMUTABLE_WITH_EXCLUSION' : 'IMMUTABLE';
    if (this.mutableTags.length > 0) {
      resource.imageTagMutabilityExclusionFilters = this.mutableTags.map((pattern) => ({
        imageTagMutabilityExclusionFilterType: 'WILDCARD',
        imageTagMutabilityExclusionFilterValue: pattern,
      }));
    }
    // The L2 renders only its own kinds of rules, so the whole policy is written here.
    resource.lifecyclePolicy = Lazy.any({
      produce: () => {
        const rules = this.rules();
        return rules.length > 0 ? { lifecyclePolicyText: lifecyclePolicyText(rules) } : undefined;
      },
    });
    if (props.emptyOnDelete) {
      if (removalPolicy !== RemovalPolicy.DESTROY) {
        throw new MisuseError(
          'EmptyOnDeleteWithoutDestroy',
          `emptyOnDelete has no effect with removalPolicy '${removalPolicy}': give RemovalPolicy.DESTROY as well`,
          this,
        );
      }
      resource.emptyOnDelete = true;
    }
    this.checkRuleCount();
    if (props.pullAccess) {
      for (const statement of pullStatements(props.pullAccess, this)) this.addToResourcePolicy(statement);
    }
  }

  /**
   * The image with this tag; the task's execution role is allowed to pull from this repository, and from no other.
   *
   * The tag may be known only at deployment (a CloudFormation parameter, an SSM parameter).
   * Throws `MisuseError`: `InvalidImageTag`, `MutableRelease`.
   */
  // A default, unlike a use of Mutable, leaves a repository with mutable tags assignable to one that knows none.
  release<Tag extends string, M extends string = Mutable>(tag: ReleaseTag<Tag, M>): EcrImage {
    checkImageTag(tag, this);
    const pattern = this.mutableTags.find((mutable) => !Token.isUnresolved(tag) && matchesTag(mutable, tag));
    if (pattern !== undefined) {
      throw new MisuseError(
        'MutableRelease',
        `'${tag}' falls under the mutable tags '${pattern}', so what runs could change without a deployment: release an immutable tag or a digest`,
        this,
      );
    }
    return new EcrImage(this, tag);
  }

  /**
   * The image with this digest (`sha256:` and 64 hexadecimal digits), which can never be another.
   *
   * Throws `MisuseError`: `InvalidImageDigest`.
   */
  digest(digest: string): EcrImage {
    checkImageDigest(digest, this);
    return new DigestImage(this, digest);
  }

  /**
   * Lets a principal, such as the role of a build, push images here: no pulling of layers, no deleting.
   *
   * The L2 leaves out `ecr:BatchGetImage`, with which clients ask whether a manifest is already there.
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
   */
  override grantPush(grantee: iam.IGrantable): iam.Grant {
    return super.grantPush(grantee).combine(this.grant(grantee, 'ecr:BatchGetImage'));
  }

  /**
   * Adds a statement to the repository policy.
   *
   * Throws `MisuseError`: `PublicRepositoryPolicy` if it allows something to anybody in the world.
   */
  override addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    if (isPublic(statement)) {
      throw new MisuseError(
        'PublicRepositoryPolicy',
        "the statement allows '*' without a condition, which opens the images to every AWS account: name accounts or an organization",
        this,
      );
    }
    return super.addToResourcePolicy(statement);
  }

  /**
   * Adds a lifecycle rule after those that keep releases; its priority orders it among the added ones.
   *
   * Throws `MisuseError`: `UnprotectedReleases` if it could expire a release, `InvalidLifecycle` if it is one too many.
   */
  override addLifecycleRule(rule: ecr.LifecycleRule): void {
    super.addLifecycleRule(rule);
    const added = addedRule(rule);
    if (this.lifecycle.keepReleases === undefined && mayExpire(added, this.lifecycle.releaseTags)) {
      throw new MisuseError(
        'UnprotectedReleases',
        `the rule could expire images tagged '${this.lifecycle.releaseTags.join("', '")}': give keepReleases, or releaseTags that the rule does not select`,
        this,
      );
    }
    if (added.selection.tagStatus === 'untagged' && this.lifecycle.expireUntaggedAfterDays !== undefined) {
      throw new MisuseError(
        'InvalidLifecycle',
        'ECR takes one rule for untagged images, and there is one already: give expireUntaggedAfter instead',
        this,
      );
    }
    this.addedRules.push({ rule: added, priority: rule.rulePriority ?? Number.POSITIVE_INFINITY });
    this.checkRuleCount();
  }

  private rules(): LifecyclePolicyRule[] {
    const inOrder = [...this.addedRules].sort((left, right) =>
      left.priority === right.priority ? 0 : left.priority - right.priority,
    );
    return lifecyclePolicy(
      this.lifecycle,
      inOrder.map(({ rule }) => rule),
    );
  }

  private checkRuleCount(): void {
    const { length } = this.rules();
    if (length <= MAX_RULES) return;
    throw new MisuseError(
      'InvalidLifecycle',
      `${length} lifecycle rules: ECR takes ${MAX_RULES}; name fewer patterns`,
      this,
    );
  }
}

function encryption(choice: ImageRepositoryProps['encryption'] = 'aes256'): ecr.RepositoryProps {
  if (choice === 'aes256') return { encryption: ecr.RepositoryEncryption.AES_256 };
  return { encryption: ecr.RepositoryEncryption.KMS, ...(choice !== 'kms' && { encryptionKey: choice }) };
}
