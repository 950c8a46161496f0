import { HANDLER_SOURCE } from '../../../lib/jobs/run-task/handler';

export interface Answer {
  readonly Status: string;
  readonly Reason: string;
  readonly PhysicalResourceId: string;
}

type Handler = (event: object, context: object) => Promise<void>;

/** What the fake services do, and what they were asked. */
export interface World {
  readonly calls: { readonly name: string; readonly input: Record<string, unknown> }[];
  readonly answers: Answer[];
  /** Seconds since the first invocation. */
  now: number;
  /** Second at which the running invocation is cut off. */
  invocationEnds: number;
  stackStatus: string;
  /** Answers of one operation, in order; the last one is repeated. A function may throw. */
  readonly replies: Record<string, (object | (() => object))[]>;
}

export const TASK = 'arn:aws:ecs:eu-west-1:111122223333:task/Cluster/0123';

export function world(replies: World['replies'] = {}): World {
  return {
    calls: [],
    answers: [],
    now: 0,
    invocationEnds: 900,
    stackStatus: 'UPDATE_IN_PROGRESS',
    replies: { runTask: [{ tasks: [{ taskArn: TASK }] }], ...replies },
  };
}

/** A stopped task with the exit codes of its containers; undefined where there is none. */
export function stopped(exitCodes: Record<string, number | undefined>, more: object = {}): object {
  const containers = Object.entries(exitCodes).map(([name, exitCode]) => ({ name, exitCode }));
  return { tasks: [{ taskArn: TASK, lastStatus: 'STOPPED', containers, ...more }] };
}

export const inState = (lastStatus: string) => ({ tasks: [{ taskArn: TASK, lastStatus, containers: [] }] });

export const What = (revision: number) => JSON.stringify({ run: { taskDefinition: `migrate:${revision}` } });
export const How = (more: object = {}) =>
  JSON.stringify({
    cluster: 'the-cluster',
    run: { capacityProviderStrategy: [{ capacityProvider: 'steady', weight: 1 }] },
    seconds: 600,
    judged: ['app'],
    logs: {},
    ...more,
  });

export function request(RequestType: 'Create' | 'Update' | 'Delete', more: object = {}): Record<string, unknown> {
  return {
    RequestType,
    ResponseURL: 'https://cloudformation.example/answer',
    StackId: 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Shop/6f2c-uuid',
    RequestId: 'request-1',
    LogicalResourceId: 'Migration0A1B',
    ...(RequestType !== 'Create' && { PhysicalResourceId: 'given-before' }),
    ResourceProperties: { What: What(1), How: How() },
    ...more,
  };
}

/** Evaluates the very text that is deployed, with fakes for all it can reach, and invokes it. */
export async function invoke(world: World, event: object): Promise<void> {
  const client = () =>
    new Proxy(
      {},
      {
        get: (_, name: string) => async (input: Record<string, unknown>) => {
          world.calls.push({ name, input });
          const replies = world.replies[name] ?? [{}];
          const reply = replies.length > 1 ? replies.shift()! : replies[0]!;
          if (name === 'describeStacks') return { Stacks: [{ StackStatus: world.stackStatus }] };
          return typeof reply === 'function' ? reply() : reply;
        },
      },
    );
  const fetch = async (_url: string, { body }: { body: Buffer }) => {
    world.answers.push(JSON.parse(body.toString()));
  };
  const modules = () =>
    new Proxy(
      {},
      {
        get: () =>
          function Client() {
            return client();
          },
      },
    );
  const wait = (done: () => void, milliseconds: number) => {
    world.now += milliseconds / 1000;
    queueMicrotask(done);
  };
  const exported: { handler?: Handler } = {};
  const clock = { now: () => world.now * 1000 };
  new Function('require', 'exports', 'setTimeout', 'Date', 'fetch', HANDLER_SOURCE)(
    modules,
    exported,
    wait,
    clock,
    fetch,
  );
  await exported.handler!(event, {
    invokedFunctionArn: 'the-function',
    getRemainingTimeInMillis: () => (world.invocationEnds - world.now) * 1000,
  });
}

export const named = (world: World, name: string) =>
  world.calls.filter((call) => call.name === name).map(({ input }) => input);

export function failing(name: string, message = 'no'): () => never {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}
