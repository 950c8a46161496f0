import type { Cause } from '../../../../operations/diagnose/cause';
import type { StopReason } from '../../../../operations/diagnose/causes/stopped/stop-reason';
import type { StoppedTasks } from '../../../../operations/diagnose/causes/stopped/stopped-tasks';
import { counted } from '../../../table';
import type { CauseText } from './cause-text';

type PullFailure = Extract<StopReason, { code: 'image-not-pulled' }>['why'];

const PULL: Readonly<Record<PullFailure, readonly [string, string]>> = {
  'not-found': ['it is not there', 'push the image, or mend its name, tag or digest in the task definition'],
  refused: [
    'the registry refuses it',
    "allow the task execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and look at the repository's policy; of another registry, mend repositoryCredentials",
  ],
  'no-network': [
    'the registry is not reachable',
    'give the subnet a way out: a NAT gateway, or the endpoints ecr.api, ecr.dkr and (gateway) s3; a task with a network interface of its own gets no public address on EC2',
  ],
  'rate-limited': ['the registry limits the rate', 'use a pull-through cache, or credentials of the registry'],
  'wrong-platform': [
    "it is not there for the instances' architecture",
    'build the image for the architecture of the instances, or set runtimePlatform',
  ],
  'disk-full': ["the instance's disk is full", 'replace the instance, and give the instances a larger volume'],
  other: ['the pull failed', 'mend what the message names'],
};

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
  255: 'wrong architecture, or an error of its own',
};

const CODES: readonly string[] = [
  'container-exited',
  'out-of-memory',
  'image-not-pulled',
  'permission-missing',
  'resource-not-initialized',
  'container-not-started',
  'health-check-failed',
  'spot-interrupted',
  'instance-lost',
  'task-stopped',
] satisfies readonly StopReason['code'][];

/** Whether a cause is of stopped tasks. */
export const isStopped = (cause: Cause): cause is StoppedTasks => CODES.includes(cause.code);

/** Tasks that stopped alike. */
export function stoppedText(cause: StoppedTasks): CauseText {
  const [what, fix] = whatAndFix(cause);
  const { group, taskDefinition, count, stopCode, reason, lastTask, lastAt, containers, log } = cause;
  const ended = containers.map(({ name, exitCode }) => {
    const meaning = EXIT_CODES[exitCode];
    return `container ${name} ended with ${exitCode}${meaning ? ` (${meaning})` : ''}`;
  });
  return {
    title: `${counted(count, 'task')} of ${group} (${taskDefinition}) stopped: ${what}`,
    evidence: [
      `the last ${lastTask}${lastAt ? ` at ${lastAt}` : ''}${stopCode ? `, ${stopCode}` : ''}: ${reason || 'no reason given'}`,
      ...ended,
      ...(log
        ? [
            `last lines of ${log.container} (${log.logGroup} ${log.logStream}):`,
            ...log.lines.map((line) => `| ${line}`),
          ]
        : []),
    ],
    fix,
  };
}

function whatAndFix(cause: StoppedTasks): readonly [string, string] {
  switch (cause.code) {
    case 'container-exited':
      return [
        'an essential container ended',
        "see its log; a service's essential container must not end, not even with 0",
      ];
    case 'out-of-memory':
      return ['a container was out of memory', "raise the container's memory (and the task's), or find what takes it"];
    case 'image-not-pulled': {
      const [why, fix] = PULL[cause.why];
      return [`an image could not be pulled: ${why}`, fix];
    }
    case 'permission-missing': {
      const { action, resource = '*', principal } = cause;
      return [
        action ? `${principal ?? 'a role of the task'} may not ${action}` : 'a role of the task may not be used',
        action
          ? `add to the role's policy: ${JSON.stringify({ Effect: 'Allow', Action: action, Resource: resource })}`
          : 'see whether the role is there and trusts ecs-tasks.amazonaws.com, and what its policies allow',
      ];
    }
    case 'resource-not-initialized':
      return [
        'a secret, a log group, a volume or a network interface could not be had',
        'see what the message names: whether it is there, and whether the subnet reaches its service',
      ];
    case 'container-not-started':
      return [
        'a container could not be started',
        "mend what the message names: the container's command, volumes, devices or ports",
      ];
    case 'health-check-failed':
      return cause.by === 'container'
        ? [
            'its container health check failed',
            'run the command of the health check in the image; give it a longer startPeriod if it is slow to start',
          ]
        : [
            'its load balancer health check failed',
            "see the targets' health and the container's log; give the service a longer grace period if it is slow to start",
          ];
    case 'spot-interrupted':
      return [
        'EC2 took its Spot instance back',
        'nothing, if the service recovers; else keep some On-Demand capacity beside Spot',
      ];
    case 'instance-lost':
      return [
        'its instance was stopped or terminated',
        "see the group's activities for who ended it; managed draining moves tasks first",
      ];
    case 'task-stopped':
      return ['ECS could not run it', 'mend what the message names'];
  }
}
