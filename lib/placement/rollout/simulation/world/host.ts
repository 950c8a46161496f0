import { holdingTasks } from '../../../instance';
import { RESOURCE_NAMES } from '../../../resources';
import { demandedAmounts, type TaskDemand } from '../../../task-demand';
import type { SimInstance, SimTask } from './world';

/**
 * The ledger of time: ECS places a task as soon as another is told to stop, yet the agent starts it only when the
 * other has exited. Tasks that wait for that on one instance start in the order in which they were placed.
 */

/** Whether a task that has just been placed can start at once; else it queues. */
export function admit(instance: SimInstance, task: SimTask): boolean {
  const isHeld = instance.queue.length > 0 || !fits(instance, task);
  if (isHeld) instance.queue.push(task);
  return !isHeld;
}

/** The queued tasks that can start now that a task has left the instance, in order. */
export function startQueued(instance: SimInstance, gone: SimTask): SimTask[] {
  const { queue } = instance;
  const index = queue.indexOf(gone);
  if (index >= 0) queue.splice(index, 1);
  const started: SimTask[] = [];
  while (queue.length > 0 && instance.status !== 'gone' && fits(instance, queue[0]!)) {
    const next = queue.shift()!;
    next.phase = 'starting';
    started.push(next);
  }
  return started;
}

const occupiesHost = (task: SimTask): boolean => task.phase !== 'pending' && task.phase !== 'waiting';

const demandOfTask = (task: SimTask): TaskDemand => task.service.revisions[task.revision]!.demand;

function fits(instance: SimInstance, task: SimTask): boolean {
  const occupants = [...instance.tasks].filter((other) => other !== task && occupiesHost(other));
  // What the placement ledger has room for, the host has room for, as long as nothing is on its way out.
  if (!occupants.some((other) => other.phase === 'stopping')) return true;
  const { registered } = instance.facts;
  const demand = demandOfTask(task);
  const demands = [...holdingTasks(instance.facts).map((other) => other.demand), ...occupants.map(demandOfTask)];
  if (sharesPort(demand.tcpPorts, demands, 'tcpPorts') || sharesPort(demand.udpPorts, demands, 'udpPorts'))
    return false;
  const amounts = [...demands, demand].map((taken) => demandedAmounts(taken, registered.gpus));
  return RESOURCE_NAMES.every((name) => amounts.reduce((sum, amount) => sum + amount[name], 0) <= registered[name]);
}

const sharesPort = (
  ports: readonly number[],
  demands: readonly TaskDemand[],
  protocol: 'tcpPorts' | 'udpPorts',
): boolean => ports.length > 0 && demands.some((other) => other[protocol].some((port) => ports.includes(port)));
