import type { PlacementConstraint } from '../../placement';
import type { Cluster } from '../ecs/cluster';
import type { ScalableTarget } from '../ecs/scalable-target';
import type { Service } from '../ecs/service';
import type { StandaloneTask } from '../ecs/standalone-task';
import type { TaskDefinition } from '../ecs/task-definition';
import type { CapacityInTemplate } from '../fleet/capacity';
import type { DemandInTemplate } from '../fleet/demand';
import { isUnknown, type Known, stringAt } from '../known';
import type { Model } from '../model';
import type { Resource } from '../stack/resource';
import { type Destination, destinationOf } from './destination';
import { constraintsAt } from './placement-rules';

/** A service, or a call, that starts tasks, with everything that decides what they take and where they may go. */
export interface TaskOrigin {
  /** The service, or the resource that makes the call. */
  readonly resource: Resource;
  /** Its construct path, or its logical id. */
  readonly name: string;
  readonly cluster: Cluster;
  /** Those of the cluster that the templates hold. */
  readonly capacities: readonly CapacityInTemplate[];
  /** Either this or the next. */
  readonly service?: Service;
  readonly standaloneTask?: StandaloneTask;
  /** Absent when the templates do not hold it. */
  readonly definition?: TaskDefinition;
  /** Absent without a task definition. */
  readonly demand?: DemandInTemplate;
  readonly destination: Destination;
  /** Whether it is a DAEMON service. */
  readonly daemon: Known<boolean>;
  /** The constraints of the task definition and of the service together. */
  readonly constraints: Known<readonly PlacementConstraint[]>;
  /** The desired count of a service, at least the scaling minimum; the tasks of one call. Without meaning for daemons. */
  readonly count: Known<number>;
  /** The bounds of service auto scaling. */
  readonly scaling?: ScalableTarget;
}

/** Every service and call that starts tasks, by cluster. A service whose cluster is not known has none. */
export function taskOriginsOf(model: Model): readonly TaskOrigin[] {
  return model.clusters.flatMap((cluster) => [
    ...cluster.services.map((service) => ofService(service, cluster, model)),
    ...cluster.standaloneTasks.map((task) => ofStandaloneTask(task, cluster, model)),
  ]);
}

function ofService(service: Service, cluster: Cluster, model: Model): TaskOrigin {
  const { resource, daemon, launchType, strategy } = service;
  const scaling = model.scalableTargets.get(service);
  return {
    ...common(resource, service.taskDefinition, cluster, model, {
      launchType,
      strategy,
      daemon: daemon === true,
    }),
    service,
    daemon,
    constraints: together(model.taskDefinitionOf(service.taskDefinition), constraintsAt(service.properties)),
    count: countOf(service, scaling),
    scaling,
  };
}

function ofStandaloneTask(task: StandaloneTask, cluster: Cluster, model: Model): TaskOrigin {
  const { resource, taskDefinition, launchType, strategy, count } = task;
  return {
    ...common(resource, taskDefinition, cluster, model, { launchType, strategy, daemon: false }),
    standaloneTask: task,
    daemon: false,
    constraints: together(model.taskDefinitionOf(taskDefinition), []),
    count,
  };
}

function common(
  resource: Resource,
  taskDefinition: Resource | undefined,
  cluster: Cluster,
  model: Model,
  request: Pick<StandaloneTask, 'launchType' | 'strategy'> & { readonly daemon: boolean },
) {
  const definition = model.taskDefinitionOf(taskDefinition);
  const capacities = model.capacitiesOf(cluster);
  return {
    resource,
    name: resource.constructPath ?? resource.logicalId,
    cluster,
    capacities,
    definition,
    demand: definition && model.demandOf(definition),
    destination: destinationOf({ ...request, definition }, cluster, capacities, model.capacityProviders),
  };
}

function together(
  definition: TaskDefinition | undefined,
  own: Known<readonly PlacementConstraint[]>,
): Known<readonly PlacementConstraint[]> {
  const inherited = definition ? constraintsAt(definition.properties) : [];
  if (isUnknown(inherited)) return inherited;
  return isUnknown(own) ? own : [...inherited, ...own];
}

/** Service auto scaling brings a service to its minimum. */
function countOf({ desiredCount }: Service, scaling: ScalableTarget | undefined): Known<number> {
  if (!scaling || isUnknown(desiredCount)) return desiredCount;
  return isUnknown(scaling.minTasks) ? scaling.minTasks : Math.max(desiredCount, scaling.minTasks);
}

/** What task groups and reports call a service: the name it will have when the template gives one. */
export function serviceName(service: Service): string {
  const name = stringAt(service.properties, 'ServiceName');
  return name === undefined || isUnknown(name) ? service.name : name;
}
