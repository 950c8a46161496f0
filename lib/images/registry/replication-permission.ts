import { CfnRegistryPolicy } from 'aws-cdk-lib/aws-ecr';
import { AccountPrincipal, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { MisuseError } from '../../errors';
import { checkAccountIds } from '../pull-access';
import { RegistryWide } from './registry-wide';

/** What a {@link ReplicationPermission} is made of. */
export interface ReplicationPermissionProps {
  /** Accounts whose registries may copy images here, at least one. */
  readonly fromAccounts: readonly string[];
  /**
   * Beginnings of the names of the repositories that they may create and fill.
   * @default - any repository
   */
  readonly repositoryPrefixes?: readonly string[];
}

/**
 * Lets the registries of other accounts copy their images to this one: the receiving side of a `RegistryReplication`.
 *
 * It is the policy of the whole registry: one for an account and a region.
 *
 * Throws `MisuseError`: `InvalidReplication`, `InvalidPullAccess` for an account id, `DuplicateRegistrySetting`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export class ReplicationPermission extends RegistryWide {
  constructor(scope: Construct, id: string, props: ReplicationPermissionProps) {
    super(scope, id);
    this.refuseSecond((other) => other instanceof ReplicationPermission, 'The policy of the registry');
    const { fromAccounts, repositoryPrefixes = [''] } = props;
    checkAccountIds(fromAccounts, this);
    if (fromAccounts.length === 0 || repositoryPrefixes.length === 0) {
      throw new MisuseError('InvalidReplication', 'no account or no repository may be copied: give at least one', this);
    }
    new CfnRegistryPolicy(this, 'Resource', {
      policyText: new PolicyDocument({
        statements: [
          new PolicyStatement({
            principals: fromAccounts.map((account) => new AccountPrincipal(account)),
            actions: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
            resources: repositoryPrefixes.map((prefix) =>
              this.stack.formatArn({ service: 'ecr', resource: 'repository', resourceName: `${prefix}*` }),
            ),
          }),
        ],
      }),
    });
  }
}
