import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeClustersCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import Ajv from 'ajv';
import type { Interruption, Surroundings } from '../../bin/commands/command';
import schema from '../../schema/run-task-v1.json';
import { aQuietRun, definition, ecs, logs, running, stopped, T1 } from '../operations/run-task/answers';
import { runLive } from './run';

beforeEach(() => {
  aQuietRun();
  // Real time passes here: a log that may not be read is not waited for.
  logs.on(GetLogEventsCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));
});

const verb = (args: readonly string[], around: Partial<Surroundings> = {}) =>
  runLive(['run-task', '--region', 'eu-west-1', ...args], around);

/** A log with one line, which may not be read any further: its end would be waited for. */
const sayingOnce = (message: string) =>
  logs
    .on(GetLogEventsCommand)
    .resolvesOnce({ events: [{ message, timestamp: 1 }], nextForwardToken: 'next' })
    .rejects(Object.assign(new Error('no'), { name: 'AccessDeniedException' }));

const quick = ['migrate', '--cluster', 'Shop', '--detach'];

test('detached, it ends once ECS has accepted the task', async () => {
  const { code, out, err } = await verb([...quick, '--client-token', 'nightly']);
  expect([code, out]).toEqual([0, '']);
  expect(err).toContain('started 11111111');
  expect(err).toContain('1 of 1 instance can take it now');
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.clientToken).toBe('nightly-0');
});

test('flags become the call', async () => {
  const flags = ['--capacity', 'burst=2+1', '--strategy', 'binpack=cpu', '--constraint', 'distinctInstance'];
  await verb([...quick, ...flags, '--env', 'A=b=c', '--cpu', '512', '--memory', '1024', '--', 'migrate', '--up']);
  expect(ecs.commandCalls(RunTaskCommand)[0]?.args[0].input).toMatchObject({
    capacityProviderStrategy: [{ capacityProvider: 'burst', weight: 2, base: 1 }],
    placementStrategy: [{ type: 'binpack', field: 'cpu' }],
    placementConstraints: [{ type: 'distinctInstance' }],
    overrides: {
      containerOverrides: [{ name: 'app', command: ['migrate', '--up'], environment: [{ name: 'A', value: 'b=c' }] }],
      ...{ cpu: '512', memory: '1024' },
    },
  });
});

describe('options of containers', () => {
  const twoContainers = () =>
    ecs.on(DescribeTaskDefinitionCommand).resolves({
      taskDefinition: {
        ...definition,
        containerDefinitions: [...definition.containerDefinitions!, { name: 'proxy', cpu: 64, memory: 128 }],
      },
    });
  const overrides = () => ecs.commandCalls(RunTaskCommand)[0]?.args[0].input.overrides;

  test('are for the one that was named before them, and so is COMMAND', async () => {
    twoContainers();
    const proxy = ['--container', 'proxy', '--env', 'B=2', '--memory', '96', '--memory-reservation', '64'];
    const app = ['--container', 'app', '--env', 'A=1', '--env', 'C=3', '--cpu', '512', '--gpus', '1'];
    await verb([...quick, '--cpu', '1024', ...proxy, ...app, '--', 'migrate', '--up']);
    expect(overrides()).toEqual({
      cpu: '1024',
      containerOverrides: [
        { name: 'proxy', environment: [{ name: 'B', value: '2' }], memory: 96, memoryReservation: 64 },
        {
          ...{ name: 'app', command: ['migrate', '--up'], cpu: 512 },
          environment: [
            { name: 'A', value: '1' },
            { name: 'C', value: '3' },
          ],
          resourceRequirements: [{ type: 'GPU', value: '1' }],
        },
      ],
    });
  });

  test('need a name where there are several essential ones', async () => {
    twoContainers();
    const { code, err } = await verb([...quick, '--env', 'A=1']);
    expect([code, err]).toEqual([126, expect.stringContaining('--container app or proxy')]);
    expect(ecs.commandCalls(RunTaskCommand)).toHaveLength(0);
  });

  test('a slip of the name gets the near one', async () => {
    twoContainers();
    const { code, err } = await verb([...quick, '--container', 'prox', '--env', 'A=1']);
    expect([code, err]).toEqual([126, expect.stringContaining('did you mean proxy?')]);
  });
});

test('with --format json every line is an event, and the last how it ended', async () => {
  ecs.on(DescribeTasksCommand).resolves({ tasks: [stopped(3)] });
  sayingOnce('no such column');
  const { code, out, err } = await verb(['migrate', '--cluster', 'Shop', '--format', 'json', '--client-token', 'x']);
  const lines = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => [line.version, line.code])).toEqual([
    [1, 'fit'],
    [1, 'started'],
    [1, 'status'],
    [1, 'trouble'],
    [1, 'log'],
    [1, 'result'],
  ]);
  expect(lines[4]).toMatchObject({ container: 'app', message: 'no such column', at: '1970-01-01T00:00:00.001Z' });
  expect(lines[5]).toMatchObject({ exitCode: 3, result: { code: 'stopped', clientToken: 'x', logsComplete: false } });
  const validate = new Ajv().compile(schema);
  for (const line of lines) expect([validate(line), validate.errors]).toEqual([true, null]);
  expect([code, err]).toEqual([3, '']);
});

test('a log goes to stdout, and the exit code is that of the container', async () => {
  ecs.on(DescribeTasksCommand).resolves({ tasks: [stopped(3)] });
  sayingOnce('no such column');
  const { code, out, err } = await verb(['migrate', '--cluster', 'Shop']);
  expect([code, out]).toEqual([3, 'no such column\n']);
  expect(err).toContain('app exited with 3');
});

test.each([
  [[]],
  [['migrate']],
  [['--stack', 'Shop']],
  [[...quick, '--wait-for', 'running']],
  [[...quick, '--count', 'two']],
  [[...quick, '--env', 'A']],
  [[...quick, '--strategy', 'binpack=disk']],
  [[...quick, '--timeout', 'soon']],
  [[...quick, '--keep']],
  [[...quick, '--env', 'A=1', '--container', 'app']],
  [[...quick, '--security-groups', 'sg-1']],
  [[...quick, '--capacity', 'steady=1+2+3']],
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
  const interrupted = (answer: string | undefined, signal: Interruption): Partial<Surroundings> => ({
    ...(answer !== undefined && { person: { ask: async () => answer } }),
    onInterrupt: (react) => {
      // Once the task was started.
      ecs.on(DescribeTasksCommand).callsFake(() => {
        if (ecs.commandCalls(DescribeTasksCommand).length === 1) react(signal);
        return { tasks: [ecs.commandCalls(StopTaskCommand).length > 0 ? stopped(143) : running] };
      });
      return () => {};
    },
  });

  test.each<[string, string | undefined, number, number, Interruption]>([
    ['stops without a person', undefined, 1, 143, 'SIGINT'],
    ['stops if the person says so', 's', 1, 143, 'SIGINT'],
    ['detaches if the person says so', 'd', 0, 0, 'SIGINT'],
    ['stops unasked on SIGTERM, whose sender does not wait for an answer', 'd', 1, 143, 'SIGTERM'],
  ])(
    '%s',
    async (_, answer, stops, exitCode, signal) => {
      const { code } = await verb(['migrate', '--cluster', 'Shop'], interrupted(answer, signal));
      expect(ecs.commandCalls(StopTaskCommand).map(({ args }) => args[0].input.task)).toEqual(stops ? [T1] : []);
      expect(code).toBe(exitCode);
    },
    45_000,
  );

  test('after a second one nobody listens any more, so that a third ends the process', async () => {
    const released = jest.fn();
    const { err } = await verb(['migrate', '--cluster', 'Shop'], {
      onInterrupt: (react) => {
        ecs.on(DescribeTasksCommand).callsFake(() => {
          if (ecs.commandCalls(DescribeTasksCommand).length > 1) return { tasks: [stopped(143)] };
          react('SIGINT');
          expect(released).not.toHaveBeenCalled();
          react('SIGINT');
          expect(released).toHaveBeenCalledTimes(1);
          return { tasks: [running] };
        });
        return released;
      },
    });
    expect(err).toContain('the next interruption ends it at once');
  }, 45_000);

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
          react('SIGINT');
          return { tasks: [stopped(3)] };
        });
        return () => {};
      },
    });
    expect([code, asked?.aborted]).toEqual([3, true]);
  });
});
