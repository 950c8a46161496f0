import { rule } from '../rule';
import { demandFigure, fitOutcomes } from './fit-outcomes';

/** Fixed host ports that no empty instance has free. */
type TakenPorts = {
  where: string;
  instanceType: string;
  protocol: string;
  ports: readonly number[];
  limit: number | null;
};

/** The fixed host ports of a task are free on an empty instance of every capacity that gets its tasks. */
export const fitPorts = rule<TakenPorts>({
  id: 'fit-ports',
  severity: 'error',
  title: 'The fixed host ports of a task are free on the instances it may run on',
  why: 'A host port goes to one task of an instance. Ports that the agent keeps, or that a daemon has on every instance, are never free.',
  remedy:
    'Leave the host port out, so that the agent picks one, or use a port that neither the agent nor a daemon has.',
  link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html',

  check: (model) =>
    fitOutcomes<TakenPorts>(model, {
      figures: (fit) => (fit.origin.demand ? [demandFigure(fit, 'tcpPorts'), demandFigure(fit, 'udpPorts')] : []),
      wrong: (refusal, { target, origin: { demand } }) => {
        if (refusal.code !== 'refused') return undefined;
        const { type } = refusal.closest;
        for (const rejection of refusal.rejections) {
          if (rejection.code === 'tcp-ports' || rejection.code === 'udp-ports') {
            const protocol = rejection.code === 'tcp-ports' ? 'TCP' : 'UDP';
            return { where: target.name, instanceType: type, protocol, ports: rejection.taken, limit: null };
          }
          if (rejection.code === 'port-limit') {
            const ports = Array.isArray(demand?.tcpPorts) ? demand.tcpPorts : [];
            return { where: target.name, instanceType: type, protocol: 'TCP', ports, limit: rejection.limit };
          }
        }
        return undefined;
      },
    }),

  message: ({ where, instanceType, protocol, ports, limit }) =>
    limit === null
      ? `a task needs the host ${ports.length === 1 ? 'port' : 'ports'} ${protocol} ${ports.join(', ')}, which the agent or a daemon has on every ${instanceType} of ${where}`
      : `a task needs ${ports.length} host ports; with those of the agent that is more than the ${limit} that an instance may have reserved`,

  fix: ({ ports, limit }) =>
    limit === null
      ? `map ${ports.join(', ')} to a dynamic host port (HostPort 0), or to a port that is free`
      : 'use dynamic host ports, or a container port range',
});
