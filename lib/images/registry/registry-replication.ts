import { Token } from 'aws-cdk-lib';
import { CfnReplicationConfiguration } from 'aws-cdk-lib/aws-ecr';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { checkAccountIds } from '../pull-access';
import { RegistryWide } from './registry-wide';

/** Where images are copied to. */
export interface ReplicationDestination {
  /** Region of the destination registry, such as `eu-central-1`. */
  readonly region: string;
  /**
   * Account of the destination registry, which must allow it (see {@link ReplicationPermission}).
   * @default - this account
   */
  readonly account?: string;
}

/** One rule of a {@link RegistryReplication}: which repositories go where. */
export interface ReplicationRule {
  /** Destination registries, at least one. */
  readonly to: readonly ReplicationDestination[];
  /**
   * Beginnings of the names of the repositories to copy, such as `shop/`.
   * @default - all repositories of the registry
   */
  readonly repositoryPrefixes?: readonly string[];
}

/** What a {@link RegistryReplication} is made of. */
export interface RegistryReplicationProps {
  /** One to ten rules. */
  readonly rules: readonly ReplicationRule[];
}

/**
 * Copies every image that is pushed from now on to other regions or accounts, so that a region can start tasks when
 * another one cannot be reached.
 *
 * It is a setting of the whole registry: one for an account and a region. Images pushed earlier are not copied, and
 * lifecycle rules are not either: give the copies their own.
 *
 * Throws `MisuseError`: `InvalidReplication`, `InvalidPullAccess` for an account id, `DuplicateRegistrySetting`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html
 */
export class RegistryReplication extends RegistryWide {
  constructor(scope: Construct, id: string, props: RegistryReplicationProps) {
    super(scope, id);
    this.refuseSecond((other) => other instanceof RegistryReplication, 'The replication of the registry');
    this.checkCount('rules', props.rules, 10);
    for (const rule of props.rules) this.checkRule(rule);

    new CfnReplicationConfiguration(this, 'Resource', {
      replicationConfiguration: {
        rules: props.rules.map(({ to, repositoryPrefixes }) => ({
          destinations: to.map(({ region, account }) => ({ region, registryId: account ?? this.stack.account })),
          ...(repositoryPrefixes && {
            repositoryFilters: repositoryPrefixes.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' })),
          }),
        })),
      },
    });
  }

  private checkRule({ to, repositoryPrefixes }: ReplicationRule): void {
    this.checkCount('to', to, 100);
    if (repositoryPrefixes) this.checkCount('repositoryPrefixes', repositoryPrefixes, 100);
    for (const prefix of repositoryPrefixes ?? []) {
      if (Token.isUnresolved(prefix) || /^[a-z0-9][a-z0-9._/-]{1,255}$/.test(prefix)) continue;
      this.refuse(
        `'${prefix}' begins no repository name: give 2 to 256 of lower-case letters, digits, '.', '_', '-', '/'`,
      );
    }
    for (const { region, account } of to) {
      checkAccountIds(account === undefined ? [] : [account], this);
      // Compared as texts, tokens of one stack included: the same token is the same registry.
      if (region === this.stack.region && (account ?? this.stack.account) === this.stack.account) {
        this.refuse(`a registry cannot be copied to itself (${region}): name another region or account`);
      }
    }
  }

  private checkCount(name: string, list: readonly unknown[], max: number): void {
    if (list.length >= 1 && list.length <= max) return;
    this.refuse(`${name} has ${list.length} entries: ECR takes one to ${max}`);
  }

  private refuse(message: string): never {
    throw new MisuseError('InvalidReplication', message, this);
  }
}
