import type { Model, TaskDefinition } from '../../template';

/** The task definitions that may run on EC2 instances; those for Fargate and external instances are left out. */
export const ec2TaskDefinitions = (model: Model): readonly TaskDefinition[] =>
  model.taskDefinitions.filter(({ isElsewhere }) => !isElsewhere);
