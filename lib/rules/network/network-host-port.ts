import {
  type CapacityInTemplate,
  type Container,
  type Hosts,
  hostsOf,
  isUnknown,
  type TaskDefinition,
  type TaskOrigin,
  type Unknown,
} from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';

type Facts =
  | { problem: 'twice'; port: string; containers: string[] }
  | { problem: 'differs'; container: string; hostPort: number; containerPort: number; networkMode: string }
  | { problem: 'few-instances'; port: string; services: string[]; tasks: number; instances: number; groups: string[] }
  | { problem: 'daemon'; port: string; services: string[]; daemon: string };

/** A fixed host port goes to one task of an instance. */
export const networkHostPort = rule<Facts>({
  id: 'network-host-port',
  severity: 'error',
  title: 'There is an instance for every task that asks for the same host port',
  why: 'A host port goes to one task of an instance, whichever service it is of. Tasks beyond the number of instances are never placed. In host and awsvpc network mode the host port is the container port.',
  remedy:
    'Leave HostPort out, so that the agent picks a port, and let a load balancer or service discovery find it; or raise the number of instances.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  check: (model) => [
    ...ec2TaskDefinitions(model).flatMap(ofDefinition),
    ...model.clusters.flatMap(({ services }) => {
      const own = new Set(services);
      return ofCluster(model.taskOrigins.filter(({ service }) => service && own.has(service)));
    }),
  ],

  message(facts) {
    switch (facts.problem) {
      case 'twice':
        return `the host port ${facts.port} is mapped twice in one task, by ${facts.containers.join(' and ')}`;
      case 'differs':
        return `the container ${facts.container} maps port ${facts.containerPort} to host port ${facts.hostPort}; in ${facts.networkMode} network mode both must be the same`;
      case 'few-instances':
        return `${facts.tasks} tasks of ${facts.services.join(' and ')} ask for the host port ${facts.port}, and ${facts.groups.join(' and ')} may have ${facts.instances} ${facts.instances === 1 ? 'instance' : 'instances'} at most`;
      case 'daemon':
        return `the daemon service ${facts.daemon} has the host port ${facts.port} on every instance, and ${facts.services.join(' and ')} ask for it too`;
    }
  },

  fix(facts) {
    switch (facts.problem) {
      case 'twice':
        return `leave HostPort out of one of the mappings of ${facts.containers.join(' and ')}, or give it another port`;
      case 'differs':
        return `leave HostPort out, or set it to ${facts.containerPort}`;
      case 'few-instances':
        return `use a dynamic host port, or raise the largest size of ${facts.groups.join(' and ')} from ${facts.instances} to ${facts.tasks} instances`;
      case 'daemon':
        return `use another host port than ${facts.port} in one of them`;
    }
  },
});

function ofDefinition(definition: TaskDefinition): Outcome<Facts>[] {
  const { resource, networkMode } = definition;
  if (isUnknown(networkMode)) return [];
  const mapped = definition.containers.flatMap((container) =>
    container.portMappings.flatMap((mapping) => {
      const { hostPort, containerPort, protocol } = mapping;
      if (typeof hostPort !== 'number' || hostPort === 0 || isUnknown(protocol)) return [];
      return [{ container, hostPort, containerPort, port: `${protocol.toUpperCase()} ${hostPort}` }];
    }),
  );
  const path = (container: Container) => ['ContainerDefinitions', container.index, 'PortMappings'];
  const failures: Outcome<Facts>[] = [];
  for (const { container, hostPort, containerPort } of mapped) {
    if (networkMode === 'bridge' || typeof containerPort !== 'number' || containerPort === hostPort) continue;
    const facts = { problem: 'differs', container: container.name, hostPort, containerPort, networkMode } as const;
    failures.push({ state: 'fails', resource, path: path(container), facts });
  }
  for (const port of new Set(networkMode === 'bridge' ? mapped.map((one) => one.port) : [])) {
    const all = mapped.filter((one) => one.port === port);
    if (all.length < 2) continue;
    const containers = [...new Set(all.map(({ container }) => container.name))];
    const facts: Facts = { problem: 'twice', port, containers };
    failures.push({ state: 'fails', resource, path: path(all[1]!.container), facts });
  }
  if (failures.length > 0) return failures;
  return mapped.length > 0 ? [{ state: 'holds', resource }] : [];
}

/** A service with the instances that its tasks may take, and how many of them there are. */
interface Claim {
  readonly origin: TaskOrigin;
  readonly hosts: Hosts;
}

function ofCluster(origins: readonly TaskOrigin[]): Outcome<Facts>[] {
  const claims = new Map<string, Claim[]>();
  const outcomes: Outcome<Facts>[] = [];
  for (const origin of origins) {
    const hosts = hostsOf(origin);
    const ports = portsOf(origin);
    if (hosts === undefined || ports.length === 0) continue;
    if (isUnknown(hosts)) {
      outcomes.push({ state: 'unknown', resource: origin.resource, unknowns: [hosts] });
      continue;
    }
    for (const port of ports) claims.set(port, [...(claims.get(port) ?? []), { origin, hosts }]);
  }
  return [...outcomes, ...[...claims].flatMap(([port, all]) => ofPort(port, all))];
}

function portsOf({ demand }: TaskOrigin): string[] {
  const [tcp, udp] = [demand?.tcpPorts ?? [], demand?.udpPorts ?? []];
  return [
    ...(isUnknown(tcp) ? [] : tcp.map((port) => `TCP ${port}`)),
    ...(isUnknown(udp) ? [] : udp.map((port) => `UDP ${port}`)),
  ];
}

function ofPort(port: string, claims: readonly Claim[]): Outcome<Facts>[] {
  const known = new Map<string, Rivals>();
  return claims.map(({ origin, hosts }): Outcome<Facts> => {
    const { resource } = origin;
    const unknowns = [origin.daemon, origin.count, hosts.others, resource.doubt].filter(isUnknown);
    if (unknowns.length > 0) return { state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] };
    const groups = hosts.capacities.map(({ name }) => name);
    const rivals = known.get(groups.join()) ?? rivalsOn(hosts, claims);
    known.set(groups.join(), rivals);
    const { tasks, services } = rivals;
    const daemon = rivals.daemons.find((one) => one !== origin);
    if (daemon && (origin.daemon === true || (origin.count as number) > 0)) {
      const facts: Facts = { problem: 'daemon', port, services: [origin.name], daemon: daemon.name };
      return { state: 'fails', resource, facts };
    }
    const sizes = hosts.capacities.map(({ source }) => source.group.maxSize);
    const open = sizes.find(isUnknown);
    if (open) return { state: 'unknown', resource, unknowns: [open] };
    const instances = (sizes as (number | undefined)[]).reduce<number>((sum, size = Infinity) => sum + size, 0);
    if (origin.daemon === true || tasks <= instances) return { state: 'holds', resource };
    return { state: 'fails', resource, facts: { problem: 'few-instances', port, services, tasks, instances, groups } };
  });
}

/** Services whose tasks have nowhere else to go than to certain instances. */
interface Rivals {
  readonly services: string[];
  readonly tasks: number;
  /** Those that are on every one of the instances. */
  readonly daemons: readonly TaskOrigin[];
}

function rivalsOn(hosts: Hosts, claims: readonly Claim[]): Rivals {
  const certain = claims.filter((one) => isCertain(one) && isWithin(one.hosts, hosts));
  const replicas = certain.filter(({ origin }) => origin.daemon === false);
  const daemons = certain.filter(({ origin, hosts: own }) => origin.daemon === true && isWithin(hosts, own));
  return {
    services: replicas.map(({ origin }) => origin.name),
    tasks: replicas.reduce((sum, { origin }) => sum + (origin.count as number), 0),
    daemons: daemons.map(({ origin }) => origin),
  };
}

const isWithin = (inner: Hosts, outer: Hosts): boolean => {
  const held = new Set<CapacityInTemplate>(outer.capacities);
  return !inner.others && inner.capacities.every((capacity) => held.has(capacity));
};

const isCertain = ({ origin }: Claim): boolean =>
  !isUnknown(origin.daemon) && !isUnknown(origin.count) && !origin.resource.doubt;
