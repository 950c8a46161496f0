import {
  ECS_REASONS,
  freeResources,
  holdingTasks,
  type Instance,
  type PackingAnswer,
  serviceGroup,
} from '../../placement';
import type { ClusterInPlan, Fewest, HourlyCost, JobInPlan, StowedCluster, WaitingTasksInPlan } from '../../plan';
import { unknownSentence } from '../../rules';
import { isUnknown, type Known, type Resource, stringAt } from '../../template';
import { checkJson } from '../check/check-json';
import type {
  BoundJson,
  CapacityJson,
  ClusterJson,
  CostJson,
  FewestJson,
  FigureJson,
  InstanceJson,
  JobJson,
  PlaceJson,
  PlanJson,
  ServiceJson,
  StowedJson,
  WaitingJson,
} from './plan-contract';
import type { PlanReport } from './plan-report';
import { rolloutsJson } from './plan-rollouts';

/** The plan as the contract has it. */
export const planJson = (report: PlanReport): PlanJson => ({
  ...checkJson(report),
  prices: report.plan.prices,
  rolloutsLeftOut: report.rollouts?.leftOut,
  clusters: report.plan.clusters.map((plan) => ({
    ...clusterJson(plan),
    rollouts: report.rollouts && rolloutsJson(report.rollouts, plan),
  })),
});

function clusterJson(plan: ClusterInPlan): ClusterJson {
  const { source, capacities, missingCapacities } = plan;
  const { resource } = source.source;
  const complete = missingCapacities.length === 0 && capacities.length > 0;
  return {
    name: source.cluster.name,
    elsewhere: resource === undefined,
    ...(resource && placeJson(resource)),
    capacities: [...capacities.map(capacityJson), ...missingCapacities.map(missingJson)],
    services: plan.services.map(serviceJson),
    jobs: plan.jobs.map(jobJson),
    minimum: { cost: costJson(plan.minimumCost, complete) },
    desired: stowedJson(plan.desired, complete),
    peak: stowedJson(plan.peak, complete),
    unknown: source.gaps.map(({ resource: of, figure, effect, unknown }) => ({
      ...placeJson(of),
      figure,
      effect,
      unknown: unknownSentence(unknown),
    })),
  };
}

const placeJson = ({ stack, logicalId, constructPath }: Resource): PlaceJson => ({
  stack: stack.stack,
  logicalId,
  constructPath,
});

const figure = <T>(value: Known<T>): FigureJson<T> => (isUnknown(value) ? { unknown: unknownSentence(value) } : value);

function capacityJson({ capacity, source, drawn }: ClusterInPlan['capacities'][number]): CapacityJson {
  return {
    id: capacity.name,
    ...placeJson(source.source.group.resource),
    purchaseOption: capacity.purchaseOption,
    instanceTypes: capacity.instanceTypes.map(({ name }) => name),
    zones: capacity.zones,
    minInstances: capacity.minInstances,
    maxInstances: capacity.maxInstances,
    capacityProvider: capacity.capacityProvider?.name,
    managedScaling: capacity.capacityProvider?.managedScaling !== undefined,
    drawn: {
      instanceType: drawn.type.name,
      chosen: drawn.chosen,
      registered: drawn.type.registered,
      usdPerHour: drawn.type.usdPerHour,
    },
  };
}

function serviceJson({ service, source, maximumCount }: ClusterInPlan['services'][number]): ServiceJson {
  const { requiredAttributes: _, operatingSystem: __, cpuArchitecture: ___, ...demand } = service.demand;
  const text = (property: string) => {
    const value = stringAt(source.resource.properties, property);
    return value && figure(value);
  };
  return {
    id: service.name,
    ...placeJson(source.resource),
    taskDefinition: source.definition?.resource.logicalId,
    daemon: service.daemon,
    desiredCount: service.desiredCount,
    maximumCount,
    serviceName: text('ServiceName'),
    launchType: text('LaunchType'),
    demand,
  };
}

const NOT_GIVEN = { unknown: 'it is not given' };

function missingJson({ group, provider }: ClusterInPlan['missingCapacities'][number]): CapacityJson {
  const types = group.instanceOptions.map((option) => (option.kind === 'type' ? option.type : undefined));
  const names = types.filter((type) => typeof type === 'string');
  return {
    id: group.resource.constructPath ?? group.resource.logicalId,
    ...placeJson(group.resource),
    purchaseOption: figure(group.purchaseOption),
    instanceTypes: names.length === types.length && names.length > 0 ? names : NOT_GIVEN,
    zones: NOT_GIVEN,
    minInstances: figure(group.minSize),
    maxInstances: group.maxSize === undefined ? NOT_GIVEN : figure(group.maxSize),
    capacityProvider: provider && (provider.resource.constructPath ?? provider.resource.logicalId),
    managedScaling: provider?.managedScaling !== undefined,
  };
}

const jobJson = ({ source, task, addedInstances, waiting }: JobInPlan): JobJson => ({
  id: task.group,
  ...placeJson(source.resource),
  count: task.count,
  addedInstances,
  waiting,
});

const costJson = (cost: HourlyCost, complete: boolean): CostJson => ({ ...cost, complete });

const stowedJson = (
  { instances, waiting, waitingDaemons, fewest, cost }: StowedCluster,
  complete: boolean,
): StowedJson => ({
  instances: instances.map(instanceJson),
  waiting: waiting.map(waitingJson),
  waitingDaemons,
  fewest: fewest.map(fewestJson),
  cost: costJson(cost, complete),
});

function instanceJson(instance: Instance): InstanceJson {
  const { id, capacity, instanceType, zone, registered } = instance;
  const tasks: Record<string, number> = {};
  const prefix = serviceGroup('').length;
  for (const { group } of holdingTasks(instance)) {
    const service = group.slice(prefix);
    tasks[service] = (tasks[service] ?? 0) + 1;
  }
  const { reservedTcpPorts: _, reservedUdpPorts: __, ...amounts } = registered;
  return { id, capacity: capacity!, instanceType, zone, registered: amounts, free: freeResources(instance), tasks };
}

function waitingJson({ explanation, others, held, ...tasks }: WaitingTasksInPlan): WaitingJson {
  const { closest, moreInstancesHelp } = explanation;
  return {
    ...tasks,
    held,
    unknown: others && unknownSentence(others),
    closest: closest && {
      instance: closest.instanceId,
      rejections: closest.rejections.map((one) => ({ ...one, reason: ECS_REASONS[one.code] })),
    },
    moreInstancesHelp,
  };
}

function fewestJson({ capacity, instanceType, present, relaxed, answer, spread }: Fewest): FewestJson {
  return {
    capacity,
    instanceType,
    present,
    relaxed,
    fewest: boundJson(answer),
    spread: spread && { ...boundJson(spread.answer), zones: spread.zones },
  };
}

const boundJson = (answer: PackingAnswer): BoundJson =>
  answer.code === 'impossible'
    ? { impossible: answer.services.map(({ service }) => service) }
    : {
        instances: answer.instances,
        lowerBound: answer.lowerBound,
        proved: answer.optimal,
        method: answer.boundedBy,
      };
