import { Annotations, Token } from 'aws-cdk-lib';
import type { BaseService, CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { containersOf } from '../container-port';

/**
 * What AWS recommends to add to a task for the proxy of Service Connect.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
const PROXY_CPU_UNITS = 256;
const PROXY_MEMORY_MIB = 64;

/**
 * Warns where a task that states its whole size leaves its proxy less room than AWS recommends. A task that states only
 * its containers' sizes reserves nothing for the proxy, which then lives off what the instance has to spare.
 */
export function warnOfTightTask(service: BaseService): void {
  const { cpu, memory } = service.taskDefinition.node.defaultChild as CfnTaskDefinition;
  const containers = containersOf(service.taskDefinition).map((container) => container.renderContainerDefinition());
  const cpuUnits = room(
    cpu,
    containers.map((container) => container.cpu ?? 0),
  );
  const memoryMiB = room(
    memory,
    containers.map((container) => container.memoryReservation ?? container.memory ?? 0),
  );
  const tight = [
    ...(cpuUnits < PROXY_CPU_UNITS ? [`${cpuUnits} of ${PROXY_CPU_UNITS} CPU units`] : []),
    ...(memoryMiB < PROXY_MEMORY_MIB ? [`${memoryMiB} of ${PROXY_MEMORY_MIB} MiB`] : []),
  ];
  if (tight.length === 0) return;
  Annotations.of(service).addWarningV2(
    'cdk-stowage:connectProxyRoom',
    `the containers leave the Service Connect proxy ${tight.join(' and ')} that AWS recommends; enlarge the task`,
  );
}

/** What the parts leave of a whole; all the room there is where the whole is not stated or not known. */
function room(whole: string | undefined, parts: readonly number[]): number {
  const known = whole !== undefined && !Token.isUnresolved(whole) && !parts.some((part) => Token.isUnresolved(part));
  return known ? parts.reduce((left, part) => left - part, Number(whole)) : Number.POSITIVE_INFINITY;
}
