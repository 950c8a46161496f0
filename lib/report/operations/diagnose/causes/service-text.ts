import type { DesiredZero } from '../../../../operations/diagnose/causes/service/desired-zero';
import type { ProtectedTasks } from '../../../../operations/diagnose/causes/service/protected-tasks';
import type { ServiceEventCause } from '../../../../operations/diagnose/causes/service/service-events';
import { nameList } from '../../../name-list';
import type { CauseText } from './cause-words';
import { stopReasonText } from './stop-reason-text';

/** What ECS says of a service. */
export function serviceEventText(cause: ServiceEventCause): CauseText {
  const { service, event, at } = cause;
  const evidence = [`ECS says${at ? ` at ${at}` : ''}: ${event}`];
  switch (cause.code) {
    case 'launch-refused': {
      const [what, fix] = cause.why ? stopReasonText(cause.why) : ['see what it says', 'mend what the event names'];
      return { title: `ECS cannot start a task of ${service}: ${what}`, evidence, fix };
    }
    case 'placement-refused':
      return {
        title: `ECS finds no instance for a task of ${service}`,
        evidence,
        fix: 'the placement engine finds room, or could not look: see what the event names, and whether it still says so after a minute',
      };
    case 'targets-not-registered':
      return {
        title: `ECS cannot change the targets of ${service}`,
        evidence,
        fix: "see whether the target group is there and takes the service's kind of target, and whether the role that ECS uses is there",
      };
    case 'starts-slowed':
      return {
        title: `ECS starts tasks of ${service} ever more slowly, as they keep failing`,
        evidence,
        fix: 'see why its tasks stop; an update of the service resets the delay',
      };
    case 'scheduler-throttled':
      return {
        title: `AWS limits the rate at which ECS works on ${service}`,
        evidence,
        fix: 'wait: ECS tries again; see what else changes so many targets, interfaces or tasks at once',
      };
  }
}

/** Tasks that must not be stopped. */
export function protectedTasksText({ service, holds, tasks }: ProtectedTasks): CauseText {
  return {
    title: `scale-in protection of tasks holds up ${holds === 'deployment' ? 'the deployment of' : 'the scaling-in of'} ${service}`,
    evidence: [`protected: ${nameList(tasks.map(({ id, until }) => (until ? `${id} (until ${until})` : id)))}`],
    fix: 'wait until they end their protection, or end it: aws ecs update-task-protection --no-protection-enabled',
  };
}

/** A service that is to run nothing. */
export function desiredZeroText({ service, runningCount, event }: DesiredZero): CauseText {
  return {
    title: `${service} is to run no task: its desired count is 0`,
    evidence: [`desired 0, running ${runningCount}`, ...(event ? [`ECS says: ${event}`] : [])],
    fix: 'set the desired count, or see what set it to 0: a deployment that states it, or scaling whose minimum is 0',
  };
}
