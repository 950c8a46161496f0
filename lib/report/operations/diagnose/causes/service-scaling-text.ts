import type { ServiceScalingCause } from '../../../../operations/diagnose/causes/service/service-scaling';
import { nameList } from '../../../name-list';
import type { CauseText } from './cause-words';

const COMMAND =
  'aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount';

/** Why the scaling of a service does not give it tasks. */
export function serviceScalingText(cause: ServiceScalingCause): CauseText {
  const { service, resourceId, desired, maximum } = cause;
  if (cause.code === 'service-maximum-reached') {
    return {
      title: `${service} is at the maximum of its scaling, ${maximum} tasks, and its policy asks for more`,
      evidence: [
        `desired ${desired}, maximum ${maximum}`,
        `Application Auto Scaling says at ${cause.at}: ${cause.asked}`,
      ],
      fix: `raise the maximum in its stack, after a look whether the capacity holds as many tasks; at once: ${COMMAND} --resource-id ${resourceId} --max-capacity N`,
    };
  }
  const { suspended, minimum } = cause;
  const isOfTeardown = suspended.length === 3 && minimum === 0 && desired === 0;
  const resume = 'DynamicScalingInSuspended=false,DynamicScalingOutSuspended=false,ScheduledScalingSuspended=false';
  return {
    title: `the scaling of ${service} is suspended: ${nameList(suspended)}`,
    evidence: [
      `desired ${desired}, minimum ${minimum}, maximum ${maximum}`,
      ...(isOfTeardown ? ['this is how a teardown leaves it that was begun and not finished'] : []),
    ],
    fix: `${isOfTeardown ? 'finish the teardown; or' : 'if that is not meant:'} ${COMMAND} --resource-id ${resourceId} --suspended-state ${resume}${isOfTeardown ? ' --min-capacity N' : ''}`,
  };
}
