import { placementRefusal } from '../../../../lib/operations/live/placement/placement-refusal';
import { type Instance, NO_DEMAND } from '../../../../lib/placement';

const instance: Instance = {
  id: 'i1',
  instanceType: 'm7g.large',
  zone: 'eu-west-1a',
  capacityProvider: 'steady',
  status: 'ACTIVE',
  agentConnected: true,
  registered: {
    ...{ cpuUnits: 2048, memoryMiB: 7000, gpus: 0, networkInterfaces: 2, ebsVolumes: 20 },
    ...{ reservedTcpPorts: [], reservedUdpPorts: [] },
  },
  attributes: {},
  tasks: [],
};
const request = { demand: { ...NO_DEMAND, memoryMiB: 4000 }, group: 'service:Web' };

test('nothing where an instance takes the task', () => {
  expect(placementRefusal(request, ['steady'], [instance])).toBeUndefined();
});

test('only instances of the capacity providers are asked', () => {
  const other = { ...instance, id: 'i2', capacityProvider: 'burst' };
  const refusal = placementRefusal(request, ['steady', 'spare'], [{ ...instance, status: 'DRAINING' }, other]);
  expect(refusal?.candidates.map(({ id }) => id)).toEqual(['i1']);
  expect(refusal?.rejections).toMatchObject([{ instanceId: 'i1', rejections: [{ code: 'status' }] }]);
  expect(refusal?.emptyProviders).toEqual(['spare']);
});

test('what a task that stops still holds does not make another instance useless', () => {
  const held = {
    ...instance,
    reserved: { cpuUnits: 0, memoryMiB: 5000, gpus: 0, networkInterfaces: 0, ebsVolumes: 0 },
  };
  expect(placementRefusal(request, [], [held])).toMatchObject({
    rejections: [{ rejections: [{ code: 'memory', free: 2000, offered: 7000, moreInstancesHelp: true }] }],
    explanation: { instances: 1, moreInstancesHelp: true },
  });
  const small = { ...instance, registered: { ...instance.registered, memoryMiB: 3000 } };
  expect(placementRefusal(request, [], [small])?.explanation.moreInstancesHelp).toBe(false);
});
