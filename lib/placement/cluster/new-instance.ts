import type { Capacity, CapacityInstanceType } from '../fleet';
import type { Instance } from '../instance';

/** An instance that a capacity launches, as it registers. */
export function newInstance(capacity: Capacity, type: CapacityInstanceType, zone: string, id: string): Instance {
  return {
    id,
    instanceType: type.name,
    zone,
    capacity: capacity.name,
    ...(capacity.capacityProvider && { capacityProvider: capacity.capacityProvider.name }),
    status: 'ACTIVE',
    agentConnected: true,
    registered: type.registered,
    attributes: type.attributes,
    tasks: [],
  };
}
