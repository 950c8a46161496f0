import type { ContainerInstance, Failure, Resource, Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { activeInstances, nameIn, tasksThat } from './emulated-ecs';
import type { AnswerAdaptation, Ask } from './proxy';

/** What fakecloud's ECS leaves out of placement: the resources of instances, and their draining. */
export const ecsPlacement = (): readonly AnswerAdaptation[] => [remaining, refusals, heldServices(), draining()];

const remaining: AnswerAdaptation = {
  shortfall: 'fakecloud shows instances with all their resources free, whatever runs on them.',
  apply: async (call, next, ask) => {
    const answer = await next(call);
    if (call.operation !== 'DescribeContainerInstances') return answer;
    const { containerInstances } = answer as { containerInstances: ContainerInstance[] };
    const cluster = String(call.input['cluster']);
    const adapted = containerInstances.map(async (one) => {
      const free = await roomOf(ask, cluster, one);
      const remainingResources = (one.remainingResources ?? []).map((resource): Resource => {
        if (resource.name === 'CPU') return { ...resource, integerValue: free.cpuUnits };
        if (resource.name === 'MEMORY') return { ...resource, integerValue: free.memoryMiB };
        return resource.name === 'PORTS' ? { ...resource, stringSetValue: [...free.portsTaken] } : resource;
      });
      return { ...one, remainingResources };
    });
    return { ...answer, containerInstances: await Promise.all(adapted) };
  },
};

const refusals: AnswerAdaptation = {
  shortfall: 'fakecloud refuses no task for lack of room: one that no instance takes is started all the same.',
  apply: async (call, next, ask) => {
    const {
      cluster,
      taskDefinition,
      count = 1,
    } = call.input as { cluster: string; taskDefinition: string; count?: number };
    if (call.operation !== 'RunTask') return next(call);
    const { placed, failures } = await placeable(ask, cluster, taskDefinition, count);
    if (placed === 0) return { tasks: [], failures };
    const answer = await next({ ...call, input: { ...call.input, count: placed } });
    return { ...answer, failures };
  },
};

function heldServices(): AnswerAdaptation {
  /** How many tasks services want of which the emulator has been told fewer, by name. */
  const wanted = new Map<string, number>();
  return {
    shortfall: 'fakecloud starts the tasks of a service even where none has room: it is told of those only that have.',
    apply: async (call, next, ask) => {
      const { operation, input } = call;
      if (operation === 'CreateService') {
        const { cluster, taskDefinition, desiredCount = 1 } = input as unknown as CreatedService;
        const { placed } = await placeable(ask, cluster, taskDefinition, desiredCount);
        if (placed < desiredCount) wanted.set(String(input['serviceName']), desiredCount);
        return next({ ...call, input: { ...input, desiredCount: placed } });
      }
      if (operation === 'UpdateService' && input['desiredCount'] !== undefined) {
        wanted.delete(nameIn(String(input['service'])));
      }
      const answer = await next(call);
      if (operation !== 'DescribeServices') return answer;
      const { services } = answer as { services: Service[] };
      for (const { clusterArn, serviceName, taskDefinition, desiredCount: told = 0 } of services) {
        const missing = (wanted.get(serviceName!) ?? told) - told;
        const { placed } = await placeable(ask, clusterArn!, taskDefinition!, missing);
        if (placed === 0) continue;
        if (placed === missing) wanted.delete(serviceName!);
        await ask('UpdateService', { cluster: clusterArn, service: serviceName, desiredCount: told + placed });
      }
      return { ...answer, services: services.map((service) => wanting(service, wanted.get(service.serviceName!))) };
    },
  };
}

interface CreatedService {
  readonly cluster: string;
  readonly taskDefinition: string;
  readonly desiredCount?: number;
}

function wanting(service: Service, desiredCount: number | undefined): Service {
  if (desiredCount === undefined) return service;
  const deployments = service.deployments!.map((one) => (one.status === 'PRIMARY' ? { ...one, desiredCount } : one));
  return { ...service, desiredCount, deployments };
}

function draining(): AnswerAdaptation {
  const stopped = new Set<string>();
  return {
    shortfall: 'fakecloud leaves the tasks of services on an instance that drains: they are stopped for it.',
    apply: async (call, next, ask) => {
      const answer = await next(call);
      if (call.operation === 'DescribeTasks') {
        const { tasks } = answer as { tasks: Task[] };
        const told = { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Container instance is draining' };
        return { ...answer, tasks: tasks.map((task) => (stopped.has(task.taskArn!) ? { ...task, ...told } : task)) };
      }
      if (call.operation !== 'UpdateContainerInstancesState' || call.input['status'] !== 'DRAINING') return answer;
      const { cluster, containerInstances } = call.input as unknown as DrainedInstances;
      for (const containerInstance of containerInstances) {
        for (const { group, taskArn } of await tasksThat(ask, { cluster, containerInstance })) {
          if (!group?.startsWith('service:')) continue;
          stopped.add(taskArn!);
          await ask('StopTask', { cluster, task: taskArn });
        }
      }
      return answer;
    },
  };
}

interface DrainedInstances {
  readonly cluster: string;
  readonly containerInstances: readonly string[];
}

interface Room {
  readonly instance: ContainerInstance;
  cpuUnits: number;
  memoryMiB: number;
  readonly portsTaken: Set<string>;
}

/** What is free on an instance: what it registered less what the tasks on it are given. */
async function roomOf(ask: Ask, cluster: string, instance: ContainerInstance): Promise<Room> {
  const registered = (name: string) => instance.registeredResources?.find((one) => one.name === name);
  const room: Room = {
    instance,
    cpuUnits: registered('CPU')?.integerValue ?? 0,
    memoryMiB: registered('MEMORY')?.integerValue ?? 0,
    portsTaken: new Set(registered('PORTS')?.stringSetValue),
  };
  const containerInstance = instance.containerInstanceArn;
  for (const { taskDefinitionArn } of await tasksThat(ask, { cluster, containerInstance })) {
    take(room, await definitionOf(ask, taskDefinitionArn!));
  }
  return room;
}

const definitionOf = async (ask: Ask, taskDefinition: string): Promise<TaskDefinition> =>
  (await ask<{ taskDefinition: TaskDefinition }>('DescribeTaskDefinition', { taskDefinition })).taskDefinition;

function needs({ cpu, memory, containerDefinitions = [] }: TaskDefinition) {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    cpuUnits: cpu ? Number(cpu) : sum(containerDefinitions.map((one) => one.cpu ?? 0)),
    memoryMiB: memory
      ? Number(memory)
      : sum(containerDefinitions.map((one) => one.memoryReservation ?? one.memory ?? 0)),
    ports: containerDefinitions.flatMap(({ portMappings = [] }) =>
      portMappings.flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : [])),
    ),
  };
}

function take(room: Room, definition: TaskDefinition): void {
  const { cpuUnits, memoryMiB, ports } = needs(definition);
  room.cpuUnits -= cpuUnits;
  room.memoryMiB -= memoryMiB;
  for (const port of ports) room.portsTaken.add(port);
}

/** Why an instance does not take a task, in the words of ECS; nothing if it does. */
function refusal(room: Room, definition: TaskDefinition): string | undefined {
  const { cpuUnits, memoryMiB, ports } = needs(definition);
  if (room.cpuUnits < cpuUnits) return 'RESOURCE:CPU';
  if (room.memoryMiB < memoryMiB) return 'RESOURCE:MEMORY';
  if (ports.some((port) => room.portsTaken.has(port))) return 'RESOURCE:PORTS';
  for (const { expression = '' } of definition.placementConstraints ?? []) {
    const [, name, value] = /^attribute:(\S+) == (\S+)$/.exec(expression) ?? [];
    if (!name) throw new Error(`the adaptation does not read ${expression}`);
    const has = room.instance.attributes?.find((one) => one.name === name)?.value === value;
    if (!has) return 'MemberOf placement constraint unsatisfied.';
  }
  return undefined;
}

/** How many of `count` tasks have room, one after another, and why no instance takes the next. */
async function placeable(ask: Ask, cluster: string, taskDefinition: string, count: number) {
  const definition = await definitionOf(ask, taskDefinition);
  const rooms = await Promise.all((await activeInstances(ask, cluster)).map((one) => roomOf(ask, cluster, one)));
  for (let placed = 0; placed < count; placed++) {
    const room = rooms.find((one) => refusal(one, definition) === undefined);
    if (room) take(room, definition);
    else {
      const failures: Failure[] = rooms.map((one) => ({
        ...{ arn: one.instance.containerInstanceArn, reason: refusal(one, definition) },
      }));
      return { placed, failures };
    }
  }
  return { placed: count, failures: [] };
}
