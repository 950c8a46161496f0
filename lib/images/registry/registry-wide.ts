import { Resource, Token } from 'aws-cdk-lib';
import { MisuseError } from '../../errors';

/**
 * A setting of a whole private registry: of one account in one region, whichever stack makes it.
 *
 * CloudFormation lets two stacks write the same setting, and the last one wins without a word.
 */
export abstract class RegistryWide extends Resource {
  /** Refuses a second setting of the same kind for the same registry anywhere in the app. */
  protected refuseSecond(isSame: (other: RegistryWide) => boolean, what: string): void {
    const other = this.node.root.node
      .findAll()
      .find(
        (construct): construct is RegistryWide =>
          construct !== this &&
          construct instanceof RegistryWide &&
          this.sharesRegistry(construct) &&
          isSame(construct),
      );
    if (!other) return;
    throw new MisuseError(
      'DuplicateRegistrySetting',
      `${what} is made for this account and region by ${other.node.path} already, and one would overwrite the other: use that one`,
      this,
    );
  }

  /** Stacks without a definite environment may be deployed to different ones, so only a shared stack is certain. */
  private sharesRegistry(other: RegistryWide): boolean {
    if (other.stack === this.stack) return true;
    const { account, region } = this.stack;
    const known = !Token.isUnresolved(account) && !Token.isUnresolved(region);
    return known && account === other.stack.account && region === other.stack.region;
  }
}
