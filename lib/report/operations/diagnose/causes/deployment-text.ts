import type { DeploymentCause } from '../../../../operations/diagnose/causes/service/deployments';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

/** What a deployment comes to. */
export function deploymentText(cause: DeploymentCause): CauseText {
  const { service, deployment, taskDefinition, failedTasks } = cause;
  const evidence = [`${deployment}: ${counted(failedTasks, 'failed task')}`];
  const see = 'see why its tasks stopped, cannot be placed, or are unhealthy';
  switch (cause.code) {
    case 'deployment-failed':
      return {
        title: `the deployment of ${taskDefinition} to ${service} has failed`,
        evidence: [...evidence, ...(cause.reason ? [`ECS says: ${cause.reason}`] : [])],
        fix: `${see}; then deploy again`,
      };
    case 'deployment-rolling-back':
      return {
        title: `${service} is being rolled back to ${taskDefinition}`,
        evidence: [...evidence, `ECS says: ${cause.reason}`],
        fix: `${see}, of the revision that failed; then deploy again`,
      };
    case 'deployment-forbidden': {
      const { desiredCount, minimumHealthyPercent, maximumPercent } = cause;
      return {
        title: `the deployment of ${taskDefinition} to ${service} can never take a step`,
        evidence: [
          `${counted(desiredCount, 'task')} wanted: at ${minimumHealthyPercent}% minimum none may stop first, at ${maximumPercent}% maximum none may start first`,
        ],
        fix: 'raise maximumPercent so that one more task may start, or lower minimumHealthyPercent so that one may stop',
      };
    }
    case 'deployment-failing':
      return {
        title: `tasks of the deployment of ${taskDefinition} to ${service} fail`,
        evidence: [
          `${deployment}: ${counted(failedTasks, 'failed task')}${
            cause.endsAt === undefined
              ? '; there is no circuit breaker to end it'
              : ` of the ${cause.endsAt} at which the circuit breaker ends it`
          }`,
        ],
        fix:
          cause.endsAt === undefined
            ? `${see}; turn the circuit breaker on, or it goes on for ever`
            : `${see}; what you mend now must be deployed again`,
      };
  }
}
