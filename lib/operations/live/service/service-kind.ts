import type { Deployment, Service } from '@aws-sdk/client-ecs';

/** Whether a service runs one task on each instance. */
export const isDaemon = ({ schedulingStrategy }: Service): boolean => schedulingStrategy === 'DAEMON';

/** Whether ECS itself replaces the tasks of a service a few at a time; other kinds start all new ones beside the old. */
export const isRolling = ({ deploymentController, deploymentConfiguration }: Service): boolean =>
  (deploymentController?.type ?? 'ECS') === 'ECS' && (deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING';

/** The deployment that a service is to run: its newest, or the one that it goes back to. */
export const primaryOf = ({ deployments = [] }: Service): Deployment | undefined =>
  deployments.find(({ status }) => status === 'PRIMARY');
