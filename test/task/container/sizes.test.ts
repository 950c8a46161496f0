import { CfnParameter } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { misuseOf } from '../../misuse';
import { testStack } from '../../synth';
import { define, defineContainer, plain, rendered, renderedContainer } from '../define';

const { image } = plain;

test('renders CPU units, the limit, the reservation and GPUs', () => {
  const container = renderedContainer(defineContainer({ memoryReservationMiB: 200, gpus: 2 }));
  expect(container).toMatchObject({ Cpu: 128, Memory: 256, MemoryReservation: 200 });
  expect(container['ResourceRequirements']).toEqual([{ Type: 'GPU', Value: '2' }]);
});

test('renders all GPUs of the instance, for the container that wants them', () => {
  const task = define({ containers: { app: plain, model: { ...plain, gpus: 'all' } } });
  const [app, model] = rendered(task)['ContainerDefinitions']!;
  expect(app!['ResourceRequirements']).toBeUndefined();
  expect(model!['ResourceRequirements']).toEqual([{ Type: 'GPU', Value: 'ALL' }]);
});

test('renders the size of the task, with containers that state none', () => {
  const task = define({ cpuUnits: 256, memoryMiB: 512, containers: { app: { image } } });
  expect(rendered(task)).toMatchObject({ Cpu: '256', Memory: '512' });
});

test.each([
  ['no size at all', { image }],
  ['no CPU units', { image, memoryMiB: 256 }],
  ['no memory', { image, cpuUnits: 128 }],
])('refuses a container that states %s', (_, app) => {
  expect(misuseOf(() => define({ containers: { app } }))).toBe('SizeMissing');
});

test.each([
  { cpuUnits: -1 },
  { cpuUnits: 0.5 },
  { memoryMiB: 5 },
  { memoryMiB: 256.5 },
  { memoryReservationMiB: 5 },
  { gpus: 0 },
  { gpus: 1.5 },
])('refuses %p', (size) => {
  expect(misuseOf(() => defineContainer(size))).toBe('SizeInvalid');
});

test.each([{ cpuUnits: 127 }, { cpuUnits: 196_609 }, { memoryMiB: 5 }])('refuses %p of the whole task', (size) => {
  expect(misuseOf(() => define(size))).toBe('SizeInvalid');
});

test('takes the smallest sizes', () => {
  expect(misuseOf(() => defineContainer({ cpuUnits: 0, memoryMiB: 6 }))).toBeUndefined();
});

test('refuses a reservation above the limit, and takes one at it', () => {
  expect(misuseOf(() => defineContainer({ memoryReservationMiB: 257 }))).toBe('MemoryReservationAboveLimit');
  expect(misuseOf(() => defineContainer({ memoryReservationMiB: 256 }))).toBeUndefined();
});

test('refuses containers that together reserve more than the task has, and takes them when they fit exactly', () => {
  const containers = { app: plain, other: plain };
  expect(misuseOf(() => define({ containers, cpuUnits: 255 }))).toBe('SizeAboveTask');
  expect(misuseOf(() => define({ containers, memoryMiB: 511 }))).toBe('SizeAboveTask');
  expect(misuseOf(() => define({ containers, cpuUnits: 256, memoryMiB: 512 }))).toBeUndefined();
});

test('counts the reservation, not the limit, towards the memory of the task', () => {
  const burst = { ...plain, memoryReservationMiB: 64 };
  expect(misuseOf(() => define({ containers: { app: burst, other: burst }, memoryMiB: 256 }))).toBeUndefined();
  expect(misuseOf(() => define({ containers: { app: burst }, memoryMiB: 128 }))).toBe('SizeAboveTask');
});

test('leaves sizes alone that are known only at deployment', () => {
  const stack = testStack();
  const size = new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber;
  const task = defineContainer({ cpuUnits: size, memoryMiB: size }, { cpuUnits: size, memoryMiB: size }, stack);
  expect(rendered(task)).toMatchObject({ Cpu: { Ref: 'Size' }, Memory: { Ref: 'Size' } });
  expect(renderedContainer(task)).toMatchObject({ Cpu: { Ref: 'Size' }, Memory: { Ref: 'Size' } });
});

test('takes exactly the task sizes that hold the sum of its containers', () => {
  const sizes = fc.array(fc.integer({ min: 6, max: 4096 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 6, max: 8192 }), (parts, memoryMiB) => {
      const containers = Object.fromEntries(parts.map((part, index) => [`c${index}`, { ...plain, memoryMiB: part }]));
      const sum = parts.reduce((total, part) => total + part, 0);
      const expected = sum > memoryMiB ? 'SizeAboveTask' : undefined;
      expect(misuseOf(() => define({ containers, memoryMiB }))).toBe(expected);
    }),
    { numRuns: 30, seed: 7 },
  );
});
