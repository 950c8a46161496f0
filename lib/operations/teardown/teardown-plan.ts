import type { AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { isObject, parseText } from '../../template';
import type { Clients } from '../aws/clients';
import { refusedWith } from '../aws/operation-error';
import { type FoundService, servicesOf } from '../live/find-service';
import { inBatches } from '../live/pages';
import { type FoundStack, findStack } from './find-stack';
import { type StackResource, stackResources } from './stack-resources';

/** A service that a stack takes along. */
export interface DoomedService {
  readonly clusterArn: string;
  readonly serviceArn: string;
  readonly serviceName: string;
  /**
   * Whether it is deleted rather than set to zero: a daemon has no count, and a scalable target would raise the count
   * again.
   */
  readonly isDeleted: boolean;
}

/** What keeps a stack from being taken down; found before anything is changed. */
export type TeardownObstacle =
  | { readonly code: 'termination-protection' }
  /** Something else is being done to it. */
  | { readonly code: 'busy'; readonly status: string }
  /** Other stacks use what it exports. */
  | { readonly code: 'imported'; readonly exportName: string; readonly stacks: readonly string[] }
  /** Services of other stacks run in a cluster of this one. */
  | { readonly code: 'foreign-services'; readonly cluster: string; readonly services: readonly string[] };

/** What a teardown will do. */
export interface TeardownPlan {
  readonly stackId: string;
  readonly stackName: string;
  /** Whether there is nothing left to do. */
  readonly isGone: boolean;
  readonly obstacles: readonly TeardownObstacle[];
  readonly services: readonly DoomedService[];
  /** ARNs of the clusters that go. */
  readonly clusters: readonly string[];
  /** Names of the Auto Scaling groups that go. */
  readonly groups: readonly string[];
  /** What stays behind, or leaves a snapshot behind, since the template says so. */
  readonly retained: readonly StackResource[];
}

/**
 * Works out what taking down a stack does and what would keep it from being done. Nothing is changed.
 * @throws OperationError
 */
export async function planTeardown(clients: Clients, request: { stack: string }): Promise<TeardownPlan> {
  const stack = await findStack(clients, request.stack);
  const nothing = { obstacles: [], services: [], clusters: [], groups: [], retained: [] };
  const named = { stackId: stack.StackId, stackName: stack.StackName };
  if (stack.StackStatus === 'DELETE_COMPLETE') return { ...named, ...nothing, isGone: true };
  const resources = await stackResources(clients, stack.StackId);
  const idsOf = (type: string) => resources.filter((one) => one.type === type).map(({ physicalId }) => physicalId);
  const clusterNames = idsOf('AWS::ECS::Cluster');
  const found = await Promise.all(
    clusterNames.map(async (name) => {
      const { clusters = [] } = await clients.ecs.describeClusters({ clusters: [name] });
      return clusters.flatMap(({ clusterArn, clusterName, status }) =>
        clusterArn && clusterName && status !== 'INACTIVE' ? [{ clusterArn, clusterName }] : [],
      );
    }),
  );
  const clusters = found.flat();
  const arns = idsOf('AWS::ECS::Service');
  const [services, foreign, imported, retained] = await Promise.all([
    doomedServices(clients, arns, idsOf('AWS::ApplicationAutoScaling::ScalableTarget')),
    Promise.all(
      clusters.map(async (cluster) => ({
        cluster: cluster.clusterName,
        services: (await servicesOf(clients, cluster)).filter(({ serviceArn, status }) => {
          return status === 'ACTIVE' && !arns.includes(serviceArn);
        }),
      })),
    ),
    importsOf(clients, stack),
    retainedBy(clients, stack, resources),
  ]);
  return {
    ...named,
    isGone: false,
    obstacles: [
      ...(stack.EnableTerminationProtection ? [{ code: 'termination-protection' } as const] : []),
      ...busy(stack),
      ...imported,
      ...foreign.flatMap(({ cluster, services: others }): TeardownObstacle[] =>
        others.length === 0
          ? []
          : [{ code: 'foreign-services', cluster, services: others.map(({ serviceName }) => serviceName) }],
      ),
    ],
    services,
    clusters: clusters.map(({ clusterArn }) => clusterArn),
    groups: idsOf('AWS::AutoScaling::AutoScalingGroup'),
    retained,
  };
}

/** CloudFormation deletes a stack that is being created, and none that is being updated. */
function busy({ StackStatus }: FoundStack): readonly TeardownObstacle[] {
  const status = StackStatus ?? '';
  const isBusy = status.endsWith('_IN_PROGRESS') && !/^(DELETE|CREATE|REVIEW)_/.test(status);
  return isBusy ? [{ code: 'busy', status }] : [];
}

async function doomedServices(
  clients: Clients,
  arns: readonly string[],
  scalableTargets: readonly string[],
): Promise<readonly DoomedService[]> {
  const batches = [...new Set(arns.map(clusterOf))].map((cluster) => {
    const services = arns.filter((arn) => clusterOf(arn) === cluster);
    return describeServices(clients, cluster, services);
  });
  return (await Promise.all(batches)).flat().map((service) => ({
    clusterArn: service.clusterArn ?? clusterOf(service.serviceArn),
    serviceArn: service.serviceArn,
    serviceName: service.serviceName,
    // The physical id of a target is `service/<cluster>/<service>|<dimension>|<namespace>`.
    isDeleted:
      service.schedulingStrategy === 'DAEMON' ||
      scalableTargets.some((id) =>
        id.split('|').includes(`service/${clusterOf(service.serviceArn)}/${service.serviceName}`),
      ),
  }));
}

/** Services by ARN, as far as they are still there. */
export async function describeServices(
  clients: Clients,
  cluster: string,
  arns: readonly string[],
): Promise<readonly FoundService[]> {
  const found = await inBatches(arns, 10, async (services) => {
    try {
      return (await clients.ecs.describeServices({ cluster, services })).services;
    } catch (error) {
      // The cluster has gone, and its services before it.
      if (refusedWith(error, 'ClusterNotFoundException')) return [];
      throw error;
    }
  });
  return found.filter(
    (one): one is FoundService =>
      one.serviceArn !== undefined && one.serviceName !== undefined && one.status !== 'INACTIVE',
  );
}

/** The cluster's name in the ARN of a service; ARNs of the old format, which have none, are of `default`. */
function clusterOf(serviceArn: string): string {
  const parts = serviceArn.split('/');
  return parts.length > 2 ? parts.at(-2)! : 'default';
}

async function importsOf(clients: Clients, { Outputs = [] }: FoundStack): Promise<readonly TeardownObstacle[]> {
  const names = Outputs.flatMap(({ ExportName }) => ExportName ?? []);
  const found = await Promise.all(
    names.map(async (exportName): Promise<TeardownObstacle[]> => {
      try {
        const { Imports = [] } = await clients.cloudFormation.listImports({ ExportName: exportName });
        return Imports.length > 0 ? [{ code: 'imported', exportName, stacks: Imports }] : [];
      } catch (error) {
        // "Export 'x' is not imported by any stack."
        if (refusedWith(error, 'ValidationError')) return [];
        throw error;
      }
    }),
  );
  return found.flat();
}

/** What the template keeps; of nested stacks only what the outer template says. */
async function retainedBy(
  clients: Clients,
  stack: FoundStack,
  resources: readonly StackResource[],
): Promise<readonly StackResource[]> {
  const { TemplateBody = '{}' } = await clients.cloudFormation.getTemplate({ StackName: stack.StackId });
  const template = parseText(stack.StackName, TemplateBody);
  const declared = isObject(template) && isObject(template['Resources']) ? template['Resources'] : {};
  return resources.filter(({ logicalId }) => {
    const resource = declared[logicalId];
    return isObject(resource) && /^(Retain|Snapshot)/.test(String(resource['DeletionPolicy'] ?? 'Delete'));
  });
}

/** Instances of Auto Scaling groups, as far as the groups are still there. */
export async function describeGroups(clients: Clients, names: readonly string[]): Promise<readonly AutoScalingGroup[]> {
  return inBatches(
    names,
    50,
    async (AutoScalingGroupNames) =>
      (await clients.autoScaling.describeAutoScalingGroups({ AutoScalingGroupNames })).AutoScalingGroups,
  );
}
