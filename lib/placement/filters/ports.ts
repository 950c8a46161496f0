import type { Candidate, Protocol } from './candidate';
import { type Filter, PASSED } from './filter';

/**
 * The most host ports that may be reserved on an instance at once, the agent's own included.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export const MAX_RESERVED_PORTS = 100;

/** Refuses an instance where a task or the agent has one of the ports. TCP and UDP ports are different resources. */
const portsOf =
  (protocol: Protocol): Filter =>
  ({ demand }, candidate) => {
    const wanted = protocol === 'tcp' ? demand.tcpPorts : demand.udpPorts;
    const taken = wanted.filter((port) => candidate.isTaken(protocol, port));
    if (taken.length === 0) return PASSED;
    const moreInstancesHelp = !taken.some((port) => keptByAgent(candidate, protocol, port));
    return [{ code: `${protocol}-ports`, taken, moreInstancesHelp }];
  };

/** Whether a port would be taken on a fresh instance too: by the agent or by a daemon. */
function keptByAgent({ instance }: Candidate, protocol: Protocol, port: number): boolean {
  const { reservedTcpPorts, reservedUdpPorts } = instance.registered;
  if ((protocol === 'tcp' ? reservedTcpPorts : reservedUdpPorts).includes(port)) return true;
  const daemons = instance.tasks.filter((task) => task.daemon && task.desiredStatus !== 'STOPPED');
  return daemons.some(({ demand }) => (protocol === 'tcp' ? demand.tcpPorts : demand.udpPorts).includes(port));
}

export const tcpPorts = portsOf('tcp');
export const udpPorts = portsOf('udp');

/** Refuses an instance where too many ports would be reserved. */
export const portLimit: Filter = ({ demand }, { takenPorts, instance }) => {
  const wanted = demand.tcpPorts.length + demand.udpPorts.length;
  const reserved = takenPorts + wanted;
  if (wanted === 0 || reserved <= MAX_RESERVED_PORTS) return PASSED;
  const { reservedTcpPorts, reservedUdpPorts } = instance.registered;
  const moreInstancesHelp = reservedTcpPorts.length + reservedUdpPorts.length + wanted <= MAX_RESERVED_PORTS;
  return [{ code: 'port-limit', reserved, limit: MAX_RESERVED_PORTS, moreInstancesHelp }];
};
