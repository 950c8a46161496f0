import { Token } from 'aws-cdk-lib';
import { AccountPrincipal, type IPrincipal, OrganizationPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { MisuseError } from '../errors';

/** Who outside this account may pull: accounts, and all accounts of organizations. */
export interface PullAccess {
  /**
   * AWS account ids.
   * @default - none
   */
  readonly accounts?: readonly string[];
  /**
   * AWS Organizations ids, such as `o-a1b2c3d4e5`.
   * @default - none
   */
  readonly organizations?: readonly string[];
}

/**
 * What pulling an image from one repository takes.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-pull-iam.html
 */
export const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];

/** The statements of a repository policy that let them pull. */
export function pullStatements(
  { accounts = [], organizations = [] }: PullAccess,
  scope: IConstruct,
): PolicyStatement[] {
  checkAccountIds(accounts, scope);
  for (const id of organizations)
    refuseUnless(id, /^o-[a-z0-9]{10,32}$/, 'an organization id, such as o-a1b2c3d4e5', scope);
  const principals: IPrincipal[] = [
    ...accounts.map((id) => new AccountPrincipal(id)),
    ...organizations.map((id) => new OrganizationPrincipal(id)),
  ];
  if (principals.length === 0) {
    throw new MisuseError('InvalidPullAccess', 'pullAccess names nobody: give accounts or organizations', scope);
  }
  // One statement each: conditions of an organization would otherwise bind every principal beside it.
  return principals.map((principal) => new PolicyStatement({ principals: [principal], actions: PULL_ACTIONS }));
}

/** Refuses what is not a 12-digit account id; tokens are left alone. */
export function checkAccountIds(ids: readonly string[], scope: IConstruct): void {
  for (const id of ids) refuseUnless(id, /^\d{12}$/, 'an account id of 12 digits', scope);
}

function refuseUnless(id: string, shape: RegExp, wanted: string, scope: IConstruct): void {
  if (Token.isUnresolved(id) || shape.test(id)) return;
  throw new MisuseError('InvalidPullAccess', `'${id}' is not ${wanted}`, scope);
}

/** Whether a statement allows something to anybody in the world. */
export function isPublic(statement: PolicyStatement): boolean {
  const { Effect, Principal, Condition } = statement.toStatementJson();
  const everybody = [Principal, Principal?.AWS].flat().includes('*');
  return Effect === 'Allow' && Condition === undefined && everybody;
}
