import { Token } from 'aws-cdk-lib';
import type { TaskDraft } from '../task-draft';
import { type AnyPort, containerPorts, fixedHostPort, isKnown, protocolOf } from './ports';

interface NamedPort {
  readonly container: string;
  readonly name: string;
  readonly port: AnyPort;
}

/**
 * Ports of the instance that its own daemons hold: SSH, Docker and the container agent.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
const RESERVED_HOST_PORTS: readonly number[] = [22, 2375, 2376, 51678, 51679, 51680];

/** Refuses ports that ECS does not take, that the instance holds itself, or that two containers would fight over. */
export function checkPorts(draft: TaskDraft): void {
  const ports = Object.entries(draft.containers).flatMap(([container, { ports: named }]) =>
    Object.entries(named ?? {}).map(([name, port]): NamedPort => ({ container, name, port })),
  );
  for (const port of ports) {
    checkName(draft, port, ports);
    checkMode(draft, port);
    checkNumbers(draft, port);
  }
  checkOverlaps(draft, ports);
  checkHostPorts(draft, ports);
}

const say = ({ container, name }: NamedPort): string => `port '${name}' of container '${container}'`;

/**
 * Service Connect and VPC Lattice find a port by its name alone, so a name may occur only once in a task definition.
 */
function checkName(draft: TaskDraft, port: NamedPort, ports: readonly NamedPort[]): void {
  if (!/^[a-z0-9_][a-z0-9_-]{0,63}$/.test(port.name)) {
    const fix = 'use up to 64 lower-case letters, digits, hyphens and underscores, not a hyphen first';
    draft.refuse('PortNameInvalid', `${say(port)}: ECS does not take the name; ${fix}`);
  }
  const other = ports.find(({ name, container }) => name === port.name && container !== port.container);
  if (other && draft.networkMode !== 'host') {
    draft.refuse('PortNameTaken', `${say(port)} and ${say(other)} have one name; ECS needs them distinct, rename one`);
  }
}

function checkMode(draft: TaskDraft, named: NamedPort): void {
  const { port } = named;
  const mode = draft.networkMode;
  const refuse = (what: string, modes: string) =>
    draft.refuse('NetworkModeUnsupported', `${say(named)}: ${what} in networkMode ${mode}; use ${modes}`);
  if (mode === 'none') refuse('no port exists', 'another mode or no ports');
  if (typeof port === 'number') return;
  const shared = mode === 'bridge' || mode === 'awsvpc';
  if ('range' in port && !shared) refuse('no range exists', 'awsvpc, bridge or single ports');
  if ('range' in port) return;
  if (port.appProtocol && !shared) refuse('no appProtocol exists', 'awsvpc or bridge');
  if (port.hostPort === undefined) return;
  if (mode === 'awsvpc') refuse('no hostPort exists', 'bridge or host, or leave hostPort out');
  const known = isKnown(port) && !Token.isUnresolved(port.hostPort);
  if (mode === 'host' && known && port.hostPort !== port.containerPort) {
    refuse(`hostPort ${port.hostPort} differs from containerPort ${port.containerPort}, which cannot be`, 'bridge');
  }
}

function checkNumbers(draft: TaskDraft, named: NamedPort): void {
  const { port } = named;
  const [from, to] = containerPorts(port);
  const host = typeof port === 'object' && 'hostPort' in port ? port.hostPort : undefined;
  for (const number of [from, to, ...(host ? [host] : [])]) {
    if (Token.isUnresolved(number) || (Number.isInteger(number) && number >= 1 && number <= 65535)) continue;
    draft.refuse('PortInvalid', `${say(named)} is ${number}; give a whole number from 1 to 65535`);
  }
  if (typeof port === 'object' && 'range' in port && isKnown(port) && from >= to) {
    draft.refuse('PortInvalid', `${say(named)} is a range from ${from} to ${to}; give the lower port first`);
  }
}

/** Container ports must differ within a container, and within the task where the containers share one network stack. */
function checkOverlaps(draft: TaskDraft, ports: readonly NamedPort[]): void {
  const shared = draft.networkMode !== 'bridge';
  const known = ports.filter(({ port }) => isKnown(port));
  for (const [index, one] of known.entries()) {
    for (const other of known.slice(index + 1)) {
      if (protocolOf(one.port) !== protocolOf(other.port) || !overlap(one.port, other.port)) continue;
      if (!shared && one.container !== other.container) continue;
      const place = one.container === other.container ? 'one container' : `networkMode ${draft.networkMode}`;
      const [from] = containerPorts(other.port);
      draft.refuse('PortConflict', `${say(one)} and ${say(other)} both want port ${from} of ${place}; change one`);
    }
  }
}

function overlap(one: AnyPort, other: AnyPort): boolean {
  const [from, to] = containerPorts(one);
  const [otherFrom, otherTo] = containerPorts(other);
  return from <= otherTo && otherFrom <= to;
}

function checkHostPorts(draft: TaskDraft, ports: readonly NamedPort[]): void {
  const taken = new Map<string, NamedPort>();
  for (const named of ports) {
    const host = fixedHostPort(named.port, draft.networkMode);
    if (host === undefined || Token.isUnresolved(host)) continue;
    if (RESERVED_HOST_PORTS.includes(host)) {
      const fix = `choose another than ${RESERVED_HOST_PORTS.join(', ')}`;
      draft.refuse('PortReserved', `${say(named)} wants port ${host} of the instance, which holds it itself; ${fix}`);
    }
    const key = `${protocolOf(named.port)} ${host}`;
    const other = taken.get(key);
    if (other) {
      const fix = 'change one, or leave hostPort out in bridge mode';
      draft.refuse('PortConflict', `${say(other)} and ${say(named)} both want port ${host} of the instance; ${fix}`);
    }
    taken.set(key, named);
  }
}
