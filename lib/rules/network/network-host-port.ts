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
        return `the containers ${facts.containers.join(' and ')} of one task ask for the same host port ${facts.port}`;
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
        return `leave HostPort out of ${facts.containers.slice(1).join(' and ')}, or give it another port`;
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
    const facts = { problem: 'twice', port, containers: all.map(({ container }) => container.name) } as const;
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
  return claims.map(({ origin, hosts }): Outcome<Facts> => {
    const { resource } = origin;
    const unknowns = [origin.daemon, origin.count, hosts.others, resource.doubt].filter(isUnknown);
    if (unknowns.length > 0) return { state: 'unknown', resource, unknowns: unknowns as [Unknown, ...Unknown[]] };
    // Tasks that have nowhere else to go than where these may go.
    const rivals = claims.filter((one) => isWithin(one.hosts, hosts) && isCertain(one));
    const replicas = rivals.filter(({ origin: one }) => one.daemon === false);
    const daemon = rivals.find(
      (one) => one.origin !== origin && one.origin.daemon === true && isWithin(hosts, one.hosts),
    );
    if (daemon && (origin.daemon === true || (origin.count as number) > 0)) {
      const names = { services: [origin.name], daemon: daemon.origin.name };
      return { state: 'fails', resource, facts: { problem: 'daemon', port, ...names } };
    }
    const sizes = hosts.capacities.map(({ source }) => source.group.maxSize);
    const open = sizes.find(isUnknown);
    if (open) return { state: 'unknown', resource, unknowns: [open] };
    if (sizes.includes(undefined) || origin.daemon === true) return { state: 'holds', resource };
    const instances = (sizes as number[]).reduce((sum, size) => sum + size, 0);
    const tasks = replicas.reduce((sum, one) => sum + (one.origin.count as number), 0);
    if (tasks <= instances) return { state: 'holds', resource };
    const services = replicas.map((one) => one.origin.name);
    const groups = hosts.capacities.map(({ name }) => name);
    return { state: 'fails', resource, facts: { problem: 'few-instances', port, services, tasks, instances, groups } };
  });
}

const isWithin = (inner: Hosts, outer: Hosts): boolean => {
  const held = new Set<CapacityInTemplate>(outer.capacities);
  return !inner.others && inner.capacities.every((capacity) => held.has(capacity));
};

const isCertain = ({ origin }: Claim): boolean =>
  !isUnknown(origin.daemon) && !isUnknown(origin.count) && !origin.resource.doubt;
