import type { Assumptions } from '../assumptions';
import type { Rejection } from '../rejection';
import { architecture, operatingSystem, requiredAttributes } from './attributes';
import type { Candidate } from './candidate';
import { distinctInstance, memberOf } from './constraints';
import type { Filter, ParsedRequest } from './filter';
import { portLimit, tcpPorts, udpPorts } from './ports';
import { cpu, ebsVolumes, gpus, memory, networkInterfaces } from './shortage';
import { agent, capacityProvider, status, zone } from './standing';

/** Every check of an instance against a task, in the order ECS asks: who may, where, how much, what, constraints. */
export const FILTERS: readonly Filter[] = [
  status,
  agent,
  capacityProvider,
  zone,
  cpu,
  memory,
  tcpPorts,
  udpPorts,
  portLimit,
  networkInterfaces,
  gpus,
  ebsVolumes,
  requiredAttributes,
  operatingSystem,
  architecture,
  memberOf,
  distinctInstance,
];

/** All reasons, not only the first, why a task may not go on an instance; none if it may. */
export const rejectionsOf = (
  request: ParsedRequest,
  candidate: Candidate,
  assumptions: Assumptions,
): readonly Rejection[] => FILTERS.flatMap((filter) => filter(request, candidate, assumptions));
