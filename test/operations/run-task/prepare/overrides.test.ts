import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import type { TaskOverrides } from '../../../../lib/operations';
import type { FoundTaskDefinition } from '../../../../lib/operations/live/task/find-task-definition';
import { checkOverrides } from '../../../../lib/operations/run-task/prepare/check-runnable';
import { overridden } from '../../../../lib/operations/run-task/prepare/overridden';
import { overridesInput } from '../../../../lib/operations/run-task/prepare/overrides';
import { arn } from '../../test-clients';

const definitionOf = (
  containerDefinitions: ContainerDefinition[],
  more: Partial<FoundTaskDefinition> = {},
): FoundTaskDefinition => ({
  ...{ taskDefinitionArn: arn.taskDefinition('web'), family: 'web', revision: 1, containerDefinitions },
  ...more,
});

const app: ContainerDefinition = { name: 'app', cpu: 256, memory: 512 };
const proxy: ContainerDefinition = { name: 'proxy', cpu: 128, memory: 128, memoryReservation: 64 };

const problem = (code: string, more: object = {}) =>
  expect.objectContaining({ problem: expect.objectContaining({ code, ...more }) });

describe('which container is meant', () => {
  const command = { container: { command: ['up'] } };
  const input = { containerOverrides: [{ name: 'app', command: ['up'] }] };

  test.each<[string, ContainerDefinition[]]>([
    ['the only one', [{ ...app, essential: false }]],
    ['of several the only essential one', [{ ...proxy, essential: false }, app]],
  ])('%s needs no name', (_, containers) => {
    expect(overridesInput(command, definitionOf(containers))).toEqual(input);
  });

  test('of several essential ones nobody guesses', () => {
    expect(() => overridesInput(command, definitionOf([app, proxy]))).toThrow(problem('invalid-request'));
  });

  test('names are looked up, and a slip gets the near ones', () => {
    expect(() => overridesInput({ containers: { prxy: {} } }, definitionOf([app, proxy]))).toThrow(
      problem('not-found', { kind: 'container', name: 'prxy', near: ['proxy'] }),
    );
  });

  test('what is near none gets all that there are', () => {
    expect(() => overridesInput({ containers: { database: {} } }, definitionOf([app, proxy]))).toThrow(
      problem('not-found', { near: ['app', 'proxy'] }),
    );
  });
});

test('everything that can be overridden becomes the call', () => {
  const overrides: TaskOverrides = {
    ...{ cpuUnits: 1024, memoryMiB: 2048, taskRoleArn: 'task', executionRoleArn: 'execution' },
    containers: {
      app: {
        ...{ command: ['up'], environment: { A: '1' }, environmentFiles: ['arn:aws:s3:::settings/prod/app.env'] },
        ...{ cpuUnits: 512, memoryMiB: 1024, memoryReservationMiB: 256, gpus: 1 },
      },
      proxy: {},
    },
  };
  expect(overridesInput(overrides, definitionOf([app, proxy]))).toEqual({
    ...{ cpu: '1024', memory: '2048', taskRoleArn: 'task', executionRoleArn: 'execution' },
    containerOverrides: [
      {
        ...{ name: 'app', command: ['up'], environment: [{ name: 'A', value: '1' }] },
        environmentFiles: [{ value: 'arn:aws:s3:::settings/prod/app.env', type: 's3' }],
        ...{ cpu: 512, memory: 1024, memoryReservation: 256, resourceRequirements: [{ type: 'GPU', value: '1' }] },
      },
    ],
  });
});

test('overrides that say nothing are none', () => {
  expect(overridesInput({ container: {} }, definitionOf([app]))).toBeUndefined();
});

test('what is overridden is in effect, and what is not stays', () => {
  const definition = definitionOf([app, proxy], { cpu: '512', memory: '1024' });
  const overrides = overridesInput(
    { memoryMiB: 2048, containers: { proxy: { memoryReservationMiB: 96 } } },
    definition,
  );
  expect(overridden(definition, overrides)).toMatchObject({
    ...{ cpu: '512', memory: '2048' },
    containerDefinitions: [app, { ...proxy, memoryReservation: 96 }],
  });
});

describe('refused before anything is asked of ECS', () => {
  const files = (count: number, name = 'a.env') => Array.from({ length: count }, () => `arn:aws:s3:::bucket/${name}`);

  test.each<[string, TaskOverrides]>([
    ['more than ECS takes', { container: { environment: { A: 'x'.repeat(8192) } } }],
    ['a part of a CPU unit', { container: { cpuUnits: 0.5 } }],
    ['no memory', { memoryMiB: 0 }],
    ['less than a GPU', { container: { gpus: -1 } }],
    ['more files than ECS takes', { container: { environmentFiles: files(11) } }],
    ['a file that does not end with .env', { container: { environmentFiles: files(1, 'a.txt') } }],
    ['a file by its URL', { container: { environmentFiles: ['s3://bucket/a.env'] } }],
  ])('%s', (_, overrides) => {
    expect(() => overridesInput(overrides, definitionOf([app]))).toThrow(problem('invalid-request'));
  });

  test.each<[string, TaskOverrides, Partial<FoundTaskDefinition>]>([
    ['a soft limit above the hard one that stays', { containers: { app: { memoryReservationMiB: 600 } } }, {}],
    ['a hard limit below the soft one that stays', { containers: { proxy: { memoryMiB: 32 } } }, {}],
    ['files without a role to read them', { containers: { app: { environmentFiles: files(1) } } }, {}],
    ['containers of more CPU than the task', { containers: { app: { cpuUnits: 512 } } }, { cpu: '600' }],
    ['containers of more memory than the task', { memoryMiB: 575 }, {}],
  ])('%s', (_, overrides, more) => {
    const definition = definitionOf([app, proxy], more);
    const input = overridesInput(overrides, definition)!;
    expect(() => checkOverrides(overridden(definition, input), input)).toThrow(problem('invalid-request'));
  });

  test.each<[string, TaskOverrides, Partial<FoundTaskDefinition>]>([
    ['limits that are overridden both', { containers: { app: { memoryMiB: 700, memoryReservationMiB: 600 } } }, {}],
    ['files with a role', { executionRoleArn: 'role', containers: { app: { environmentFiles: files(1) } } }, {}],
    ['a task of just what its containers reserve', { memoryMiB: 576 }, {}],
    ['a size on Windows', { memoryMiB: 1 }, { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }],
  ])('but not %s', (_, overrides, more) => {
    const definition = definitionOf([app, proxy], more);
    const input = overridesInput(overrides, definition)!;
    expect(() => checkOverrides(overridden(definition, input), input)).not.toThrow();
  });
});
