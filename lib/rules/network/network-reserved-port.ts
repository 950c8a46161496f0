import { type CapacityInTemplate, isUnknown, type Known, knownHostsOf, type TaskOrigin, Unknown } from '../../template';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts = { ports: number[]; group: string };

/** Task definitions ask for no host port that the agent keeps for the instance itself. */
export const networkReservedPort = rule<Facts>({
  id: 'network-reserved-port',
  severity: 'error',
  title: 'No host port is one that instances keep for themselves',
  why: 'The agent registers the ports of SSH, Docker and its own (22, 2375, 2376, 51678, 51679) as taken, so a task that asks for one of them is placed nowhere.',
  remedy: 'Map the container port to another host port, or to a dynamic one.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  check(model) {
    const known = new Map<CapacityInTemplate, Kept>();
    const keptBy = (capacity: CapacityInTemplate): Kept => {
      const kept = known.get(capacity) ?? reserved(capacity);
      known.set(capacity, kept);
      return kept;
    };
    return model.taskOrigins.flatMap((origin) => answer(origin, keptBy));
  },

  message: ({ ports, group }) =>
    `a task asks for the host ${ports.length === 1 ? 'port' : 'ports'} ${ports.join(', ')}, which instances of ${group} keep for themselves`,

  fix: ({ ports }) => `set HostPort to 0 or to a port other than ${ports.join(', ')}`,
});

/** Sources disagree on whether the agent keeps it without its metrics turned on. */
const METRICS_PORT = 51_680;

/** Ports that an instance has reserved. */
type Kept = Known<readonly number[]>;

function answer(origin: TaskOrigin, keptBy: (capacity: CapacityInTemplate) => Kept): Outcome<Facts>[] {
  const { resource, demand } = origin;
  const hosts = knownHostsOf(origin);
  const ports = demand?.tcpPorts;
  if (!hosts || ports === undefined) return [];
  if (isUnknown(ports)) return [{ state: 'unknown', resource, unknowns: [ports] }];
  const suspects = ports.filter((port) => DEFAULTS.includes(port));
  if (ports.length === 0) return [];
  const kept = hosts.capacities.map((capacity) => ({ capacity, ports: keptBy(capacity) }));
  const clashes = kept.flatMap(({ capacity, ports: own }) => {
    const taken = isUnknown(own) ? [] : ports.filter((port) => own.includes(port));
    return taken.length > 0 ? [{ ports: taken, group: capacity.name }] : [];
  });
  const everywhere = clashes.length === hosts.capacities.length && !hosts.others;
  if (clashes[0] && (everywhere || hosts.byStrategy)) return [{ state: 'fails', resource, facts: clashes[0] }];
  if (suspects.length === 0 && clashes.length === 0) return [{ state: 'holds', resource }];
  const unknowns = [...kept.map((one) => one.ports), hosts.others].filter(isUnknown);
  if (unknowns.length > 0) return [{ state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] }];
  if (!suspects.includes(METRICS_PORT)) return [{ state: 'holds', resource }];
  const name = "AWS's pages disagree on whether the agent always keeps port 51680 for its metrics";
  return [{ state: 'unknown', resource, unknowns: [new Unknown({ code: 'assumption', name }, resource.stack.stack)] }];
}

const DEFAULTS: readonly number[] = [22, 2375, 2376, 51_678, 51_679, METRICS_PORT];

function reserved(capacity: CapacityInTemplate): Kept {
  const types = capacity.instanceTypes('optimistic');
  if (isUnknown(types)) return types;
  return types[0]?.registered.reservedTcpPorts ?? [];
}
