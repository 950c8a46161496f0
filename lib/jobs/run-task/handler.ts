/**
 * The function behind a `RunTask`, as it is deployed: plain JavaScript for the SDK of the Lambda runtime, inline so that
 * the package brings no asset.
 *
 * `What` (task definition, overrides) decides whether an update runs the task; `How` is all else. The client token is the
 * request's id, so a retried invocation finds the task that the first one started. A task that outlives the invocation
 * is handed on, with its state, to the next one. A new role's permissions take some seconds to be known everywhere, so
 * a refused start is tried again.
 */
export const HANDLER_SOURCE = `const sdk = (client) => require(\`@aws-sdk/client-\${client}\`);
const ecs = new (sdk('ecs').ECS)();
const HANDED_ON = {};
const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const lines = (...parts) => parts.filter(Boolean).join('\\n');

exports.handler = async (event, context) => {
  const { cluster, ...how } = JSON.parse(event.ResourceProperties.How);
  const by = event.StackId.split('/').pop() + '/' + event.LogicalResourceId.slice(-90);
  const deleting = event.RequestType === 'Delete';
  let failure;
  try {
    failure = await (deleting ? stopAll(cluster, by) : run(event, context, cluster, how, by));
  } catch (error) {
    if (!deleting) await stopAll(cluster, by).catch(() => {});
    if (error.name !== 'ClusterNotFoundException' || !deleting) failure = error.name + ': ' + error.message;
  }
  if (failure !== HANDED_ON) await answer(event, by, failure);
};

async function run(event, context, cluster, how, startedBy) {
  const { ResourceProperties: now, OldResourceProperties: old } = event;
  let { task, deadline } = event.state || {};
  if (!task) {
    if (old && old.What === now.What) return;
    const { Stacks } = await new (sdk('cloudformation').CloudFormation)().describeStacks({ StackName: event.StackId });
    if (Stacks[0].StackStatus.includes('ROLLBACK')) return;
    const { tasks = [], failures = [] } = await start({
      cluster, ...how.run, ...JSON.parse(now.What).run, startedBy, clientToken: event.RequestId, count: 1,
    });
    if (!tasks[0]) return lines('ECS starts no task', ...failures.map((f) => lines(f.reason, f.detail, f.arn)));
    task = tasks[0].taskArn;
    deadline = Date.now() + how.seconds * 1000;
  }
  let seen = {};
  for (;;) {
    const { tasks = [] } = await ecs.describeTasks({ cluster, tasks: [task] }).catch(() => ({}));
    seen = tasks[0] || seen;
    if (seen.lastStatus === 'STOPPED') return verdict(seen, how);
    if (Date.now() >= deadline) {
      await ecs.stopTask({ cluster, task, reason: 'RunTask: timeout' });
      const { lastStatus = 'UNSEEN' } = seen;
      const why = { UNSEEN: 'ECS never described it', PROVISIONING: 'no instance took it', PENDING: 'its containers did not start' };
      return lines(task, 'did not end in ' + how.seconds + ' s', lastStatus, why[lastStatus]);
    }
    if (context.getRemainingTimeInMillis() < 60000) {
      const Payload = JSON.stringify({ ...event, state: { task, deadline } });
      await new (sdk('lambda').Lambda)().invoke({ FunctionName: context.invokedFunctionArn, InvocationType: 'Event', Payload });
      return HANDED_ON;
    }
    await sleep(5);
  }
}

async function start(input, left = 6) {
  try {
    return await ecs.runTask(input);
  } catch (error) {
    if (!left || error.name !== 'AccessDeniedException') throw error;
    await sleep(10);
    return start(input, left - 1);
  }
}

async function verdict(task, { judged, logs }) {
  const bad = judged.map((name) => task.containers.find((c) => c.name === name) || { name }).filter((c) => c.exitCode !== 0);
  if (!bad.length) return;
  await sleep(5);
  const texts = bad.map(async ({ name, exitCode, reason }) => {
    const [logGroupName, prefix] = logs[name] || [];
    const logStreamName = [prefix, name, task.taskArn.split('/').pop()].join('/');
    const { events = [] } = await new (sdk('cloudwatch-logs').CloudWatchLogs)().getLogEvents({ logGroupName, logStreamName, limit: 10 }).catch(() => ({}));
    return lines(name + (exitCode == null ? ' has no exit code' : ' exited with ' + exitCode), reason !== task.stoppedReason && reason, lines(...events.map((e) => e.message)).slice(-700));
  });
  return lines(task.taskArn, task.stoppedReason, ...(await Promise.all(texts)));
}

async function stopAll(cluster, startedBy) {
  const { taskArns: tasks = [] } = await ecs.listTasks({ cluster, startedBy });
  for (const task of tasks) await ecs.stopTask({ cluster, task, reason: 'RunTask: deleted or failed' });
  for (let left = 36; tasks.length && left; left--) {
    const { tasks: found = [] } = await ecs.describeTasks({ cluster, tasks });
    if (found.every((t) => t.lastStatus === 'STOPPED')) return;
    await sleep(5);
  }
}

async function answer({ ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId }, id, failure) {
  const body = JSON.stringify({
    StackId, RequestId, LogicalResourceId, PhysicalResourceId: PhysicalResourceId || id,
    Status: failure ? 'FAILED' : 'SUCCESS', Reason: failure ? failure.slice(0, 1000) : '',
  });
  await fetch(ResponseURL, { method: 'PUT', headers: { 'content-type': '' }, body: Buffer.from(body) });
}
`;
