import type { ContainerOverride, TaskOverride } from '@aws-sdk/client-ecs';
import { shortName } from '../../aws/arn';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';
import type { ContainerOverrides, TaskOverrides } from '../task-overrides';
import { invalid, unknownName } from './invalid';

/** Characters that ECS takes for all overrides, as JSON. */
const MOST = 8192;

/** Environment files that ECS takes for a container. */
const MOST_FILES = 10;

/** The overrides of a call; nothing where a request has none. @throws OperationError not-found, invalid-request */
export function overridesInput(
  overrides: TaskOverrides | undefined,
  definition: FoundTaskDefinition,
): TaskOverride | undefined {
  if (!overrides) return undefined;
  const { cpuUnits, memoryMiB, taskRoleArn, executionRoleArn } = overrides;
  const containerOverrides = byName(overrides, definition).flatMap(([name, one]) => containerInput(name, one) ?? []);
  const input: TaskOverride = {
    ...(containerOverrides.length > 0 && { containerOverrides }),
    ...(cpuUnits !== undefined && { cpu: String(whole(cpuUnits, 'CPU units of the task')) }),
    ...(memoryMiB !== undefined && { memory: String(whole(memoryMiB, 'MiB of the task')) }),
    ...(taskRoleArn && { taskRoleArn }),
    ...(executionRoleArn && { executionRoleArn }),
  };
  const { length } = JSON.stringify(input);
  if (length > MOST) throw invalid(`the overrides are ${length} characters as JSON; ECS takes ${MOST}`);
  return Object.keys(input).length > 0 ? input : undefined;
}

function byName(
  { container, containers }: TaskOverrides,
  { containerDefinitions = [], taskDefinitionArn, family }: FoundTaskDefinition,
): readonly (readonly [string, ContainerOverrides])[] {
  const names = containerDefinitions.flatMap(({ name }) => name ?? []);
  for (const name of Object.keys(containers ?? {})) {
    if (!names.includes(name)) {
      throw unknownName('container', name, `task definition ${shortName(taskDefinitionArn)}`, names);
    }
  }
  if (containers) return Object.entries(containers);
  if (!container) return [];
  const essential = containerDefinitions.filter((one) => one.essential !== false).flatMap(({ name }) => name ?? []);
  const candidates = names.length === 1 ? names : essential;
  if (candidates.length === 1) return [[candidates[0]!, container]];
  throw invalid(
    `${family} has several essential containers; say which is meant: --container ${candidates.join(' or ')}`,
  );
}

function containerInput(name: string, overrides: ContainerOverrides): ContainerOverride | undefined {
  const { command, environment = {}, environmentFiles, cpuUnits, memoryMiB, memoryReservationMiB, gpus } = overrides;
  const variables = Object.entries(environment).map(([variable, value]) => ({ name: variable, value }));
  const input = {
    ...(command && { command: [...command] }),
    ...(variables.length > 0 && { environment: variables }),
    ...(environmentFiles?.length && { environmentFiles: filesInput(name, environmentFiles) }),
    ...(cpuUnits !== undefined && { cpu: whole(cpuUnits, `CPU units of ${name}`) }),
    ...(memoryMiB !== undefined && { memory: whole(memoryMiB, `MiB of ${name}`) }),
    ...(memoryReservationMiB !== undefined && {
      memoryReservation: whole(memoryReservationMiB, `MiB reserved for ${name}`),
    }),
    ...(gpus !== undefined && {
      resourceRequirements: [{ type: 'GPU' as const, value: String(whole(gpus, `GPUs of ${name}`)) }],
    }),
  };
  return Object.keys(input).length > 0 ? { name, ...input } : undefined;
}

function filesInput(name: string, arns: readonly string[]) {
  if (arns.length > MOST_FILES) {
    throw invalid(`${arns.length} environment files for ${name}; ECS takes ${MOST_FILES}`);
  }
  return arns.map((value) => {
    if (/^arn:[\w-]+:s3:::[^/]+\/.*\.env$/.test(value)) return { value, type: 's3' as const };
    throw invalid(`${value} is no ARN of an object in S3 whose name ends with .env`);
  });
}

function whole(value: number, what: string): number {
  if (Number.isInteger(value) && value > 0) return value;
  throw invalid(`${value} ${what}: give a whole number, 1 or more`);
}
