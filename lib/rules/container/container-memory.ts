import { type Container, isUnknown, type Known, type TaskDefinition, type Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { ec2TaskDefinitions } from './ec2-task-definitions';
import { taskMemoryMiB } from './task-memory';

type Facts =
  | { problem: 'none'; container: string }
  | { problem: 'too-small'; container: string; property: string; memoryMiB: number }
  | { problem: 'reservation-above-limit'; container: string; reservationMiB: number; limitMiB: number }
  | { problem: 'above-task'; container: string; limitMiB: number; taskMiB: number }
  | { problem: 'sum-above-task'; reservationsMiB: number; taskMiB: number };

/** Docker refuses to start a container with less. */
const LEAST_MIB = 6;

/** Every container's memory is one that ECS and Docker accept. */
export const containerMemory = rule<Facts>({
  id: 'container-memory',
  severity: 'error',
  title: "Every container's memory is given, large enough, and within that of its task",
  why: 'On EC2, ECS refuses a task definition without memory for the task or for each container, a reservation above the limit, and containers above their task; Docker starts no container below 6 MiB.',
  remedy:
    'Give each container Memory or MemoryReservation of at least 6 MiB, the reservation at most the limit, both within the memory of the task.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  check: (model) => ec2TaskDefinitions(model).flatMap(outcomesOf),

  message(facts) {
    switch (facts.problem) {
      case 'none':
        return `the container ${facts.container} has neither Memory nor MemoryReservation, and its task has no Memory`;
      case 'too-small':
        return `the container ${facts.container} has ${facts.property} ${facts.memoryMiB} MiB; Docker starts none below ${LEAST_MIB} MiB`;
      case 'reservation-above-limit':
        return `the container ${facts.container} reserves ${facts.reservationMiB} MiB, more than its limit of ${facts.limitMiB} MiB`;
      case 'above-task':
        return `the container ${facts.container} has a limit of ${facts.limitMiB} MiB, more than the ${facts.taskMiB} MiB of its task`;
      case 'sum-above-task':
        return `the containers reserve ${facts.reservationsMiB} MiB together, more than the ${facts.taskMiB} MiB of their task`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'none':
        return `give ${facts.container} a MemoryReservation (what it needs) or Memory (the limit at which it is killed) in MiB`;
      case 'too-small':
        return `raise ${facts.property} of ${facts.container} from ${facts.memoryMiB} to at least ${LEAST_MIB} MiB`;
      case 'reservation-above-limit':
        return `raise Memory of ${facts.container} to at least ${facts.reservationMiB} MiB, or lower MemoryReservation to at most ${facts.limitMiB} MiB`;
      case 'above-task':
        return `raise Memory of the task to at least ${facts.limitMiB} MiB, or lower that of ${facts.container} to at most ${facts.taskMiB} MiB`;
      case 'sum-above-task':
        return `raise Memory of the task to at least ${facts.reservationsMiB} MiB, or lower the reservations by ${facts.reservationsMiB - facts.taskMiB} MiB`;
    }
  },
});

function outcomesOf(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, containers } = definition;
  // Windows takes no notice of the size of a task.
  const task = definition.isWindows ? undefined : taskMemoryMiB(definition);
  const outcomes = containers.map((container): Outcome<Facts> => {
    const path = ['ContainerDefinitions', container.index];
    const { memoryMiB, memoryReservationMiB } = container;
    const problem = problemOf(container, task);
    if (problem) return { state: 'fails', resource, path, facts: problem };
    const unknown = [memoryMiB, memoryReservationMiB, task].find(isUnknown);
    return unknown ? { state: 'unknown', resource, path, unknowns: [unknown] } : { state: 'holds', resource, path };
  });
  const reservations = containers.map(({ memoryReservationMiB }) => memoryReservationMiB);
  // Reservations that are known count even where others are not.
  const reservationsMiB = reservations.filter(isFigure).reduce((sum, one) => sum + one, 0);
  if (!isFigure(task) || reservationsMiB <= task) return outcomes;
  const facts = { problem: 'sum-above-task', reservationsMiB, taskMiB: task } as const;
  return [...outcomes, { state: 'fails', resource, path: ['Memory'], facts }];
}

function problemOf(container: Container, task: Known<number> | undefined): Facts | undefined {
  const { name, memoryMiB, memoryReservationMiB } = container;
  const limit = isFigure(memoryMiB) && memoryMiB !== 0 ? memoryMiB : undefined;
  const reservation = isFigure(memoryReservationMiB) && memoryReservationMiB !== 0 ? memoryReservationMiB : undefined;
  const given = [limit, reservation, ...[task, memoryMiB, memoryReservationMiB].filter(isUnknown), task];
  if (given.every((one) => one === undefined)) return { problem: 'none', container: name };
  if (limit !== undefined && limit < LEAST_MIB) {
    return { problem: 'too-small', container: name, property: 'Memory', memoryMiB: limit };
  }
  if (reservation !== undefined && reservation < LEAST_MIB) {
    return { problem: 'too-small', container: name, property: 'MemoryReservation', memoryMiB: reservation };
  }
  if (limit !== undefined && reservation !== undefined && reservation > limit) {
    return { problem: 'reservation-above-limit', container: name, reservationMiB: reservation, limitMiB: limit };
  }
  if (limit !== undefined && isFigure(task) && limit > task) {
    return { problem: 'above-task', container: name, limitMiB: limit, taskMiB: task };
  }
  return undefined;
}

const isFigure = (value: number | Unknown | undefined): value is number => typeof value === 'number';
