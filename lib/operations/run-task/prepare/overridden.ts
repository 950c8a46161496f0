import type { TaskOverride } from '@aws-sdk/client-ecs';
import type { FoundTaskDefinition } from '../../live/task/find-task-definition';

/** A task definition as a task with overrides has it. */
export function overridden(definition: FoundTaskDefinition, overrides: TaskOverride = {}): FoundTaskDefinition {
  const { containerOverrides = [], cpu, memory, taskRoleArn, executionRoleArn } = overrides;
  return {
    ...definition,
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(taskRoleArn !== undefined && { taskRoleArn }),
    ...(executionRoleArn !== undefined && { executionRoleArn }),
    containerDefinitions: (definition.containerDefinitions ?? []).map((container) => {
      const { environment: _, ...own } = containerOverrides.find(({ name }) => name === container.name) ?? {};
      return { ...container, ...own };
    }),
  };
}
