import { CustomResource, Duration, Lazy } from 'aws-cdk-lib';
import type { Connections, IConnectable } from 'aws-cdk-lib/aws-ec2';
import { PlacementStrategy, type TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { capacityAssociation, renderStrategy } from '../../cluster';
import { MisuseError } from '../../errors';
import { type ContainersOf, runtimeDependencies } from '../../task';
import { renderOverrides, requireContainer } from '../container-overrides';
import type { Job, NamedJob } from '../job';
import { requireRunnable } from '../require-runnable';
import { taskNetwork } from '../task-network';
import { essentialsOf } from './containers';
import { ingressRules } from './ingress-rules';
import { TaskRunner } from './task-runner';

/** Which task a {@link RunTask} runs where, and how it is judged. */
export interface RunTaskProps<C extends string, T extends TaskDefinition> extends Job<C, T> {
  /**
   * The container whose exit code decides.
   *
   * @default - every essential container must exit with 0. ECS stops the others when the first of them ends, so name one
   * if several are essential
   */
  readonly container?: ContainersOf<NoInfer<T>>;

  /**
   * How long the task may take, the start of an instance included; 1 to 55 minutes. Then it is stopped and the
   * deployment fails: CloudFormation waits an hour at most.
   *
   * @default Duration.minutes(30)
   */
  readonly timeout?: Duration;

  /**
   * A value whose change runs the task again even if nothing else changes.
   *
   * @default - only a new revision of the task definition, or other overrides, run it again
   */
  readonly rerunOn?: string;
}

const MAX_TIMEOUT = Duration.minutes(55);

/**
 * A task that runs once in a deployment, to its end, before what depends on it: a migration before the web service.
 *
 * ```ts
 * const migration = new RunTask(this, 'Migration', { cluster, taskDefinition, capacity: { steady: {} } });
 * web.node.addDependency(migration);
 * ```
 *
 * The deployment fails, with the exit code and the last lines of the log in its reason, when the task does not exit with
 * 0 or does not end in time. The task runs when it is new, when its definition or its overrides change, and never twice
 * for one change. A rollback runs nothing: a migration must leave a database that the version before can work with.
 * Deleting the stack stops the task if it still runs.
 *
 * @throws MisuseError `JobTimeout`, `JobNotForEc2`, `JobManagedVolume`, `JobArchitecture`, `JobContainerUnknown`,
 * `JobNetworkMode`, `JobWithoutPrivateSubnets`, and those of a capacity strategy
 */
export class RunTask<C extends string = string, T extends TaskDefinition = TaskDefinition>
  extends Construct
  implements IConnectable
{
  /** The task's own security groups in awsvpc mode, those of the cluster's instances otherwise. */
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: RunTaskProps<C, T>) {
    super(scope, id);
    // The conditional types stay open here, where the task definition is unknown; callers have met them.
    const job = props as unknown as NamedJob & { readonly container?: string };
    const { cluster, taskDefinition, overrides, container } = job;
    const timeout = this.checkedTimeout(props.timeout);
    requireRunnable(job, this);
    if (container !== undefined) requireContainer(container, taskDefinition, this);
    const { connections, awsvpc } = taskNetwork(job, this);
    this.connections = connections;

    const runner = new TaskRunner(this, 'Runner', cluster, taskDefinition);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: runner.functionArn,
      resourceType: 'Custom::StowageRunTask',
      // The function answers at the timeout; the rest is for it to be late and to stop the task.
      serviceTimeout: timeout.plus(Duration.minutes(5)),
      properties: {
        What: runner.stack.toJsonString({
          run: {
            taskDefinition: taskDefinition.taskDefinitionArn,
            ...(overrides && { overrides: renderOverrides(overrides, taskDefinition, this) }),
          },
          rerunOn: props.rerunOn,
        }),
        How: runner.stack.toJsonString({
          cluster: cluster.clusterArn,
          run: {
            capacityProviderStrategy: renderStrategy(cluster, job.capacity, this),
            placementStrategy: (job.placementStrategies ?? [PlacementStrategy.packedByMemory()]).flatMap((strategy) =>
              strategy.toJson(),
            ),
            networkConfiguration: awsvpc && {
              awsvpcConfiguration: {
                subnets: awsvpc.subnets.map(({ subnetId }) => subnetId),
                securityGroups: awsvpc.securityGroups.map(({ securityGroupId }) => securityGroupId),
              },
            },
            // Costs can be told apart by cluster and by whatever tags the task definition has.
            enableECSManagedTags: true,
            propagateTags: 'TASK_DEFINITION',
          },
          seconds: timeout.toSeconds(),
          judged: container === undefined ? Lazy.any({ produce: () => essentialsOf(taskDefinition) }) : [container],
          logs: Object.fromEntries(runner.logs.map(({ container: name, group, prefix }) => [name, [group, prefix]])),
        }),
      },
    });
    resource.node.addDependency(
      runner,
      capacityAssociation(cluster),
      runtimeDependencies(taskDefinition),
      ...(awsvpc ? [ingressRules(awsvpc.securityGroups, this)] : []),
    );
  }

  private checkedTimeout(timeout = Duration.minutes(30)): Duration {
    if (timeout.isUnresolved()) {
      throw new MisuseError(
        'JobTimeout',
        'the timeout must be known before deployment: give a Duration of numbers',
        this,
      );
    }
    const seconds = timeout.toSeconds({ integral: false });
    if (Number.isInteger(seconds) && seconds >= 60 && seconds <= MAX_TIMEOUT.toSeconds()) return timeout;
    throw new MisuseError(
      'JobTimeout',
      `timeout is ${seconds} seconds: take whole seconds from 60 to ${MAX_TIMEOUT.toSeconds()}; CloudFormation waits an hour at most, so start a longer job by hand or by a schedule`,
      this,
    );
  }
}
