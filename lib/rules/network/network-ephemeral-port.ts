import { isUnknown, type PortRange, touches, uncovered } from '../../template';
import { ec2TaskDefinitions } from '../container/ec2-task-definitions';
import type { Outcome } from '../outcome';
import { rule } from '../rule';
import { targetOpenings } from './target-opening';

type Facts =
  | { problem: 'fixed'; port: number; container: string }
  | { problem: 'closed'; ports: string[]; wanted: string; where: string; groups: string[] };

/** Below it, no port is picked by the kernel or the agent. */
const EPHEMERAL: PortRange = [32_768, 60_999];

/** Dynamic host ports are all open to the load balancer, and none of them is fixed by a task. */
export const networkEphemeralPort = rule<Facts>({
  id: 'network-ephemeral-port',
  severity: 'warning',
  title: 'Ephemeral ports are open to the load balancer, and no task fixes one of them',
  why: 'The agent picks dynamic host ports from the ephemeral range of the kernel, 32768-60999. A task whose port is closed is unhealthy by chance, and one that fixes such a port fails to start when it is in use.',
  remedy: 'Open 32768-65535 of the instances to the load balancer, and fix host ports below 32768 only.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  check(model) {
    const fixed = ec2TaskDefinitions(model).flatMap(({ resource, networkMode, containers }): Outcome<Facts>[] => {
      if (networkMode !== 'bridge' && networkMode !== 'host') return [];
      return containers.flatMap((container) =>
        container.portMappings.flatMap(({ hostPort, containerPort }): Outcome<Facts>[] => {
          const port = networkMode === 'host' ? (hostPort ?? containerPort) : hostPort;
          if (typeof port !== 'number' || port === 0) return [];
          if (!touches([port, port], [EPHEMERAL])) return [{ state: 'holds', resource }];
          const path = ['ContainerDefinitions', container.index, 'PortMappings'];
          return [{ state: 'fails', resource, path, facts: { problem: 'fixed', port, container: container.name } }];
        }),
      );
    });
    const closed = model.targetBindings.flatMap((binding): Outcome<Facts>[] => {
      const { resource } = binding.origin;
      return targetOpenings(binding, model).flatMap((opening): Outcome<Facts>[] => {
        if (isUnknown(opening) || !opening.dynamic || !touches(opening.wanted, opening.ingress)) return [];
        const gaps = uncovered(opening.wanted, opening.ingress);
        if (gaps.length === 0) return [{ state: 'holds', resource }];
        const ports = gaps.map((gap) => gap.join('-'));
        const where = opening.capacity?.name ?? 'the instances';
        const facts = { ports, wanted: opening.wanted.join('-'), where, groups: [...opening.targetGroups] };
        return [{ state: 'fails', resource, path: binding.path, facts: { problem: 'closed', ...facts } }];
      });
    });
    return [...fixed, ...closed];
  },

  message: (facts) =>
    facts.problem === 'fixed'
      ? `the container ${facts.container} fixes the host port ${facts.port}, which lies in the range ${EPHEMERAL.join('-')} that instances use for outgoing connections and dynamic ports`
      : `the agent picks host ports from ${facts.wanted}, of which ${facts.ports.join(', ')} are closed to the load balancer on instances of ${facts.where}`,

  fix: (facts) =>
    facts.problem === 'fixed'
      ? `use a host port below ${EPHEMERAL[0]} in place of ${facts.port}, or a dynamic one`
      : `open ${facts.wanted} in ${facts.groups.join(' or ')}`,
});
