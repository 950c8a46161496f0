import type { TaskOverride } from '@aws-sdk/client-ecs';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import { invalid } from './invalid';

/** What can run on EC2 instances, as ECS names it. */
const ON_INSTANCES: readonly string[] = ['EC2', 'MANAGED_INSTANCES'];

/** Refuses a task definition that cannot be run on EC2 instances by itself. @throws OperationError invalid-request */
export function checkRunnable(definition: FoundTaskDefinition): void {
  const { family, revision, status, compatibilities = [], volumes = [] } = definition;
  if (status && status !== 'ACTIVE')
    throw invalid(`${family}:${revision} is ${status}; give a revision that is active`);
  if (compatibilities.length > 0 && !compatibilities.some((one) => ON_INSTANCES.includes(one))) {
    throw invalid(`${family}:${revision} is for ${compatibilities.join(', ')}, not for EC2 instances`);
  }
  const atLaunch = volumes.find(({ configuredAtLaunch }) => configuredAtLaunch);
  if (atLaunch) {
    throw invalid(`the volume ${atLaunch.name} of ${family} is configured at launch, which run-task does not do`);
  }
}

/**
 * Refuses overrides that contradict what they leave as it is.
 * @param definition with the overrides in effect
 * @throws OperationError invalid-request
 */
export function checkOverrides(definition: FoundTaskDefinition, overrides: TaskOverride): void {
  const { family, executionRoleArn, containerDefinitions = [], cpu, memory, runtimePlatform } = definition;
  for (const { name } of overrides.containerOverrides ?? []) {
    const { memory: limit, memoryReservation: soft } = containerDefinitions.find((one) => one.name === name) ?? {};
    if (limit && soft && soft > limit) {
      throw invalid(`${name} would reserve ${soft} MiB of a limit of ${limit} MiB; override the other one as well`);
    }
  }
  if (overrides.containerOverrides?.some((one) => one.environmentFiles) && !executionRoleArn) {
    throw invalid(`${family} has no execution role to read environment files with; give --execution-role`);
  }
  // On Windows the size of the task counts for nothing.
  if (runtimePlatform?.operatingSystemFamily?.startsWith('WINDOWS')) return;
  const sum = (amounts: readonly (number | undefined)[]) => amounts.reduce<number>((all, one) => all + (one ?? 0), 0);
  const cpuUnits = sum(containerDefinitions.map((one) => one.cpu));
  const memoryMiB = sum(containerDefinitions.map((one) => one.memoryReservation || one.memory));
  if (isLess(cpu, cpuUnits))
    throw invalid(`the containers of ${family} take ${cpuUnits} CPU units, the task has ${cpu}`);
  if (isLess(memory, memoryMiB))
    throw invalid(`the containers of ${family} take ${memoryMiB} MiB, the task has ${memory}`);
}

/** Whether a task's size is a number less than what its containers take. */
const isLess = (size: string | undefined, taken: number): boolean => /^\d+$/.test(size ?? '') && Number(size) < taken;
