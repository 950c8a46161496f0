import type { Cluster, Deployment, Service, Task } from '@aws-sdk/client-ecs';
import { serviceNamed, tasksOf } from './emulated-ecs';
import type { AnswerAdaptation } from './proxy';

/** What fakecloud's ECS says otherwise than ECS does. */
export const ecsAnswers = (): readonly AnswerAdaptation[] => [
  clustersByRegion,
  startedByDeployment,
  deploymentCounts(),
];

const clustersByRegion: AnswerAdaptation = {
  shortfall: 'fakecloud finds a cluster in every region, whichever it was made in.',
  apply: async (call, next) => {
    const answer = await next(call);
    if (call.operation !== 'DescribeClusters') return answer;
    const { clusters } = answer as { clusters: Cluster[] };
    return { ...answer, clusters: clusters.filter(({ clusterArn }) => clusterArn!.split(':')[3] === call.region) };
  },
};

const startedByDeployment: AnswerAdaptation = {
  shortfall:
    'fakecloud names the service, not the deployment, as what started a task, gives the exit code as the reason of its end, and does not tell that an update ended it.',
  apply: async (call, next, ask) => {
    const answer = await next(call);
    if (call.operation !== 'DescribeTasks') return answer;
    const { tasks } = answer as { tasks: Task[] };
    const adapted = tasks.map(async (task): Promise<Task> => {
      const [, name] = /^service:(.+)$/.exec(task.group ?? '') ?? [];
      const service = name ? await serviceNamed(ask, task.clusterArn!, name) : undefined;
      return {
        ...task,
        ...(service && { startedBy: deploymentOf(service, task)?.id }),
        ...(task.lastStatus === 'STOPPED' && endOf(task, service)),
      };
    });
    return { ...answer, tasks: await Promise.all(adapted) };
  },
};

/** Why a task has stopped, in the words of ECS. */
function endOf(task: Task, service: Service | undefined): Partial<Task> {
  const deployments = service?.deployments ?? [];
  const own = service && deploymentOf(service, task);
  // fakecloud lists the newest first, and keeps those that are over.
  const next = own && deployments[deployments.indexOf(own) - 1];
  if (next && Number(task.stoppedAt) >= Math.floor(Number(next.createdAt))) {
    const stoppedReason = `Scaling activity initiated by (deployment ${next.id})`;
    return { stopCode: 'ServiceSchedulerInitiated', stoppedReason };
  }
  return /^Exit code/.test(task.stoppedReason ?? '') ? { stoppedReason: 'Essential container in task exited' } : {};
}

/** The newest deployment of the revision that a task runs. */
const deploymentOf = ({ deployments = [] }: Service, task: Task): Deployment | undefined =>
  deployments.find(({ taskDefinition }) => taskDefinition === task.taskDefinitionArn);

function deploymentCounts(): AnswerAdaptation {
  /** Of deployments that were once complete, which they stay whatever becomes of their tasks: how many had failed. */
  const completed = new Map<string, number>();
  return {
    shortfall: 'fakecloud counts no tasks of a deployment, calls none complete, and lists those that are over.',
    apply: async (call, next, ask) => {
      const answer = await next(call);
      if (call.operation !== 'DescribeServices') return answer;
      const { services } = answer as { services: Service[] };
      const adapted = services.map(async (service): Promise<Service> => {
        const tasks = await tasksOf(ask, service, 'RUNNING');
        const ended = await tasksOf(ask, service, 'STOPPED');
        const deployments = (service.deployments ?? []).map((one): Deployment => {
          const own = tasks.filter((task) => deploymentOf(service, task) === one);
          const runningCount = own.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
          const pendingCount = own.length - runningCount;
          const isSteady = tasks.length === own.length && own.every(hasStayed);
          const failed = ended.filter((task) => deploymentOf(service, task) === one && !wasTold(task)).length;
          if (isSteady && runningCount === one.desiredCount && !completed.has(one.id!)) completed.set(one.id!, failed);
          const isComplete = completed.has(one.id!);
          return {
            ...one,
            ...{ runningCount, pendingCount, failedTasks: completed.get(one.id!) ?? failed },
            ...(isComplete && {
              ...{ rolloutState: 'COMPLETED', rolloutStateReason: `ECS deployment ${one.id} completed.` },
            }),
          };
        });
        const left = deployments.filter(({ status, runningCount, pendingCount }) => {
          return status === 'PRIMARY' || runningCount! + pendingCount! > 0;
        });
        return { ...service, deployments: left };
      });
      return { ...answer, services: await Promise.all(adapted) };
    },
  };
}

/** ECS calls a service steady a while after its tasks have started, not at once. */
const STAY_SECONDS = 3;

const hasStayed = ({ startedAt }: Task): boolean => Date.now() / 1000 - Number(startedAt ?? 0) > STAY_SECONDS;

/** Whether a task ended since somebody wanted it to. */
const wasTold = ({ stopCode }: Task): boolean =>
  stopCode !== 'EssentialContainerExited' && stopCode !== 'TaskFailedToStart';
