import type { ContainerInstance } from '@aws-sdk/client-ecs';
import { shortName } from '../../../aws/arn';
import { isOfService, serviceOfGroup } from '../../../live/task/task-group';
import type { Look } from '../../look';
import { type ProtectedTask, protectedAmong } from '../../scene/task-protection';

interface OfInstance {
  readonly containerInstanceId: string;
  readonly ec2InstanceId?: string;
  /** Tasks that run on it. */
  readonly tasks: number;
}

/** A container instance that takes no task. */
export type InstanceCause =
  | (OfInstance & { readonly code: 'agent-disconnected'; readonly agentVersion?: string })
  | (OfInstance & {
      readonly code: 'registration-failed';
      readonly reason?: string;
    })
  | (OfInstance & {
      /** It drains, and tasks still run on it. */
      readonly code: 'draining';
      /** Tasks that were run alone: a drain waits for their end and stops none. */
      readonly alone: readonly string[];
      /** Tasks that scale-in protection keeps. */
      readonly protectedTasks: readonly ProtectedTask[];
      /** Services that must start the rest elsewhere first. */
      readonly services: readonly string[];
    });

/** Instances that are registered and take no task. */
export async function containerInstances({ scene, clients, looker }: Look): Promise<readonly InstanceCause[]> {
  const causes: InstanceCause[] = [];
  for (const one of scene.containerInstances ?? []) {
    const tasks = (scene.tasks ?? []).filter((task) => task.containerInstanceArn === one.containerInstanceArn);
    const of = ofInstance(one);
    if (one.status === 'REGISTRATION_FAILED') {
      causes.push({ code: 'registration-failed', ...of, ...(one.statusReason && { reason: one.statusReason }) });
    } else if (one.agentConnected === false) {
      const agentVersion = one.versionInfo?.agentVersion;
      causes.push({ code: 'agent-disconnected', ...of, ...(agentVersion && { agentVersion }) });
    }
    if (one.status === 'DRAINING' && tasks.length > 0) {
      const protectedTasks = await protectedAmong(tasks, scene, clients, looker);
      const [ofServices, alone] = [tasks.filter(isOfService), tasks.filter((task) => !isOfService(task))];
      causes.push({
        ...{ code: 'draining', ...of, tasks: tasks.length, protectedTasks },
        alone: alone.map(({ taskArn }) => shortName(taskArn ?? '')),
        services: [...new Set(ofServices.flatMap(({ group }) => serviceOfGroup(group) ?? []))],
      });
    }
  }
  return causes;
}

const ofInstance = ({
  containerInstanceArn = '',
  ec2InstanceId,
  runningTasksCount: tasks = 0,
}: ContainerInstance): OfInstance => ({
  containerInstanceId: shortName(containerInstanceArn),
  ...(ec2InstanceId && { ec2InstanceId }),
  tasks,
});
