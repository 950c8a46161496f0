import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeClustersCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import type { Surroundings } from '../../bin/commands/command';
import { aQuietRun, ecs, logs, running, stopped, T1 } from '../operations/run-task/answers';
import { runLive } from './run';

beforeEach(() => {
  aQuietRun();
  // Real time passes here: a log that may not be read is not waited for.
  logs.on(GetLogEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
});

const verb = (args: readonly string[], around: Partial<Surroundings> = {}) =>
  runLive(['run-task', '--region', 'eu-west-1', ...args], around);

const quick = ['migrate', '--cluster', 'Shop', '--detach'];

test('detached, it ends once ECS has accepted the task', async () => {
  const { code, out, err } = await verb([...quick, '--client-token', 'nightly']);
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain('started 11111111');
  expect(err).toContain('1 of 1 instance can take it now');
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.clientToken).toBe('nightly-0');
});

test('flags become the call', async () => {
  const flags = ['--capacity', 'burst=2', '--strategy', 'binpack=cpu', '--constraint', 'distinctInstance'];
  await verb([...quick, ...flags, '--env', 'A=b=c', '--cpu', '512', '--memory', '1024', '--', 'migrate', '--up']);
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input).toMatchObject({
    capacityProviderStrategy: [{ capacityProvider: 'burst', weight: 2 }],
    placementStrategy: [{ type: 'binpack', field: 'cpu' }],
    placementConstraints: [{ type: 'distinctInstance' }],
    overrides: {
      containerOverrides: [{ name: 'app', command: ['migrate', '--up'], environment: [{ name: 'A', value: 'b=c' }] }],
      ...{ cpu: '512', memory: '1024' },
    },
  });
});

test('a log goes to stdout, and the exit code is that of the container', async () => {
  ecs.on(DescribeTasksCommand).resolves({ tasks: [stopped(3)] });
  let calls = 0;
  logs.on(GetLogEventsCommand).callsFake(() => ({
    events: calls++ === 0 ? [{ message: 'no such column', timestamp: 1 }] : [],
    nextForwardToken: 'end',
  }));
  const { code, out, err } = await verb(['migrate', '--cluster', 'Shop']);
  expect([code, out]).toEqual([3, 'no such column\n']);
  expect(err).toContain('app exited with 3');
}, 15_000);

test.each([
  [[]],
  [['migrate']],
  [['--stack', 'Shop']],
  [[...quick, '--wait-for', 'running']],
  [[...quick, '--count', 'two']],
  [[...quick, '--env', 'A']],
  [[...quick, '--strategy', 'binpack=disk']],
  [[...quick, '--timeout', 'soon']],
  [[...quick, '--nonsense']],
])('126 for usage, in one line: %j', async (args) => {
  const { code, err } = await verb(args);
  expect(code).toBe(126);
  expect(err).toMatch(/^stowage: .*\n$/);
  expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
});

test('126 for a cluster that is not there, with near names', async () => {
  ecs.on(DescribeClustersCommand).resolves({ clusters: [] });
  ecs.on(ListClustersCommand).resolves({ clusterArns: ['arn:aws:ecs:eu-west-1:1:cluster/Shop'] });
  const { code, err } = await verb(['migrate', '--cluster', 'Shopp', '--detach']);
  expect(code).toBe(126);
  expect(err).toContain('did you mean Shop?');
});

test('125 where AWS cannot be asked', async () => {
  ecs.on(DescribeClustersCommand).rejects(Object.assign(new Error('token'), { name: 'ExpiredTokenException' }));
  const { code, err } = await verb(quick);
  expect(code).toBe(125);
  expect(err).toContain('have expired');
});

describe('Ctrl-C', () => {
  const interrupted = (answer?: string): Partial<Surroundings> => ({
    ...(answer !== undefined && { person: { ask: async () => answer } }),
    onInterrupt: (react) => {
      // Once the task was started.
      ecs.on(DescribeTasksCommand).callsFake(() => {
        if (ecs.commandCalls(DescribeTasksCommand).length === 1) react();
        return { tasks: [ecs.commandCalls(StopTaskCommand).length > 0 ? stopped(143) : running] };
      });
      return () => {};
    },
  });

  test.each<[string, string | undefined, number, number]>([
    ['stops without a person', undefined, 1, 143],
    ['stops if the person says so', 's', 1, 143],
    ['detaches if the person says so', 'd', 0, 0],
  ])(
    '%s',
    async (_, answer, stops, exitCode) => {
      const { code } = await verb(['migrate', '--cluster', 'Shop'], interrupted(answer));
      expect(ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual(stops ? [T1] : []);
      expect(code).toBe(exitCode);
    },
    45_000,
  );

  test('a question that nobody answers does not outlive the run', async () => {
    let asked: AbortSignal | undefined;
    const ask = (_: string, signal?: AbortSignal) => {
      asked = signal;
      return new Promise<string>(() => {});
    };
    const { code } = await verb(['migrate', '--cluster', 'Shop'], {
      person: { ask },
      onInterrupt: (react) => {
        ecs.on(DescribeTasksCommand).callsFake(() => {
          react();
          return { tasks: [stopped(3)] };
        });
        return () => {};
      },
    });
    expect([code, asked?.aborted]).toEqual([3, true]);
  });
});
