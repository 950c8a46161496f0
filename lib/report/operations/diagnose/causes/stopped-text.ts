import type { Cause } from '../../../../operations/diagnose/cause';
import type { LookedUpImage } from '../../../../operations/diagnose/causes/stopped/image-lookup';
import type { StopReason } from '../../../../operations/diagnose/causes/stopped/stop-reason';
import type { EndedContainer, StoppedTasks } from '../../../../operations/diagnose/causes/stopped/stopped-tasks';
import { instanceList, nameList } from '../../../name-list';
import { counted } from '../../../table';
import type { CauseText } from './cause-words';
import { stopReasonText } from './stop-reason-text';

/** Exit codes that tell more than their number. */
const EXIT_CODES: Readonly<Record<number, string>> = {
  0: 'ended by itself',
  125: 'Docker could not run it',
  126: 'its command cannot be executed',
  127: 'its command was not found',
  134: 'SIGABRT',
  137: 'SIGKILL: out of memory, or not stopped within its stop timeout',
  139: 'SIGSEGV',
  143: 'SIGTERM',
};

/** Instances that are named. */
const MOST_INSTANCES = 10;

const CODES: Readonly<Record<StopReason['code'], true>> = {
  'container-exited': true,
  'out-of-memory': true,
  'wrong-architecture': true,
  'image-not-pulled': true,
  'permission-missing': true,
  'role-not-assumed': true,
  'secret-missing': true,
  'log-group-missing': true,
  'service-unreachable': true,
  'volume-not-mounted': true,
  'network-interface-not-attached': true,
  'disk-full': true,
  'port-taken': true,
  'command-not-found': true,
  'docker-unresponsive': true,
  'resource-not-initialized': true,
  'container-not-started': true,
  'health-check-failed': true,
  'grace-period-short': true,
  'spot-interrupted': true,
  'instance-lost': true,
  'task-stopped': true,
};

/** Whether a cause is of stopped tasks. */
export const isStopped = (cause: Cause): cause is StoppedTasks => Object.hasOwn(CODES, cause.code);

/** Tasks that stopped alike. */
export function stoppedText(cause: StoppedTasks): CauseText {
  const [what, fix] = stopReasonText(cause);
  const { group, taskDefinition, count, stopCode, reason, lastTask, lastAt, recovered, instances, log, images } = cause;
  return {
    title: `${counted(count, 'task')} of ${group} (${taskDefinition}) stopped${recovered ? ', and the service has recovered' : ''}: ${what}`,
    evidence: [
      `the last ${lastTask}${lastAt ? ` at ${lastAt}` : ''}${stopCode ? `, ${stopCode}` : ''}: ${reason || 'no reason given'}`,
      ...cause.containers.map(endedText),
      ...(instances.length > 0 ? [`on ${instanceList(instances, MOST_INSTANCES)}`] : []),
      ...(images ?? []).map(imageText),
      ...(log
        ? [
            `last lines of ${log.container} (${log.logGroup} ${log.logStream}):`,
            ...log.lines.map((line) => `| ${line}`),
          ]
        : []),
    ],
    fix: cause.code === 'container-exited' && group.startsWith('service:') ? `${fix}; ${NEVER_ENDS}` : fix,
  };
}

const NEVER_ENDS = 'the essential container of a service must not end, not even with 0';

function endedText({ name, exitCode, memoryMiB }: EndedContainer): string {
  const meaning = EXIT_CODES[exitCode];
  const limit = memoryMiB === undefined ? '' : `, memory limit ${memoryMiB} MiB`;
  return `container ${name} ended with ${exitCode}${meaning ? ` (${meaning})` : ''}${limit}`;
}

function imageText(looked: LookedUpImage): string {
  switch (looked.code) {
    case 'there':
      return `ECR has ${looked.image} now${looked.pushedAt ? `, pushed at ${looked.pushedAt}` : ''}`;
    case 'repository-missing':
      return `ECR has no repository for ${looked.image}`;
    case 'image-missing':
      return `ECR has no ${looked.image}${looked.tags.length > 0 ? `; it has the tags ${nameList(looked.tags)}` : '; its repository has no tags'}`;
  }
}
