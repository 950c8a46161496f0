import { isUnknown, type Resource, resourceName } from '../../../template';
import type { Clients } from '../../aws/clients';
import { refusedWith } from '../../aws/operation-error';
import type { Account } from '../account';
import type { PreflightCheck } from '../check';
import { fails, HOLDS, type PreflightOutcome, unknown } from '../outcome';
import { written } from '../written';

/** A kind of resource that may be given a name, and how to tell whether the name is taken. */
interface Named {
  readonly property: string;
  isTaken(clients: Clients, name: string): Promise<boolean>;
}

const KINDS: Readonly<Record<string, Named>> = {
  'AWS::ECS::Cluster': {
    property: 'ClusterName',
    isTaken: async (clients, name) => {
      const { clusters = [] } = await clients.ecs.describeClusters({ clusters: [name] });
      return clusters.some(({ status }) => status !== 'INACTIVE');
    },
  },
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    isTaken: async (clients, name) => {
      // Names come in order, and none that begins with this one comes before it.
      const { logGroups = [] } = await clients.logs.describeLogGroups({ logGroupNamePrefix: name });
      return logGroups.some(({ logGroupName }) => logGroupName === name);
    },
  },
  'AWS::ECR::Repository': {
    property: 'RepositoryName',
    isTaken: async (clients, name) => {
      try {
        const { repositories = [] } = await clients.ecr.describeRepositories({ repositoryNames: [name] });
        return repositories.length > 0;
      } catch (error) {
        if (!refusedWith(error, 'RepositoryNotFoundException')) throw error;
        return false;
      }
    },
  },
  'AWS::AutoScaling::AutoScalingGroup': {
    property: 'AutoScalingGroupName',
    isTaken: async (clients, name) => {
      const { AutoScalingGroups = [] } = await clients.autoScaling.describeAutoScalingGroups({
        AutoScalingGroupNames: [name],
      });
      return AutoScalingGroups.length > 0;
    },
  },
};

/** Names that the template gives are free, or its stack has them already. */
export const names: PreflightCheck = {
  id: 'names',
  title: 'The names that the template gives are free, or its own stack has them',
  questions: (model, account) =>
    Object.entries(KINDS).flatMap(([type, kind]) =>
      model.set.resources(type).flatMap((resource) => {
        const value = resource.properties[kind.property];
        if (value === undefined || value === null) return [];
        const subject = `${kind.property} ${typeof value === 'string' ? value : `of ${resourceName(resource)}`}`;
        return [{ subject, neededBy: [resourceName(resource)], look: () => look(resource, kind, account) }];
      }),
    ),
};

async function look(resource: Resource, { property, isTaken }: Named, account: Account): Promise<PreflightOutcome> {
  const name = await written(resource.properties[property] ?? '', resource, account);
  if (isUnknown(name)) return unknown({ code: 'value', unknown: name });
  if (!(await isTaken(account.at(resource), name))) return HOLDS;
  if (!account.isNamed(resource.stack)) return unknown({ code: 'owner-not-known', name });
  return (await account.physicalId(resource)) === name
    ? HOLDS
    : fails({ code: 'name-taken', type: resource.type, name });
}
