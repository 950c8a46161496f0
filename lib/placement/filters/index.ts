import type { Assumptions } from '../assumptions';
import type { Rejection, RejectionCode } from '../rejection';
import { architecture, operatingSystem, requiredAttributes } from './attributes';
import type { Candidate } from './candidate';
import { distinctInstance, memberOf } from './constraints';
import type { Filter, ParsedRequest } from './filter';
import { portLimit, tcpPorts, udpPorts } from './ports';
import { cpu, ebsVolumes, gpus, memory, networkInterfaces } from './shortage';
import { agent, capacityProvider, status, zone } from './standing';

/** Every check of an instance against a task, in the order ECS asks: who may, where, how much, what, constraints. */
export const FILTERS: readonly { readonly code: RejectionCode; readonly filter: Filter }[] = [
  { code: 'status', filter: status },
  { code: 'agent', filter: agent },
  { code: 'capacity-provider', filter: capacityProvider },
  { code: 'zone', filter: zone },
  { code: 'cpu', filter: cpu },
  { code: 'memory', filter: memory },
  { code: 'tcp-ports', filter: tcpPorts },
  { code: 'udp-ports', filter: udpPorts },
  { code: 'port-limit', filter: portLimit },
  { code: 'network-interfaces', filter: networkInterfaces },
  { code: 'gpus', filter: gpus },
  { code: 'ebs-volumes', filter: ebsVolumes },
  { code: 'attributes', filter: requiredAttributes },
  { code: 'operating-system', filter: operatingSystem },
  { code: 'architecture', filter: architecture },
  { code: 'member-of', filter: memberOf },
  { code: 'distinct-instance', filter: distinctInstance },
];

/** All reasons, not only the first, why a task may not go on an instance; none if it may. */
export const rejectionsOf = (
  request: ParsedRequest,
  candidate: Candidate,
  assumptions: Assumptions,
): readonly Rejection[] => FILTERS.flatMap(({ filter }) => filter(request, candidate, assumptions));
