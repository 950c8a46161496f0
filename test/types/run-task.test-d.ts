import type { RunTaskOptions, RunTaskRequest, TaskOverrides } from '../../lib/operations';

// A family says nothing of a cluster; a stack may have one.
export const requests: RunTaskRequest[] = [
  { task: { family: 'migrate' }, cluster: 'Shop' },
  { task: { stack: 'Shop', construct: 'Jobs/Migrate' } },
  { task: { stack: 'Shop', construct: 'Jobs/Migrate' }, cluster: 'Shop' },
];
// @ts-expect-error a family needs a cluster
export const homeless: RunTaskRequest = { task: { family: 'migrate' } };
// @ts-expect-error a construct needs its stack
export const adrift: RunTaskRequest = { task: { construct: 'Migrate' }, cluster: 'Shop' };

const migrate = { task: { family: 'migrate' }, cluster: 'Shop' } as const;

export const networks: RunTaskRequest[] = [
  { ...migrate, network: { subnets: ['subnet-1'] } },
  { ...migrate, network: { subnets: ['subnet-1', 'subnet-2'], securityGroups: ['sg-1'] } },
];
// @ts-expect-error security groups alone make no network
export const guarded: RunTaskRequest = { ...migrate, network: { securityGroups: ['sg-1'] } };
// @ts-expect-error a network has a subnet
export const nowhere: RunTaskRequest = { ...migrate, network: { subnets: [] } };

export const shared: RunTaskRequest = { ...migrate, capacity: [{ capacityProvider: 'steady', base: 1 }] };
// @ts-expect-error a strategy has a capacity provider
export const unshared: RunTaskRequest = { ...migrate, capacity: [] };

export const overrides: TaskOverrides[] = [
  { cpuUnits: 512, memoryMiB: 1024 },
  { container: { command: ['up'] } },
  { containers: { app: { memoryReservationMiB: 128 }, proxy: { environment: { A: '1' }, gpus: 1 } } },
];
// @ts-expect-error the container that needs no name, or containers by their names
export const both: TaskOverrides = { container: { command: ['up'] }, containers: { app: {} } };
// @ts-expect-error what a container does is said of a container
export const whose: TaskOverrides = { command: ['up'] };
// @ts-expect-error ephemeral storage is of Fargate
export const ephemeral: TaskOverrides = { ephemeralStorage: { sizeInGiB: 50 } };

export const options: RunTaskOptions[] = [{}, { timeoutSeconds: 900 }, { timeoutSeconds: 900, keep: true }];
// @ts-expect-error tasks are kept at a timeout
export const kept: RunTaskOptions = { keep: true };
// @ts-expect-error no state that is waited for
export const waiting: RunTaskOptions = { waitFor: 'healthy' };
