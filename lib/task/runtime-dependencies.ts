import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Dependable, type IDependable } from 'constructs';

/**
 * What must exist as long as a task of this definition may run, and so must be created before whatever starts it and
 * deleted after it: its roles with their policies, and its log groups.
 *
 * It is lazy, because the execution role and its policies appear late.
 */
export function runtimeDependencies(taskDefinition: ecs.TaskDefinition): IDependable {
  const dependable: IDependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots() {
      return [
        taskDefinition.taskRole,
        ...(taskDefinition.executionRole ? [taskDefinition.executionRole] : []),
        ...taskDefinition.node.findAll().filter((child) => child instanceof CfnLogGroup),
      ];
    },
  });
  return dependable;
}
