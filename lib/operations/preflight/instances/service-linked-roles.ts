import { type Model, resourceName } from '../../../template';
import { refusedWith } from '../../aws/problem/operation-error';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { HOLDS, type PreflightOutcome, unknown } from '../outcome';

/** A role that a service of AWS takes on in the account, and who needs it. */
interface LinkedRole {
  readonly role: string;
  readonly service: string;
  neededBy(model: Model): readonly string[];
}

const groups = ({ clusters }: Model) => clusters.flatMap(({ capacities }) => capacities.map(({ group }) => group));

/**
 * All of them are made with their first use: by the service that is called, or (for Spot) by Auto Scaling, whose own
 * role may. So a role that is not there is no certain failure; in fact the first cluster of an account often fails.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AutoScalingServiceRolePolicy.html
 */
const ROLES: readonly LinkedRole[] = [
  {
    role: 'AWSServiceRoleForECS',
    service: 'ecs.amazonaws.com',
    neededBy: ({ clusters }) => clusters.flatMap(({ resource, name }) => (resource ? [name] : [])),
  },
  {
    role: 'AWSServiceRoleForAutoScaling',
    service: 'autoscaling.amazonaws.com',
    neededBy: (model) => groups(model).map(({ resource }) => resource.constructPath ?? resource.logicalId),
  },
  {
    role: 'AWSServiceRoleForEC2Spot',
    service: 'spot.amazonaws.com',
    neededBy: (model) =>
      groups(model)
        .filter(({ purchaseOption }) => purchaseOption === 'spot' || purchaseOption === 'mixed')
        .map(({ resource }) => resource.constructPath ?? resource.logicalId),
  },
  {
    role: 'AWSServiceRoleForApplicationAutoScaling_ECSService',
    service: 'ecs.application-autoscaling.amazonaws.com',
    neededBy: ({ scalableTargets }) => [...scalableTargets.keys()].map(({ name }) => name),
  },
  {
    role: 'AWSServiceRoleForElasticLoadBalancing',
    service: 'elasticloadbalancing.amazonaws.com',
    neededBy: ({ set }) => set.resources('AWS::ElasticLoadBalancingV2::LoadBalancer').map(resourceName),
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

async function look({ role, service }: LinkedRole, account: Account): Promise<PreflightOutcome> {
  try {
    await account.clients.iam.getRole({ RoleName: role });
    return HOLDS;
  } catch (error) {
    if (!refusedWith(error, 'NoSuchEntityException', 'NoSuchEntity')) throw error;
    return unknown({ code: 'role-made-with-first-use', role, service });
  }
}
