import type { ShortageRejection } from '../rejection';
import type { ResourceName } from '../resources';
import { demandedAmounts } from '../task-demand';
import { type Filter, PASSED } from './filter';

/** Refuses an instance where less of a resource is free than the task needs. */
const shortageOf =
  (resource: ResourceName, code: ShortageRejection['code']): Filter =>
  ({ demand }, { free, offered, instance }) => {
    const needed = demandedAmounts(demand, Math.max(1, instance.registered.gpus))[resource];
    if (needed === 0 || needed <= free[resource]) return PASSED;
    return [
      {
        code,
        needed,
        free: free[resource],
        offered: offered[resource],
        moreInstancesHelp: needed <= offered[resource],
      },
    ];
  };

export const cpu = shortageOf('cpuUnits', 'cpu');
export const memory = shortageOf('memoryMiB', 'memory');
export const networkInterfaces = shortageOf('networkInterfaces', 'network-interfaces');
/** A task that wants all GPUs needs an instance that has some and none of them taken. */
export const gpus = shortageOf('gpus', 'gpus');
export const ebsVolumes = shortageOf('ebsVolumes', 'ebs-volumes');
