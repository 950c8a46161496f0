import {
  type Cause,
  type Clients,
  clientsFor,
  type DiagnoseRequest,
  type DrainEnd,
  type DrainPlan,
  type DrainRequest,
  diagnose,
  drain,
  type OperationProblem,
  type PreflightOutcome,
  planDrain,
  planTeardown,
  preflight,
  type RunTaskEvent,
  type RunTaskRequest,
  type RunTaskResult,
  readModel,
  runTask,
  type TeardownEnd,
  type TeardownRequest,
  teardown,
  type WatchEnd,
  type WatchRequest,
  watch,
} from '../../lib/operations';

export const clients: Clients[] = [clientsFor(), clientsFor({ region: 'eu-west-1', profile: 'shop', maxAttempts: 5 })];
// @ts-expect-error not every call of AWS is made by operations
export const unmade = clientsFor().ecs.createCluster;
// @ts-expect-error times are in seconds, in the options of what is done
export const late = clientsFor({ timeoutMs: 1 });

// Of run-task.test-d.ts beside it: what a request may hold. Here: where the task comes from is said once.
export const sources: RunTaskRequest['task'][] = [{ family: 'web:7' }, { stack: 'Shop', construct: 'Jobs/Migrate' }];
// @ts-expect-error a family or a construct of a stack
export const twice: RunTaskRequest = { task: { family: 'web', stack: 'Shop', construct: 'Web' }, cluster: 'Shop' };
// @ts-expect-error a stack without the construct
export const whole: RunTaskRequest = { task: { stack: 'Shop' } };

export const asked: DiagnoseRequest[] = [
  { cluster: 'Shop' },
  { cluster: 'Shop', service: 'Web' },
  { cluster: 'Shop', task: '0f2c' },
];
// @ts-expect-error a service or a task
export const both: DiagnoseRequest = { cluster: 'Shop', service: 'Web', task: '0f2c' };
// @ts-expect-error a service is of a cluster
export const alone: DiagnoseRequest = { service: 'Web' };

export const watched: WatchRequest = { cluster: 'Shop', service: 'Web' };
// @ts-expect-error one service
export const all: WatchRequest = { cluster: 'Shop' };

export const drained: DrainRequest[] = [{ cluster: 'Shop', targets: ['i-0a', 'steady'] }];
// @ts-expect-error something is drained
export const nothing: DrainRequest = { cluster: 'Shop', targets: [] };
// @ts-expect-error targets are named in a list
export const bare: DrainRequest = { cluster: 'Shop', targets: 'i-0a' };

export const ended: TeardownRequest[] = [{ stack: 'Shop' }, { stack: 'Shop', withOthers: true }];
// @ts-expect-error a deletion has no force: what is in the way is an obstacle of the plan
export const forced: TeardownRequest = { stack: 'Shop', force: true };

/** Nothing that changes anything takes a request: a plan comes first. */
export async function planned(own: Clients): Promise<readonly [DrainEnd, TeardownEnd]> {
  const plan: DrainPlan = await planDrain(own, drained[0]!);
  // @ts-expect-error a plan is drained
  void drain(own, { cluster: 'Shop', targets: ['i-0a'] });
  // @ts-expect-error a plan is taken down
  void teardown(own, { stack: 'Shop' });
  // @ts-expect-error of its own kind
  void teardown(own, plan);
  return [await drain(own, plan, { timeoutSeconds: 60 }), await teardown(own, await planTeardown(own, ended[0]!))];
}

/** What is looked up is read beforehand. */
export const looked = (own: Clients) => preflight(own, readModel(['cdk.out'], { region: 'eu-west-1' }));
// @ts-expect-error something is read
export const blank = () => readModel([]);
// @ts-expect-error paths are read first
export const unread = (own: Clients) => preflight(own, ['cdk.out']);

/** Each result is told apart by its code, and has what belongs to it. */
export async function results(own: Clients): Promise<readonly unknown[]> {
  const run: RunTaskResult = await runTask(own, { task: { family: 'web' }, cluster: 'Shop' });
  const end: WatchEnd = await watch(own, watched, { timeoutSeconds: 600, intervalSeconds: 10 });
  const { causes } = await diagnose(own, asked[0]!);
  return [
    run.code === 'timed-out' ? run.seconds : run.tasks,
    // @ts-expect-error what has ended has no time that it took too long
    run.code === 'stopped' ? run.seconds : run.missing,
    end.code === 'steady' ? end.tasks : undefined,
    // @ts-expect-error what is not steady has no tasks that run as they should
    end.code === 'stuck' ? end.tasks : undefined,
    causes.map((cause) => (cause.code === 'maximum-reached' ? cause.maximum : cause.followsFrom)),
  ];
}

/** Every code is known: a new one does not compile where all are told apart. */
export function told(one: RunTaskEvent | OperationProblem | Cause | PreflightOutcome): string {
  // @ts-expect-error an outcome has a state
  void one.code;
  return 'state' in one ? one.state : one.code;
}
