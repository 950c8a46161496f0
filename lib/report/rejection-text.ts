import type { Rejection, ShortageRejection } from '../placement';

const RESOURCES: Readonly<Record<ShortageRejection['code'], readonly [string, string]>> = {
  cpu: ['CPU', ' units'],
  memory: ['memory', ' MiB'],
  'network-interfaces': ['network interfaces', ''],
  gpus: ['GPUs', ''],
  'ebs-volumes': ['EBS volumes', ''],
};

/** Why one instance does not take a task, in a few words. */
export function rejectionText(rejection: Rejection): string {
  switch (rejection.code) {
    case 'cpu':
    case 'memory':
    case 'network-interfaces':
    case 'gpus':
    case 'ebs-volumes': {
      const [name, unit] = RESOURCES[rejection.code];
      const { needed, free, offered } = rejection;
      return `${name} (needs ${needed}${unit}, ${Math.max(0, free)} of ${offered} free)`;
    }
    case 'status':
      return `it is ${rejection.status}`;
    case 'agent':
      return 'its agent is not connected';
    case 'capacity-provider':
      return 'it belongs to another capacity provider';
    case 'zone':
      return `the subnets of the tasks are in ${rejection.allowed.join(', ')} only`;
    case 'tcp-ports':
      return `TCP port ${rejection.taken.join(', ')} is taken`;
    case 'udp-ports':
      return `UDP port ${rejection.taken.join(', ')} is taken`;
    case 'port-limit':
      return `more than ${rejection.limit} reserved ports`;
    case 'attributes':
      return `lacks ${rejection.missing.map(({ name, value }) => (value ? `${name}=${value}` : name)).join(', ')}`;
    case 'operating-system':
      return `runs ${rejection.actual}, not ${rejection.required}`;
    case 'architecture':
      return `is ${rejection.actual}, not ${rejection.required}`;
    case 'member-of':
      return rejection.holds === 'unknown'
        ? `whether "${rejection.expression}" holds is not known`
        : `"${rejection.expression}" does not hold`;
    case 'distinct-instance':
      return 'distinctInstance: it runs one already';
  }
}
