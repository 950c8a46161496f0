import type { Instance, PlacementRequest, Rejection } from '../../../placement';
import type { Clients } from '../../aws/clients';
import { taskDemandOf } from '../../live/cluster/live-cluster';
import type { Looker } from '../../live/looker';
import { constraintsFrom } from '../../live/placement/placement-from';
import { placementRefusal } from '../../live/placement/placement-refusal';
import { isDaemon } from '../../live/service/service-kind';
import { serviceRequest } from '../../live/service/service-request';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import type { Scene } from './scene';
import { type WaitingTasks, waitingTasks } from './waiting';

/** One instance and each reason why it does not take a task. */
export interface Refusal {
  readonly containerInstanceId: string;
  readonly ec2InstanceId?: string;
  readonly instanceType: string;
  readonly zone: string;
  /** Each by how much, where it is a resource; never empty. */
  readonly rejections: readonly Rejection[];
  /** Groups of the tasks that hold ports which these want. @default - none, or none that ECS knows of */
  readonly portHolders?: readonly string[];
}

/** Tasks that wait because no instance takes one of them. */
export interface RefusedTasks {
  readonly waiting: WaitingTasks;
  /** The instances that might have taken one: with a capacity provider only its own. */
  readonly instances: readonly Refusal[];
  /** The instance that is nearest to taking one, by its container instance id. */
  readonly closest?: string;
  /** Whether one more instance like those there would take one; unknown of a capacity provider that has none. */
  readonly scalingOut: 'helps' | 'does-not-help' | 'unknown';
}

/** Asks the placement engine about all that waits. Nothing is said of what could not be read whole. */
export async function refusedTasks(scene: Scene, clients: Clients, looker: Looker): Promise<readonly RefusedTasks[]> {
  const answers: RefusedTasks[] = [];
  for (const waiting of waitingTasks(scene)) {
    const definition = scene.taskDefinitions.get(waiting.taskDefinition);
    if (!definition) continue;
    const what = `where tasks of ${waiting.group} may go`;
    const request = await looker.aside(what, () => requestFor(waiting, definition, clients));
    const refused = request && looker.understood(what, () => refusalOf(waiting, request, scene));
    if (refused) answers.push(refused);
  }
  return answers;
}

/** Of tasks that were run alone, ECS tells no constraints but those of their task definition. */
const requestFor = async (
  { group, service }: WaitingTasks,
  definition: FoundTaskDefinition,
  clients: Clients,
): Promise<PlacementRequest> =>
  service
    ? serviceRequest(clients, service, definition)
    : { demand: taskDemandOf(definition), group, constraints: constraintsFrom(definition.placementConstraints) };

function refusalOf(waiting: WaitingTasks, request: PlacementRequest, { instances }: Scene): RefusedTasks | undefined {
  if (!instances) return undefined;
  const without =
    waiting.service && isDaemon(waiting.service)
      ? instances.filter(({ tasks }) => tasks.every(({ group }) => group !== waiting.group))
      : instances;
  const refusal = placementRefusal(request, waiting.capacityProviders, without);
  if (!refusal) return undefined;
  const { candidates, rejections, explanation, emptyProviders } = refusal;
  const reasons = new Map(rejections.map((one) => [one.instanceId, one.rejections]));
  const mayHelp = candidates.length === 0 || emptyProviders.length > 0 ? 'unknown' : 'does-not-help';
  return {
    waiting,
    instances: candidates.map((instance) => refusalOn(instance, reasons.get(instance.id) ?? [])),
    ...(explanation.closest && { closest: explanation.closest.instanceId }),
    scalingOut: explanation.moreInstancesHelp ? 'helps' : mayHelp,
  };
}

function refusalOn(
  { id, ec2InstanceId, instanceType, zone, tasks }: Instance,
  rejections: readonly Rejection[],
): Refusal {
  const taken = (code: 'tcp-ports' | 'udp-ports') => rejections.flatMap((one) => (one.code === code ? one.taken : []));
  const [tcp, udp] = [taken('tcp-ports'), taken('udp-ports')];
  const holders = tasks
    .filter(
      ({ demand }) =>
        demand.tcpPorts.some((port) => tcp.includes(port)) || demand.udpPorts.some((port) => udp.includes(port)),
    )
    .map(({ group }) => group);
  return {
    containerInstanceId: id,
    ...(ec2InstanceId && { ec2InstanceId }),
    ...{ instanceType, zone, rejections },
    ...(holders.length > 0 && { portHolders: [...new Set(holders)] }),
  };
}
