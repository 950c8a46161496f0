import type { Rejection, ShortageRejection } from '../placement';
import { nameList } from './name-list';

const RESOURCES: Readonly<Record<ShortageRejection['code'], (amount: number) => string>> = {
  cpu: (amount) => `${amount} CPU units`,
  memory: (amount) => `${amount} MiB of memory`,
  'network-interfaces': (amount) => `${amount} ${amount === 1 ? 'network interface' : 'network interfaces'}`,
  gpus: (amount) => `${amount} ${amount === 1 ? 'GPU' : 'GPUs'}`,
  'ebs-volumes': (amount) => `${amount} EBS ${amount === 1 ? 'attachment' : 'attachments'}`,
};

/** Why an instance does not take a task, as half a sentence about the instance. */
export function rejectionText(rejection: Rejection): string {
  switch (rejection.code) {
    case 'cpu':
    case 'memory':
    case 'network-interfaces':
    case 'gpus':
    case 'ebs-volumes': {
      const { code, needed, free, offered } = rejection;
      const left = Math.max(0, free);
      const empty = offered < needed ? `, and ${offered} when empty` : '';
      return `the task needs ${RESOURCES[code](needed)} and ${left} ${left === 1 ? 'is' : 'are'} free${empty}`;
    }
    case 'status':
      return `it is ${rejection.status}`;
    case 'agent':
      return 'its agent is not connected';
    case 'capacity-provider':
      return rejection.actual === undefined
        ? `it belongs to no capacity provider, and the task goes to ${rejection.required}`
        : `it belongs to ${rejection.actual}, and the task goes to ${rejection.required}`;
    case 'zone':
      return `it is in ${rejection.zone}, and the subnets of the task are in ${nameList(rejection.allowed)}`;
    case 'tcp-ports':
      return ports('TCP', rejection.taken);
    case 'udp-ports':
      return ports('UDP', rejection.taken);
    case 'port-limit':
      return `${rejection.reserved} ports are reserved, and ${rejection.limit} is the most`;
    case 'attributes':
      return `it lacks ${nameList(rejection.missing.map(({ name }) => name))}`;
    case 'operating-system':
    case 'architecture':
      return `the task is for ${rejection.required}, and it runs ${rejection.actual}`;
    case 'member-of':
      return rejection.holds === 'unknown'
        ? `whether the constraint ${rejection.expression} holds is not known`
        : `the constraint ${rejection.expression} does not hold`;
    case 'distinct-instance':
      return 'a task of the same group is there, and each must be on an instance of its own';
  }
}

const ports = (protocol: string, taken: readonly number[]): string =>
  `${protocol} ${taken.length === 1 ? 'port' : 'ports'} ${nameList(taken.map(String))} ${taken.length === 1 ? 'is' : 'are'} taken`;
