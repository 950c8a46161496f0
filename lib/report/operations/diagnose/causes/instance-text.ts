import type { UnregisteredInstance } from '../../../../operations/diagnose/causes/capacity/unregistered';
import type { InstanceCause } from '../../../../operations/diagnose/causes/instance/container-instances';
import { duration } from '../../../clock';
import { nameList } from '../../../name-list';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';

const SEEN = {
  'no-instance-profile': 'EC2 shows no instance profile: the agent has no credentials to register with',
  stopped: 'EC2 shows it stopped',
} as const;

const FIXES = {
  'no-instance-profile':
    'give the launch template an instance profile with AmazonEC2ContainerServiceforEC2Role, then replace the instance',
  stopped: 'terminate it, so that the group launches another: an instance of a group must not be stopped',
} as const;

/** An instance that never registered. Without something seen, the reasons are guesses and said as such. */
export function unregisteredText(cause: UnregisteredInstance): CauseText {
  const { ec2InstanceId, autoScalingGroup, ageSeconds, seen } = cause;
  return {
    title: `instance ${ec2InstanceId} of the group ${autoScalingGroup} runs and is not registered in the cluster`,
    evidence: [
      `in service in the group, launched ${duration(ageSeconds)} ago; no container instance has its id`,
      ...(seen ? [SEEN[seen]] : []),
    ],
    fix: seen
      ? FIXES[seen]
      : 'usual reasons, none of them verified: no way from the subnet to the ECS endpoints (NAT gateway, or endpoints ecs, ecs-agent and ecs-telemetry); ECS_CLUSTER in the user data names another cluster; the image has no ECS agent; the instance role lacks AmazonEC2ContainerServiceforEC2Role. See /var/log/ecs/ecs-agent.log on it, and its console output',
  };
}

/** A container instance that takes no task. */
export function instanceText(cause: InstanceCause): CauseText {
  const name = cause.ec2InstanceId ?? cause.containerInstanceId;
  switch (cause.code) {
    case 'agent-disconnected':
      return {
        title: `the ECS agent of ${name} is not connected`,
        evidence: [
          `container instance ${cause.containerInstanceId}, ${counted(cause.tasks, 'task')}${cause.agentVersion ? `, agent ${cause.agentVersion}` : ''}`,
        ],
        fix: 'no task starts or stops there until it connects. It reconnects by itself now and then: ask again in a minute. If it stays so, restart the agent (systemctl restart ecs), and see whether the disk is full and the ECS endpoints are reachable; if it stays so, terminate the instance',
      };
    case 'registration-failed':
      return {
        title: `${name} could not be registered`,
        evidence: [`container instance ${cause.containerInstanceId}${cause.reason ? `: ${cause.reason}` : ''}`],
        fix: 'mend what the reason names, then terminate the instance, so that the group launches another',
      };
    case 'draining':
      return drainingText(cause, name);
  }
}

function drainingText(cause: Extract<InstanceCause, { code: 'draining' }>, name: string): CauseText {
  const { alone, protectedTasks, services } = cause;
  const kept = protectedTasks.map(({ id, until }) => (until ? `${id} (until ${until})` : id));
  const fixes = [
    ...(services.length > 0
      ? ['services stop a task here when another runs elsewhere: see whether it can be placed']
      : []),
    ...(kept.length > 0
      ? ['end the protection (aws ecs update-task-protection --no-protection-enabled) or wait for its end']
      : []),
    ...(alone.length > 0
      ? ['tasks that were run alone are not moved: wait for them, or stop them (aws ecs stop-task)']
      : []),
  ];
  return {
    title: `${name} drains, and ${counted(cause.tasks, 'task')} still ${cause.tasks === 1 ? 'runs' : 'run'} there`,
    evidence: [
      ...(services.length > 0 ? [`tasks of ${nameList(services)}`] : []),
      ...(kept.length > 0 ? [`kept by scale-in protection: ${nameList(kept)}`] : []),
      ...(alone.length > 0 ? [`run alone: ${nameList(alone)}`] : []),
    ],
    fix: fixes.join('; '),
  };
}
