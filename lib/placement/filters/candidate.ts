import type { ExpressionFacts } from '../expression';
import { attributesOf, freeResources, holdingTasks, type Instance, type InstanceStatus } from '../instance';
import { addResources, type ResourceAmounts, subtractResources } from '../resources';
import { demandedAmounts } from '../task-demand';

/** One of the two protocols whose host ports are counted. */
export type Protocol = 'tcp' | 'udp';

/** An instance as filters and strategies see it: what is fixed, and what the tasks on it leave. */
export interface Candidate {
  /** Fixed properties; what tasks change is asked of the candidate itself. */
  readonly instance: Instance;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: InstanceStatus;
  readonly agentConnected: boolean;
  /** What is free for the task. */
  readonly free: ResourceAmounts;
  /** What an empty instance like this one, its daemons running, would have free. */
  readonly offered: ResourceAmounts;
  /** Tasks whose desired status is RUNNING. */
  readonly runningTasksCount: number;
  /** Host ports that are taken, by tasks or by the agent. */
  readonly takenPorts: number;
  isTaken(protocol: Protocol, port: number): boolean;
  /** Running tasks of a group. */
  tasksOf(group: string): number;
  /** The groups of its running tasks. */
  groups(): Iterable<string>;
}

/** The view of an instance with its own list of tasks. */
export function candidateOf(instance: Instance): Candidate {
  const tasks = holdingTasks(instance);
  const { registered } = instance;
  const tcp = new Set([...registered.reservedTcpPorts, ...tasks.flatMap((task) => task.demand.tcpPorts)]);
  const udp = new Set([...registered.reservedUdpPorts, ...tasks.flatMap((task) => task.demand.udpPorts)]);
  return {
    instance,
    attributes: attributesOf(instance),
    status: instance.status,
    agentConnected: instance.agentConnected,
    free: freeResources(instance),
    offered: offeredResources(instance),
    runningTasksCount: tasks.length,
    takenPorts: tcp.size + udp.size,
    isTaken: (protocol, port) => (protocol === 'tcp' ? tcp : udp).has(port),
    tasksOf: (group) => tasks.filter((task) => task.group === group).length,
    groups: () => new Set(tasks.map((task) => task.group)),
  };
}

/** What replicas may take on an instance that runs nothing but its daemons. */
export function offeredResources(instance: Instance): ResourceAmounts {
  const daemons = holdingTasks(instance).filter((task) => task.daemon);
  const held = daemons.map(({ demand }) => demandedAmounts(demand, instance.registered.gpus));
  return subtractResources(
    instance.registered,
    addResources(...held, ...(instance.reserved ? [instance.reserved] : [])),
  );
}

/** The same instance with no task but its daemons'. */
export const emptied = (candidate: Candidate): Candidate =>
  candidateOf({ ...candidate.instance, tasks: candidate.instance.tasks.filter((task) => task.daemon) });

/** What a cluster query expression may ask of a candidate. */
export function expressionFacts(candidate: Candidate): ExpressionFacts {
  const { instance, attributes } = candidate;
  return {
    agentConnected: candidate.agentConnected,
    agentVersion: instance.agentVersion,
    ec2InstanceId: instance.ec2InstanceId,
    registeredAt: instance.registeredAt,
    runningTasksCount: candidate.runningTasksCount,
    attribute: (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined),
    groups: () => candidate.groups(),
  };
}
