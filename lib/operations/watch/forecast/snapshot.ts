import type { Capacity, DeploymentKind, Instance, PlacementRequest, Service } from '../../../placement';
import { shortName } from '../../aws/arn';
import type { LiveCluster } from '../../live/cluster/live-cluster';
import type { FoundService } from '../../live/service/find-service';
import { healthyBounds } from '../../live/service/healthy-bounds';
import { primaryOf } from '../../live/service/service-kind';
import { daemonsOn } from './daemons';
import type { GroupSize } from './group-sizes';

/** Instances of one kind, of which there may be more. */
export interface InstanceGroup {
  /** The capacity provider; the instance type, where any instance will do and none brought them. */
  readonly name: string;
  /** The type of most of them, with what one registers. */
  readonly capacity: Pick<Capacity, 'zones' | 'instanceTypes'>;
  /** Instances that have registered. */
  readonly present: number;
  /** Instances that are to register yet. */
  readonly arriving: number;
  /** Absent where it is not known. */
  readonly size?: GroupSize;
}

/** A deployment under way and all that the placement engine needs to play it to its end. */
export interface Snapshot {
  readonly service: Service;
  /** Ids of its tasks that are to be replaced. */
  readonly outgoing: readonly string[];
  /** Those that may take its tasks; each is of the capacity that is named like its group. */
  readonly instances: readonly Instance[];
  readonly groups: readonly InstanceGroup[];
  /** What runs on each instance that comes. */
  readonly daemons: readonly Service[];
}

const KINDS: Readonly<Record<string, DeploymentKind>> = {
  BLUE_GREEN: 'blue-green',
  LINEAR: 'linear',
  CANARY: 'canary',
};

/**
 * Takes a deployment as it is at this moment, with the instances that may take its tasks. Tasks of other services and tasks that run alone stay where they are.
 */
export function snapshotOf(
  service: FoundService,
  request: PlacementRequest,
  live: Pick<LiveCluster, 'instances' | 'tasks'>,
  sizes: ReadonlyMap<string, GroupSize>,
): Snapshot {
  const { capacityProviderStrategy = [], deploymentConfiguration = {} } = service;
  const primary = primaryOf(service);
  const strategy = capacityProviderStrategy.flatMap(({ capacityProvider, base = 0, weight = 0 }) =>
    capacityProvider ? [{ capacityProvider, base, weight }] : [],
  );
  const instances = live.instances.map((one) => ({ ...one, capacity: one.capacityProvider ?? one.instanceType }));
  const { group: _, ...source } = request;
  const { minimumHealthyPercent, maximumPercent } = healthyBounds(service);
  return {
    service: {
      ...source,
      constraints: request.constraints ?? [],
      name: service.serviceName,
      daemon: false,
      desiredCount: primary?.desiredCount ?? service.desiredCount ?? 0,
      ...{ minimumHealthyPercent, maximumPercent },
      deployment: KINDS[deploymentConfiguration.strategy ?? ''] ?? 'rolling',
      ...(strategy.length > 0 && { capacityProviderStrategy: strategy }),
    },
    outgoing: live.tasks
      .filter(({ group, startedBy }) => group === request.group && startedBy !== primary?.id)
      .map(({ taskArn = '' }) => shortName(taskArn)),
    instances,
    daemons: daemonsOn(instances),
    groups: [...new Set(instances.map(({ capacity }) => capacity))].map((name) =>
      groupOf(
        name,
        instances.filter(({ capacity }) => capacity === name),
        sizes.get(name),
      ),
    ),
  };
}

function groupOf(name: string, instances: readonly Instance[], size: GroupSize | undefined): InstanceGroup {
  const staying = instances.filter(({ status }) => status === 'ACTIVE').length;
  const ofType = (type: string) => instances.filter(({ instanceType }) => instanceType === type);
  const types = [...new Set(instances.map((one) => one.instanceType))];
  const commonest = types.toSorted((left, right) => ofType(right).length - ofType(left).length)[0]!;
  const { instanceType, registered, attributes } = ofType(commonest)[0]!;
  return {
    name,
    capacity: {
      zones: [...new Set(instances.map(({ zone }) => zone))].sort(),
      instanceTypes: [{ name: instanceType, registered, attributes }],
    },
    present: instances.length,
    arriving: Math.max(0, (size?.instances ?? 0) - staying),
    ...(size && { size }),
  };
}
