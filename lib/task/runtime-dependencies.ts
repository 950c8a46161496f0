import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { TaskDefinition } from './task-definition';

/**
 * What must exist as long as a task of this definition may run, and so is created before whatever starts it and deleted
 * after it: its roles with their policies, its log groups, and the mount targets of its file systems.
 *
 * It is lazy, because the execution role and the policies appear late; and it takes plain L2 task definitions too.
 */
export function runtimeDependencies(taskDefinition: ecs.TaskDefinition): IDependable {
  const dependable: IDependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots(): IConstruct[] {
      const fileSystems = taskDefinition instanceof TaskDefinition ? taskDefinition.fileSystems : [];
      return [
        taskDefinition.taskRole,
        ...(taskDefinition.executionRole ? [taskDefinition.executionRole] : []),
        ...taskDefinition.node.findAll().filter((construct) => construct instanceof CfnLogGroup),
        ...fileSystems.flatMap(({ mountTargetsAvailable }) => Dependable.of(mountTargetsAvailable).dependencyRoots),
      ];
    },
  });
  return dependable;
}
