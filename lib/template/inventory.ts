import type { PurchaseOption } from '../placement';
import type { Cluster } from './ecs/cluster';
import type { Service } from './ecs/service';
import type { StandaloneTaskKind } from './ecs/standalone-task';
import type { TaskDefinition } from './ecs/task-definition';
import { ifKnown } from './known';
import type { Model } from './model';
import type { Resource } from './stack/resource';
import { resourceName } from './stack/resource-name';

/** What templates hold, in ECS's words, as plain data. A figure that is not known is absent. */
export interface Inventory {
  readonly clusters: readonly {
    readonly name: string;
    /** Whether the templates only name the cluster. */
    readonly elsewhere: boolean;
    readonly capacities: readonly {
      readonly name: string;
      readonly purchaseOption?: PurchaseOption;
      /** Type names; `by requirements` where EC2 chooses. */
      readonly instanceTypes: readonly string[];
      readonly minInstances?: number;
      readonly maxInstances?: number;
      readonly capacityProvider: boolean;
    }[];
  }[];
  readonly taskDefinitions: readonly {
    readonly name: string;
    readonly networkMode?: string;
    readonly architecture?: string;
    readonly containers: readonly {
      readonly name: string;
      readonly cpuUnits?: number;
      readonly memoryMiB?: number;
      readonly essential?: boolean;
    }[];
  }[];
  readonly services: readonly {
    readonly name: string;
    readonly cluster?: string;
    readonly taskDefinition?: string;
    readonly count: ServiceCount;
    readonly exposure: readonly ServiceExposure[];
  }[];
  readonly repositories: readonly { readonly name: string; readonly tags: 'immutable' | 'mutable' }[];
  readonly jobs: readonly {
    readonly name: string;
    readonly kind: StandaloneTaskKind;
    readonly schedule?: string;
    readonly taskDefinition?: string;
  }[];
}

/** How many tasks a service runs. */
export type ServiceCount =
  | { readonly kind: 'daemon' }
  | { readonly kind: 'fixed'; readonly desired?: number }
  | { readonly kind: 'scaling'; readonly min?: number; readonly max?: number };

/** How requests reach a service. */
export interface ServiceExposure {
  readonly protocol?: string;
  readonly port?: number;
  readonly patterns: readonly string[];
  readonly internetFacing: boolean;
}

/** Lists what a model holds. */
export function inventoryOf(model: Model): Inventory {
  const nameOf = (resource: Resource | undefined) => resource && resourceName(resource);
  return {
    clusters: model.clusters.map(cluster),
    taskDefinitions: model.taskDefinitions.map(taskDefinition),
    services: model.services.map((service) => ({
      name: resourceName(service.resource),
      cluster: model.clusters.find(({ services }) => services.includes(service))?.name,
      taskDefinition: nameOf(service.taskDefinition),
      count: countOf(service, model),
      exposure: exposureOf(service, model),
    })),
    repositories: model.set.resources('AWS::ECR::Repository').map((resource) => ({
      name: resourceName(resource),
      tags: String(resource.properties['ImageTagMutability']).startsWith('IMMUTABLE') ? 'immutable' : 'mutable',
    })),
    jobs: model.standaloneTasks.map(({ resource, kind, schedule, taskDefinition: definition }) => ({
      name: resourceName(resource),
      kind,
      schedule: ifKnown(schedule),
      taskDefinition: nameOf(definition),
    })),
  };
}

function cluster({ name, resource, capacities }: Cluster): Inventory['clusters'][number] {
  return {
    name,
    elsewhere: resource === undefined,
    capacities: capacities.map(({ group, provider }) => ({
      name: resourceName(group.resource).split('/').pop()!,
      purchaseOption: ifKnown(group.purchaseOption),
      instanceTypes: group.instanceOptions.map((option) =>
        option.kind === 'requirements' ? 'by requirements' : (ifKnown(option.type) ?? 'unknown'),
      ),
      minInstances: ifKnown(group.minSize),
      maxInstances: ifKnown(group.maxSize),
      capacityProvider: provider !== undefined,
    })),
  };
}

function taskDefinition(definition: TaskDefinition): Inventory['taskDefinitions'][number] {
  return {
    name: resourceName(definition.resource),
    networkMode: ifKnown(definition.networkMode),
    architecture: ifKnown(definition.cpuArchitecture),
    containers: definition.containers.map((container) => ({
      name: container.name,
      cpuUnits: ifKnown(container.cpuUnits),
      memoryMiB: ifKnown(container.memoryMiB) ?? ifKnown(container.memoryReservationMiB),
      essential: ifKnown(container.essential),
    })),
  };
}

function countOf(service: Service, model: Model): ServiceCount {
  if (service.daemon === true) return { kind: 'daemon' };
  const target = model.scalableTargets.get(service);
  if (target) return { kind: 'scaling', min: ifKnown(target.minTasks), max: ifKnown(target.maxTasks) };
  return { kind: 'fixed', desired: ifKnown(service.desiredCount) };
}

function exposureOf(service: Service, model: Model): ServiceExposure[] {
  return service.loadBalancers.flatMap((balancer) => {
    const group = model.set.resourceOf(balancer['TargetGroupArn']);
    const ways = (group && model.exposures.get(group)) ?? [];
    return ways.map(({ protocol, port, patterns, internetFacing }) => ({
      protocol: ifKnown(protocol),
      port: ifKnown(port),
      patterns,
      internetFacing,
    }));
  });
}
