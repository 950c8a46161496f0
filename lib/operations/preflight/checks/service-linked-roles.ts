import type { Model } from '../../../template';
import { refusedWith } from '../../aws/operation-error';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';

/** A role that a service of AWS takes on in the account, and who needs it. */
interface LinkedRole {
  readonly role: string;
  readonly service: string;
  /** Whether the first deployment fails without it, as it is made too late or not at all. */
  readonly mustBeThere: boolean;
  neededBy(model: Model): readonly string[];
}

const groups = ({ clusters }: Model) => clusters.flatMap(({ capacities }) => capacities.map(({ group }) => group));

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/service-linked-roles-spot-instance-requests.html
 */
const ROLES: readonly LinkedRole[] = [
  {
    role: 'AWSServiceRoleForECS',
    service: 'ecs.amazonaws.com',
    mustBeThere: true,
    neededBy: ({ clusters }) => clusters.flatMap(({ resource, name }) => (resource ? [name] : [])),
  },
  {
    role: 'AWSServiceRoleForAutoScaling',
    service: 'autoscaling.amazonaws.com',
    mustBeThere: false,
    neededBy: (model) => groups(model).map(({ resource }) => resource.constructPath ?? resource.logicalId),
  },
  {
    role: 'AWSServiceRoleForEC2Spot',
    service: 'spot.amazonaws.com',
    mustBeThere: true,
    neededBy: (model) =>
      groups(model)
        .filter(({ purchaseOption }) => purchaseOption === 'spot' || purchaseOption === 'mixed')
        .map(({ resource }) => resource.constructPath ?? resource.logicalId),
  },
  {
    role: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    service: 'ecs.application-autoscaling.amazonaws.com',
    mustBeThere: false,
    neededBy: ({ scalableTargets }) => [...scalableTargets.keys()].map(({ name }) => name),
  },
];

/** The roles that ECS, Auto Scaling and EC2 take on are there. */
export const serviceLinkedRoles: PreflightCheck = {
  id: 'service-linked-roles',
  title: 'The service-linked roles are there',
  questions: (model, account) =>
    ROLES.flatMap((linked) => {
      const neededBy = [...new Set(linked.neededBy(model))];
      return neededBy.length === 0 ? [] : [{ subject: linked.role, neededBy, look: () => look(linked, account) }];
    }),
};

async function look({ role, service, mustBeThere }: LinkedRole, account: Account): Promise<PreflightOutcome> {
  try {
    await account.clients.iam.getRole({ RoleName: role });
    return HOLDS;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchEntityException', 'NoSuchEntity')) throw error;
    return mustBeThere
      ? fails({ code: 'no-service-linked-role', role, service })
      : unknown({ code: 'role-made-with-first-use', role, service });
  }
}
