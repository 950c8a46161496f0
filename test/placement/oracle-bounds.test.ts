import {
  fewestInstances,
  NO_DEMAND,
  NO_RESOURCES,
  type PackableInstanceType,
  type PackableService,
  type PackingAnswer,
} from '../../lib/placement';

const type = (name: string, cpuUnits: number, memoryMiB: number): PackableInstanceType => ({
  name,
  registered: {
    ...NO_RESOURCES,
    cpuUnits,
    memoryMiB,
    reservedTcpPorts: [22, 2375, 2376, 51678, 51679],
    reservedUdpPorts: [],
  },
});
const service = (count: number, cpuUnits: number, memoryMiB: number): PackableService => ({
  name: `${count} x ${cpuUnits}/${memoryMiB}`,
  count,
  demand: { ...NO_DEMAND, cpuUnits, memoryMiB },
});
const fewest = (instanceType: PackableInstanceType, ...services: PackableService[]): PackingAnswer =>
  fewestInstances({ services, instanceTypes: [instanceType] });
const proved = (instances: number) => ({ code: 'bounded', instances, lowerBound: instances, optimal: true });

test('oracle 10: a task that takes nearly all of an instance has it to itself', () => {
  expect(fewest(type('one-vcpu', 1024, 4096), service(3, 1000, 100))).toMatchObject(proved(3));
  expect(fewest(type('one-gib', 4096, 1024), service(3, 100, 1000))).toMatchObject(proved(3));
});

test('oracle 21: ten tasks of 2 vCPUs and 8 GB need four instances of 16 vCPUs and 24 GB', () => {
  expect(fewest(type('g5.4xlarge-like', 16384, 24576), service(10, 2048, 8192))).toMatchObject(proved(4));
});

test('oracle 23: what fitted on two t2.small instances and what did not', () => {
  const small = type('t2.small', 1024, 1978);
  expect(fewest(small, service(1, 256, 1978))).toMatchObject(proved(1));
  expect(fewest(small, service(2, 256, 1978))).toMatchObject(proved(2));
  expect(fewest(small, service(3, 256, 1024))).toMatchObject(proved(3));
  expect(fewest(small, service(3, 1024, 128))).toMatchObject(proved(3));
  const rejectedFor = (code: string) => ({ code: 'impossible', services: [{ types: [{ rejections: [{ code }] }] }] });
  expect(fewest(small, service(1, 256, 2048))).toMatchObject(rejectedFor('memory'));
  expect(fewest(small, service(1, 2048, 128))).toMatchObject(rejectedFor('cpu'));
});

test.each([7000, 7764, 8000, 8192])(
  'oracle 26: three m5.large hold what ECS was seen to spread over four to six (%i MiB registered)',
  (memoryMiB) => {
    const tasks: [number, number][] = [
      [2, 7000],
      [1, 2048],
      [2, 768],
      [2, 768],
      [2, 128],
      [1, 512],
    ];
    const services = tasks.map(([count, memory], at) => ({ ...service(count, 0, memory), name: `service-${at}` }));
    expect(fewest(type('m5.large', 2048, memoryMiB), ...services)).toMatchObject(proved(3));
  },
);
