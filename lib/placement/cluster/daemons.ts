import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../assumptions';
import { rejectionsOf } from '../filters';
import { candidateOf } from '../filters/candidate';
import type { ParsedRequest } from '../filters/filter';
import type { Service } from '../fleet';
import { checkInstances } from '../input/check-instances';
import { Checker } from '../input/checker';
import { parseRequest } from '../input/parse-request';
import { holdingTasks, type Instance } from '../instance';
import { serviceGroup } from '../placement-request';
import type { Rejection } from '../rejection';
import { addResources, NO_RESOURCES, type ResourceAmounts } from '../resources';
import type { TaskDemand } from '../task-demand';

/** A daemon task that an instance does not run. */
export interface DaemonAbsence {
  readonly service: string;
  readonly instanceId: string;
  /**
   * `waits`: it would fit if the instance were empty, so that ECS keeps the room free for it;
   * `excluded`: it never goes there, and nothing is kept.
   */
  readonly state: 'waits' | 'excluded';
  readonly rejections: readonly Rejection[];
}

/** A fleet after its daemons were placed. */
export interface DaemonPlacement {
  /** The instances with daemon tasks on them and room reserved for those that wait. */
  readonly instances: readonly Instance[];
  readonly absences: readonly DaemonAbsence[];
}

/**
 * Places daemon services, which ECS starts before all others: one task on every ACTIVE instance that its constraints
 * and attributes allow. Where one has to wait for room, CPU, memory and a network interface are kept for it; a daemon
 * that runs already with less than it will need keeps the difference. Ports and GPUs are not kept.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_services.html
 * @throws PlacementInputError
 */
export function placeDaemons(
  daemons: readonly (Pick<Service, 'name' | 'demand' | 'constraints'> & Partial<Pick<Service, 'subnetZones'>>)[],
  instances: readonly Instance[],
  options: { readonly assumptions?: Partial<Assumptions> } = {},
): DaemonPlacement {
  const check = new Checker();
  checkInstances(instances, check);
  check.list(daemons, 'daemons').forEach((daemon, index) => {
    if (check.record(daemon, `daemons[${index}]`)) check.text(daemon.name, `daemons[${index}].name`);
  });
  check.finish();
  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...options.assumptions };
  const requests = daemons.map(({ name, demand, constraints, subnetZones }) => ({
    service: name,
    request: parseRequest({ group: serviceGroup(name), demand, constraints, subnetZones }),
  }));
  const absences: DaemonAbsence[] = [];
  const placed = instances.map((instance) => {
    let filled: Instance = { ...instance, reserved: undefined };
    let reserved: ResourceAmounts = NO_RESOURCES;
    for (const { service, request } of requests) {
      const outcome = placeDaemon(request, filled, assumptions);
      filled = outcome.instance;
      reserved = addResources(reserved, outcome.reserved);
      if (outcome.absence) absences.push({ service, instanceId: instance.id, ...outcome.absence });
    }
    return { ...filled, reserved };
  });
  return { instances: placed, absences };
}

interface DaemonOutcome {
  readonly instance: Instance;
  readonly reserved: ResourceAmounts;
  readonly absence?: Pick<DaemonAbsence, 'state' | 'rejections'>;
}

function placeDaemon(request: ParsedRequest, instance: Instance, assumptions: Assumptions): DaemonOutcome {
  const running = holdingTasks(instance).find(({ group }) => group === request.group);
  const empty = { ...instance, tasks: [] };
  const never = rejectionsOf(request, candidateOf(empty), assumptions);
  if (running) {
    const keeps = never.length === 0 ? difference(request.demand, running.demand) : NO_RESOURCES;
    return { instance, reserved: keeps };
  }
  if (never.length > 0) return { instance, reserved: NO_RESOURCES, absence: { state: 'excluded', rejections: never } };
  const now = rejectionsOf(request, candidateOf(instance), assumptions);
  if (now.length > 0) {
    return { instance, reserved: difference(request.demand), absence: { state: 'waits', rejections: now } };
  }
  const { group, demand } = request;
  const task = { id: `${group}/${instance.id}`, group, demand, daemon: true };
  return { instance: { ...instance, tasks: [...instance.tasks, task] }, reserved: NO_RESOURCES };
}

/** What a daemon's new revision needs more of than the one that runs: of CPU, memory and network interfaces. */
function difference(target: TaskDemand, running?: TaskDemand): ResourceAmounts {
  const more = (name: 'cpuUnits' | 'memoryMiB' | 'networkInterfaces'): number =>
    Math.max(0, target[name] - (running?.[name] ?? 0));
  return {
    ...NO_RESOURCES,
    cpuUnits: more('cpuUnits'),
    memoryMiB: more('memoryMiB'),
    networkInterfaces: more('networkInterfaces'),
  };
}
