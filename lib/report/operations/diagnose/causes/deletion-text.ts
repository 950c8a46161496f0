import type { DeletionHeld, Holder } from '../../../../operations/diagnose/causes/service/deletion';
import type { CauseText } from './cause-words';

const WHAT: Readonly<Record<DeletionHeld['what'], string>> = {
  service: 'service',
  'auto-scaling-group': 'Auto Scaling group',
  'capacity-provider': 'capacity provider',
  cluster: 'cluster',
};

/** A deletion that hangs. */
export function deletionText({ what, name, toZero, heldBy }: DeletionHeld): CauseText {
  const codes = new Set(heldBy.map(({ code }) => code));
  return {
    title: toZero
      ? `the ${WHAT[what]} ${name} is to be empty, and is not`
      : `the deletion of the ${WHAT[what]} ${name} waits`,
    evidence: heldBy.map(holderText),
    fix: [...codes].map((code) => fixOf(code, name)).join('; '),
  };
}

function holderText(holder: Holder): string {
  switch (holder.code) {
    case 'task':
      return `task ${holder.id} is ${holder.lastStatus}`;
    case 'role':
    case 'reason':
      return `ECS says: ${holder.code === 'role' ? holder.event : holder.text}`;
    case 'protected-instance':
      return `${holder.ec2InstanceId} is protected from scale-in`;
    case 'lifecycle-hook':
      return `${holder.ec2InstanceId} is ${holder.lifecycleState}: a lifecycle hook (managed draining has one) holds it`;
    case 'instance':
      return `${holder.ec2InstanceId} is ${holder.lifecycleState}`;
    case 'service':
      return `service ${holder.name} is still there`;
    case 'container-instance':
      return `container instance ${holder.id} is still registered`;
  }
}

function fixOf(code: Holder['code'], name: string): string {
  switch (code) {
    case 'task':
      return 'tasks end when they have stopped and their network interfaces and targets are gone: wait for the stop timeout and the deregistration delay, then stop them (aws ecs stop-task)';
    case 'role':
      return 'make the role again that the event names, with its policies: ECS needs it to take the targets and network interfaces away';
    case 'reason':
      return 'mend what ECS says, then delete again: a capacity provider goes when no service uses it';
    case 'protected-instance':
      return `take the protection off: aws autoscaling set-instance-protection --auto-scaling-group-name ${name} --no-protected-from-scale-in --instance-ids …`;
    case 'lifecycle-hook':
      return 'see what its tasks wait for (a drain), or complete the hook: aws autoscaling complete-lifecycle-action';
    case 'instance':
      return 'the other instances go by themselves';
    case 'service':
      return 'delete the services first (aws ecs delete-service --force)';
    case 'container-instance':
      return 'take the group of the instances to zero';
  }
}
